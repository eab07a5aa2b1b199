package contracttest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// RequireSent holds that requests of an operation together send each of its
// inputs that is not deprecated, and none of them an empty required one. Excused
// says why some are never sent, by operation and input, such as "getUser query
// expand".
func RequireSent(t *testing.T, op Operation, requests []confluencetest.Exchange, excused map[string]string) {
	t.Helper()
	sent := map[string]bool{}
	for _, request := range requests {
		values := valuesOf(t, op, request)
		for _, in := range op.Inputs {
			value, there := values[in.String()]
			sent[in.String()] = sent[in.String()] || there
			require.False(t, in.Required && there && value == "",
				"%s sends an empty value as %s, which is required: have the method take it, and refuse an empty one", op.ID, in)
		}
	}
	var missing []string
	for _, in := range op.Inputs {
		key := op.ID + " " + in.String()
		reason, isExcused := excused[key]
		switch {
		case sent[in.String()]:
			require.False(t, isExcused, "%s is sent: take it from the list of excuses", key)
		case isExcused:
			require.NotEmpty(t, reason, "%s is excused without a reason", key)
		case !in.Deprecated:
			missing = append(missing, key)
		}
	}
	require.Empty(t, missing, "sent by no recorded call: give the method an option for it, put a call that uses it into further, "+
		"and run go test with -update; or say in unsent why not")
}

// RequireExcuses holds that each excuse is about an input, of those operations.
func RequireExcuses(t *testing.T, operations []Operation, excused map[string]string) {
	t.Helper()
	inputs := map[string]bool{}
	for _, op := range operations {
		for _, in := range op.Inputs {
			inputs[op.ID+" "+in.String()] = true
		}
	}
	for key := range excused {
		require.True(t, inputs[key], "%s is excused, but not in the contract", key)
	}
}

// valuesOf returns the values of a request by input.
func valuesOf(t *testing.T, op Operation, request confluencetest.Exchange) map[string]string {
	t.Helper()
	values := map[string]string{}
	query, err := url.ParseQuery(request.Query)
	require.NoError(t, err)
	for name, each := range query {
		values["query "+name] = strings.Join(each, "")
	}
	for _, in := range op.Inputs {
		if sent := request.Header[http.CanonicalHeaderKey(in.Name)]; in.In == "header" && sent != nil {
			values[in.String()] = strings.Join(sent, "")
		}
	}
	want, got := strings.Split(op.Path, "/"), strings.Split(request.Path, "/")
	require.Len(t, got, len(want), "%s was sent to %s", op.ID, request.Path)
	for i, part := range want {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			values["path "+strings.TrimSuffix(name, "}")] = got[i]
		}
	}
	if len(request.Body) > 0 {
		var body any
		require.NoError(t, json.Unmarshal(request.Body, &body))
		members(body, "", values)
	}
	return values
}

// members notes the members of a value, and of the values in it.
func members(value any, above string, into map[string]string) {
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			members(item, above, into)
		}
	case map[string]any:
		for name, member := range value {
			into["body "+above+name] = textOf(member)
			members(member, above+name+".", into)
		}
	}
}

// textOf returns a text, or the texts of a list; other values are not empty.
func textOf(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case []any:
		texts := make([]string, len(value))
		for i, item := range value {
			texts[i] = textOf(item)
		}
		return strings.Join(texts, ",")
	}
	return "a value"
}

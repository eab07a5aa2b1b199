package cql_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/cql"
)

func fields() map[string]cql.Field {
	return map[string]cql.Field{
		"a": {Operator: "="}, "b.c": {Operator: "~"}, "type": {Operator: "=", Values: []string{"user"}},
	}
}

// said returns the values of all conditions in a query, the functions with (), by
// asking it about nobody: an OR of conditions that are all false is read to its end.
func said(q cql.Query) []string {
	var values []string
	cql.Holds(q, struct{}{}, func(_ struct{}, c cql.Condition) bool {
		for _, v := range c.Values {
			if v.Function {
				v.Text += "()"
			}
			values = append(values, c.Field+c.Operator+v.Text)
		}
		return false
	})
	return values
}

func TestParse(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"a=1":                          {"a=1"},
		" A = x-1:y or\tB.C~ jo* ":     {"a=x-1:y", "b.c~jo*"},
		`a = "x \\" y" OR a='it''`:     nil,
		`a = "x \" y" OR a='i\t'`:      {`a=x " y`, "a=it"},
		`a = "" or a = "ä\ö"`:          {"a=", "a=äö"},
		"a in (1, \"two\",me())":       {"a=1", "a=two", "a=me()"},
		"a IN(ME( ))":                  {"a=me()"},
		`a = "and" or a = "not"`:       {"a=and", "a=not"},
		"(((a=1)))":                    {"a=1"},
		"type=USER":                    {"type=USER"},
		"a = andy or a = inn":          {"a=andy", "a=inn"},
		"(a=1 or (a=2 or a=3)) or a=4": {"a=1", "a=2", "a=3", "a=4"},
	} {
		q, err := cql.Parse(query, fields(), "me")
		if want == nil {
			require.Error(t, err, query)
			continue
		}
		require.NoError(t, err, query)
		require.Equal(t, want, said(q), query)
	}
}

func TestCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		"", " ", "a", "a=", "=1", "a 1", "a=1 b", "a==1", "a ~ 1", "b.c = 1", "a < 1", "a >= 1", "a !", "not", "a=1 and", "or a=1",
		"(", "()", "(a=1", "a=1)", "a in", "a in 1", "a in ()", "a in (1", "a in (1,)", "a in (1 2)", "a not (1)", "a is null",
		"a = and", "and = a", `a = "x`, `a = "x\`, "a = 'x\"", "a = x@y", "a = *", "a = you()", "a = me(", "a = me(1)", `a = "me"()`,
		`"a" = 1`, "type = page", "type in (user, page)", "type = me()", "a=1 order by a", "\x00", "a=\\",
		strings.Repeat("(", 1000) + "a=1" + strings.Repeat(")", 1000), strings.Repeat("not ", 1000) + "a=1",
	} {
		_, err := cql.Parse(query, fields(), "me")
		require.Error(t, err, query)
	}
	_, err := cql.Parse("a=1 and Space = 1", fields())
	require.Equal(t, cql.FieldError("Space"), err)
	require.Equal(t, "no field Space", err.Error())
}

// TestHolds tries every query on all subjects, which are sets of digits.
func TestHolds(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"a=1":                                {"1", "12"},
		"a!=1":                               {"", "2"},
		"not a=1":                            {"", "2"},
		"! a=1":                              {"", "2"},
		"NOT not a=1":                        {"1", "12"},
		"a=1 and a=2":                        {"12"},
		"a=1 or a=2":                         {"1", "12", "2"},
		"a=1 or a=2 and a=3":                 {"1", "12"},
		"(a=1 or a=2) and not (a=1 and a=2)": {"1", "2"},
		"not a=1 or a=2":                     {"", "12", "2"},
		"not (a=1 or a=2)":                   {""},
		"a in (1,2)":                         {"1", "12", "2"},
		"a not in (1,2)":                     {""},
		"b.c !~ 1 and a = 2":                 {"2"},
	} {
		q, err := cql.Parse(query, fields())
		require.NoError(t, err, query)
		var got []string
		for _, subject := range []string{"", "1", "12", "2"} {
			if cql.Holds(q, subject, func(s string, c cql.Condition) bool {
				return slices.ContainsFunc(c.Values, func(v cql.Value) bool { return strings.Contains(s, v.Text) })
			}) {
				got = append(got, subject)
			}
		}
		require.Equal(t, want, got, query)
	}
}

func TestUses(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]bool{
		"a=1": false, "a=me": false, "a=me()": true, "not a = me()": true, "a=1 or a in (2, me())": true, "a=1 and (a=2 or a=me())": true,
	} {
		q, err := cql.Parse(query, fields(), "me")
		require.NoError(t, err, query)
		require.Equal(t, want, q.Uses("me"), query)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("(a=1 or not b.c ~ \"x\") and a in (1, me())")
	f.Fuzz(func(_ *testing.T, query string) {
		if q, err := cql.Parse(query, fields(), "me"); err == nil {
			said(q)
		}
	})
}

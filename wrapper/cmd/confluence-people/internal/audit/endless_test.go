package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"path"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// endless is a Cloud site whose groups all have the same members, made as they are
// read.
type endless struct {
	site.Cloud

	members int
	page    int // rows of a page
	// fail is what is wrong with a page: a refused is answered, another error is of the
	// connection.
	fail func(group string, start int) error
	// watch is told of each membership.
	watch func(n int)
	seen  int
	// bodies are the pages, by where they start.
	bodies sync.Map
}

// refused is the status of a response.
type refused int

func (r refused) Error() string { return http.StatusText(int(r)) }

func newEndless(t *testing.T, members, page int) *endless {
	t.Helper()
	e := &endless{members: members, page: page}
	client, err := cloud.New("https://site.example", confluence.BasicAuth("ada@example.com", "token"), confluence.WithTransport(e),
		confluence.WithRetry(confluence.RetryOptions{MaxRetries: -1}))
	require.NoError(t, err)
	e.Client = client
	return e
}

// Memberships counts them.
func (e *endless) Memberships(ctx context.Context, groups []site.Group, o site.MembershipOptions) iter.Seq2[site.Membership, error] {
	return func(yield func(site.Membership, error) bool) {
		for m, err := range e.Cloud.Memberships(ctx, groups, o) {
			if err == nil {
				e.seen++
				if e.watch != nil {
					e.watch(e.seen)
				}
			}
			if !yield(m, err) {
				return
			}
		}
	}
}

// RoundTrip answers with a page of the members of a group.
func (e *endless) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	start, _ := strconv.Atoi(r.URL.Query().Get("start"))
	status, header := http.StatusOK, http.Header{"Content-Type": {"application/json"}}
	if e.fail != nil {
		err := e.fail(path.Base(path.Dir(r.URL.Path)), start)
		if refused, ok := errors.AsType[refused](err); ok {
			status = int(refused)
			header.Set("Retry-After", "3600") // of a 429: the quota is spent
		} else if err != nil {
			return nil, err
		}
	}
	body, ok := e.bodies.Load(start)
	if !ok {
		made, err := json.Marshal(e.rows(start))
		if err != nil {
			return nil, err
		}
		body, _ = e.bodies.LoadOrStore(start, made)
	}
	return &http.Response{
		StatusCode: status, Header: header, Request: r,
		Body: io.NopCloser(bytes.NewReader(body.([]byte))),
	}, nil
}

// rows is a page as the service writes it. It may have fewer rows than its limit, so
// that the last one is known by its lack of a link.
func (e *endless) rows(start int) map[string]any {
	rows := []map[string]string{}
	for i := start; i < min(start+e.page, e.members); i++ {
		rows = append(rows, map[string]string{
			"type": "known", "accountId": fmt.Sprint("id-", i), "accountType": "atlassian",
			"displayName": fmt.Sprint("Person ", i), "email": fmt.Sprint(i, "@example.com"),
		})
	}
	links := map[string]string{}
	if start+len(rows) < e.members {
		links["next"] = fmt.Sprintf("/rest/api/group/g/membersByGroupId?start=%d&limit=%d", start+len(rows), e.page)
	}
	return map[string]any{"results": rows, "start": start, "limit": 200, "size": len(rows), "_links": links}
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
)

// natural is what a program without the SDK has: a few lines of net/http and
// encoding/json, and a struct of the fields that are read, without retries,
// limits, checks or kinds of error.
type natural struct {
	base   string
	client *http.Client
}

// person has the six fields that a program reads of somebody.
type person struct {
	AccountID     string `json:"accountId"`
	AccountType   string `json:"accountType"`
	AccountStatus string `json:"accountStatus"`
	DisplayName   string `json:"displayName"`
	PublicName    string `json:"publicName"`
	Email         string `json:"email"`
}

// hits is a page of a search, people one of a listing or a look-up.
type (
	hits struct {
		Results []struct {
			User  person `json:"user"`
			Title string `json:"title"`
		} `json:"results"`
	}
	people struct {
		Results []person `json:"results"`
		Links   struct {
			Next string `json:"next"`
		} `json:"_links"`
	}
)

// naturalError is an error response as decoded by hand.
type naturalError struct {
	StatusCode int    `json:"statusCode"`
	Message    string `json:"message"`
}

func (e *naturalError) Error() string { return fmt.Sprintf("%d: %s", e.StatusCode, e.Message) }

func (n *natural) current(ctx context.Context) (*person, error) {
	var user person
	if err := n.get(ctx, n.base+canned.CurrentPath, &user); err != nil {
		return nil, err
	}
	return &user, nil
}

func (n *natural) search(ctx context.Context, cql string, limit int) (*hits, error) {
	query := url.Values{"cql": {cql}, "limit": {strconv.Itoa(limit)}}
	var found hits
	if err := n.get(ctx, n.base+canned.SearchPath+"?"+query.Encode(), &found); err != nil {
		return nil, err
	}
	return &found, nil
}

func (n *natural) page(ctx context.Context, start int) (*people, error) {
	var page people
	if err := n.get(ctx, fmt.Sprintf("%s%s?start=%d&limit=%d", n.base, canned.MemberPath, start, canned.PageSize), &page); err != nil {
		return nil, err
	}
	return &page, nil
}

// all visits the members page by page while there is a next link.
func (n *natural) all(ctx context.Context, visit func(*person)) error {
	for start := 0; ; {
		page, err := n.page(ctx, start)
		if err != nil {
			return err
		}
		for i := range page.Results {
			visit(&page.Results[i])
		}
		if page.Links.Next == "" || len(page.Results) == 0 {
			return nil
		}
		start += len(page.Results)
	}
}

// lookup finds accounts in chunks and returns them in the order asked for, with
// the ids that were not found.
func (n *natural) lookup(ctx context.Context, ids []string) (items []person, missing []string, err error) {
	known := make(map[string]person, len(ids))
	for chunk := range slices.Chunk(ids, canned.ChunkSize) {
		var found people
		if err := n.post(ctx, n.base+canned.LookupPath, map[string][]string{"accountIds": chunk}, &found); err != nil {
			return nil, nil, err
		}
		for _, user := range found.Results {
			known[user.AccountID] = user
		}
	}
	for _, id := range ids {
		if user, ok := known[id]; ok {
			items = append(items, user)
		} else {
			missing = append(missing, id)
		}
	}
	return items, missing, nil
}

func (n *natural) get(ctx context.Context, url string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	return n.do(req, into)
}

func (n *natural) post(ctx context.Context, url string, body, into any) error {
	content, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(content))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Atlassian-Token", "no-check")
	return n.do(req, into)
}

func (n *natural) do(req *http.Request, into any) error {
	req.Header.Set("Accept", "application/json")
	req.SetBasicAuth(canned.User, canned.Token)
	resp, err := n.client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode >= http.StatusBadRequest {
		var failure naturalError
		if err := json.NewDecoder(resp.Body).Decode(&failure); err != nil {
			return err
		}
		return &failure
	}
	return json.NewDecoder(resp.Body).Decode(into)
}

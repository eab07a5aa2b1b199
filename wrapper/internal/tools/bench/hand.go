package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/confluence-people/go-sdk/gen/cloud"
)

// hand is what a program without the SDK has: a few lines of net/http and
// encoding/json, without retries, limits, checks or kinds of error.
type hand struct {
	base        string
	user, token string
	userAgent   string
	client      *http.Client
}

// handError is an error answer as decoded by hand.
type handError struct {
	StatusCode int    `json:"statusCode"`
	Message    string `json:"message"`
}

func (e *handError) Error() string { return fmt.Sprintf("%d: %s", e.StatusCode, e.Message) }

func (h *hand) current(ctx context.Context) (*cloud.User, error) {
	var user cloud.User
	if err := h.get(ctx, h.base+currentPath, &user); err != nil {
		return nil, err
	}
	return &user, nil
}

func (h *hand) page(ctx context.Context, start int) (*cloud.UserArray, error) {
	var page cloud.UserArray
	if err := h.get(ctx, fmt.Sprintf("%s%s?start=%d&limit=%d", h.base, memberPath, start, pageSize), &page); err != nil {
		return nil, err
	}
	return &page, nil
}

// all visits the members page by page while there is a next link.
func (h *hand) all(ctx context.Context, visit func(*cloud.User)) error {
	for start := 0; ; {
		page, err := h.page(ctx, start)
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
func (h *hand) lookup(ctx context.Context, ids []string) (items []cloud.UserV2, missing []string, err error) {
	known := make(map[string]cloud.UserV2, len(ids))
	for chunk := range slices.Chunk(ids, chunkSize) {
		var answer cloud.UsersBulkResponse
		if err := h.post(ctx, h.base+lookupPath, cloud.UsersBulkRequest{AccountIds: chunk}, &answer); err != nil {
			return nil, nil, err
		}
		for _, user := range answer.Results {
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

func (h *hand) get(ctx context.Context, url string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	return h.do(req, into)
}

func (h *hand) post(ctx context.Context, url string, body, into any) error {
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
	return h.do(req, into)
}

func (h *hand) do(req *http.Request, into any) error {
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", h.userAgent)
	req.SetBasicAuth(h.user, h.token)
	resp, err := h.client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode >= http.StatusBadRequest {
		var failure handError
		if err := json.NewDecoder(resp.Body).Decode(&failure); err != nil {
			return err
		}
		return &failure
	}
	return json.NewDecoder(resp.Body).Decode(into)
}

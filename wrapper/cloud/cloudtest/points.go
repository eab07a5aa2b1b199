package cloudtest

import (
	"context"
	"net/http"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
)

// What an object costs that is read, beside the point of the request.
const (
	identityPoints = 2 // a user or a group
	objectPoints   = 1 // another
)

// charged charges a request for what its response has in it. What a write responds
// with costs nothing.
func charged(next server.StrictHandlerFunc, _ string) server.StrictHandlerFunc {
	return func(ctx context.Context, w http.ResponseWriter, r *http.Request, request any) (any, error) {
		got, err := next(ctx, w, r, request)
		if err == nil {
			testserver.Charge(ctx, pointsOf(got))
		}
		return got, err
	}
}

// priced is a body that knows what it costs.
type priced interface{ points() int }

func pointsOf(got any) int {
	switch got := got.(type) {
	case response:
		if body, ok := got.body.(priced); ok {
			return body.points()
		}
	case server.GetGroupByGroupID200JSONResponse, server.GetPrivacyUnsafeUserEmail200JSONResponse:
		return identityPoints
	case server.GetPrivacyUnsafeUserEmailBulk200JSONResponse:
		return len(got) * identityPoints
	case server.GetUserProperty200JSONResponse, server.GetContentWatchStatus200JSONResponse,
		server.IsWatchingSpace200JSONResponse, server.IsWatchingLabel200JSONResponse:
		return objectPoints
	}
	return 0
}

func (p *page[T]) points() int {
	var row T
	switch any(row).(type) {
	case *shownTask, server.UserPropertyKey:
		return len(p.Results) * objectPoints
	}
	return len(p.Results) * identityPoints // watches are users, too
}

func (*shownUser) points() int { return identityPoints }

func (*shownTask) points() int { return objectPoints }

func (found usersV2) points() int { return len(found.Results) * identityPoints }

package confluencetest

import (
	"context"
	"net/http"

	"github.com/getkin/kin-openapi/routers"
)

// exchange is what the stages found out about a request.
type exchange struct {
	route *routers.Route
	// caller is the account that asks on Cloud; empty for a visitor.
	caller string
	// user is the user who asks on Data Center; nil for a visitor. It stays even
	// if the user is deleted meanwhile.
	user *user
	// request is the request as it came, for links that lead back to it.
	request *http.Request
}

type exchangeKey struct{}

func withExchange(r *http.Request, x *exchange) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x))
}

// exchangeOf returns the exchange that routing put into the context.
func exchangeOf(ctx context.Context) *exchange {
	x, _ := ctx.Value(exchangeKey{}).(*exchange)
	return x
}

package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
)

const (
	members  = 10_000    // of the listing and the look-up
	everyone = 1_000_000 // of the long listing
	callers  = 1_000     // at the same time
	conns    = 64        // those they share
)

// sides are the SDK and the natural code over the same transport.
type sides struct {
	sdk  *cloud.Client
	hand *natural
}

// newSides connects both to the site at base.
func newSides(base string, transport http.RoundTripper) (sides, error) {
	sdk, err := cloud.New(base, auth(), confluence.WithTransport(transport))
	if err != nil {
		return sides{}, err
	}
	client := &http.Client{Transport: transport}
	if _, wire := transport.(*http.Transport); wire {
		// As a program would; with any other transport it costs net/http a goroutine a
		// request, which would flatter the SDK.
		client.Timeout = time.Minute
	}
	return sides{sdk, &natural{base, client}}, nil
}

func auth() confluence.Auth { return confluence.BasicAuth(canned.User, canned.Token) }

// scenes are the sides of all pairs.
type scenes struct {
	single, search, sized, unsized, listing, long, lookup, failing, loopback sides
}

// newScenes makes all sides ready, and a function that ends what they need.
func newScenes() (scenes, func(), error) {
	server := httptest.NewServer(serve(canned.Person(1)))
	wire := &http.Transport{MaxConnsPerHost: conns, MaxIdleConnsPerHost: conns}
	end := func() {
		wire.CloseIdleConnections()
		server.Close()
	}
	page := canned.Always(canned.MemberPage(0, members))
	unsized := canned.NewTransport(http.StatusOK, page)
	unsized.Unsized = true
	var s scenes
	var errs []error
	for _, made := range []struct {
		place  *sides
		base   string
		answer http.RoundTripper
	}{
		{&s.single, canned.Site, canned.NewTransport(http.StatusOK, canned.Always(canned.Person(1)))},
		{&s.search, canned.Site, canned.NewTransport(http.StatusOK, canned.Always(canned.HitPage()))},
		{&s.sized, canned.Site, canned.NewTransport(http.StatusOK, page)},
		{&s.unsized, canned.Site, unsized},
		{&s.listing, canned.Site, canned.NewTransport(http.StatusOK, canned.Pages(members))},
		{&s.long, canned.Site, canned.NewTransport(http.StatusOK, canned.LongListing(everyone))},
		{&s.lookup, canned.Site, canned.NewTransport(http.StatusOK, canned.Chunks(members))},
		{&s.failing, canned.Site, canned.NewTransport(http.StatusNotFound, canned.Always([]byte(canned.NotFound)))},
		{&s.loopback, server.URL, wire},
	} {
		both, err := newSides(made.base, made.answer)
		*made.place, errs = both, append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		end()
		return scenes{}, nil, err
	}
	return s, end, nil
}

// serve answers every request with the same body.
func serve(body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	}
}

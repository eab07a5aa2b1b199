// Package control serves the API that steers a test server while it runs, and a
// page to look at. It knows no product: a [Site] is either.
package control

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/confluence-people/go-sdk/api"
	gen "github.com/confluence-people/go-sdk/gen/control"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// Prefix is what all paths begin with. No path of Confluence does.
const Prefix = "/-/"

// Site is a test server of a product, as far as it is steered.
type Site interface {
	Engine() *testserver.Server
	Product() gen.SiteProduct
	LoadSeed(seed []byte) error
	Snapshot() []byte
	Counts() Counts
	People(query string, w Window) ([]gen.Person, int)
	Groups(query string, members int, w Window) ([]gen.Group, int)
	Watches(person string, w Window) ([]gen.Watch, int)
	Pages(w Window) ([]gen.Page, int)
	Tasks(w Window) ([]gen.Task, int)
}

// Counts says how much there is of everything.
type Counts struct{ People, Groups, Spaces, Pages, Watches, Tasks int }

// handlers serves the operations.
type handlers struct {
	site   Site
	engine *testserver.Server

	mu            sync.Mutex // one change of the whole state at a time
	seed          []byte
	restoreFaults func()
}

// A new operation in the contract does not compile until it is served.
var _ gen.StrictServerInterface = (*handlers)(nil)

// controlContract is read once; nothing changes it afterwards.
//
//nolint:gochecknoglobals // a constant that takes time to read
var controlContract = sync.OnceValue(func() *contract.Contract { return contract.Read(api.Control()) })

// New returns what serves the control API of a site. A reset brings back how the
// site is now.
func New(site Site, opts *confluencetest.ControlOptions) http.Handler {
	if opts == nil {
		opts = &confluencetest.ControlOptions{}
	}
	h := &handlers{site: site, engine: site.Engine(), seed: bytes.Clone(opts.Seed)}
	if len(h.seed) == 0 {
		h.seed = site.Snapshot()
	}
	h.restoreFaults = h.engine.KeepFaults()

	operations := route.NewMux("", controlContract(), checked)
	strict := gen.NewStrictHandlerWithOptions(h, nil, gen.StrictHTTPServerOptions{
		RequestErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, err error) {
			refuse(w, http.StatusBadRequest, err.Error())
		},
		ResponseErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, err error) {
			refuse(w, http.StatusInternalServerError, err.Error())
		},
	})
	gen.HandlerWithOptions(strict, gen.StdHTTPServerOptions{
		BaseRouter: operations,
		ErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, err error) {
			refuse(w, http.StatusBadRequest, err.Error())
		},
	})
	return guarded(opts.Open, routed(operations))
}

// routed serves the page and the description beside the operations.
func routed(operations *route.Mux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		served := operations.Methods(r)
		switch {
		case operations.Find(r) != nil:
			operations.ServeHTTP(w, r)
		case len(served) > 0:
			w.Header().Set("Allow", strings.Join(served, ", "))
			refuse(w, http.StatusMethodNotAllowed, "here is "+strings.Join(served, ", ")+" and no "+r.Method)
		case r.URL.Path == strings.TrimSuffix(Prefix, "/"):
			http.Redirect(w, r, Prefix, http.StatusMovedPermanently)
		case r.URL.Path == Prefix:
			servePage(w)
		case r.URL.Path == Prefix+"openapi.yaml":
			w.Header().Set("Content-Type", "application/yaml")
			_, _ = io.WriteString(w, api.Control()) // the client may be gone
		default:
			refuse(w, http.StatusNotFound, "there is nothing at "+r.URL.Path+"; "+Prefix+"openapi.yaml describes what there is")
		}
	})
}

// checked holds a request against the description, so that a misspelt name does
// not pass for one that is absent. Whatever a body calls itself, it is JSON; a
// seed is looked at by its own reader.
func checked(next http.Handler) http.Handler {
	const mostBody = 1 << 20
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := route.Match(r.Context()).Route
		check := r
		var body []byte
		if to.Operation.OperationID == "putState" {
			check = r.Clone(r.Context())
			body = []byte("{}")
		} else {
			var err error
			if body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, mostBody)); err != nil {
				refuse(w, http.StatusBadRequest, "the body cannot be read: "+err.Error())
				return
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		check.Header.Set("Content-Type", "application/json")
		if departures, _ := controlContract().CheckRequest(check, body, to); len(departures) > 0 {
			refuse(w, http.StatusBadRequest, contract.Summary(departures[0].Err))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// refuse responds with an error.
func refuse(w http.ResponseWriter, status int, message string) {
	respond.Refuse(status, gen.Error{Message: message}).Write(w)
}

//go:build !js

package control_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

var picture = flag.String("picture", "", "write a picture of the page to this file")

// browser starts Debian's chromium, or another that is here.
func browser(t *testing.T) (ctx context.Context, complaints func() []string) {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("there is no chromium here to look at the page with; apt-get install chromium")
	}
	limited, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	var mu sync.Mutex
	var heard []string
	listen := func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch event := event.(type) {
		case *runtime.EventExceptionThrown:
			heard = append(heard, event.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if event.Entry.Source != log.EntrySourceNetwork { // a refusal by the API is no defect of the page
				heard = append(heard, event.Entry.Text)
			}
		}
	}
	ctx, stop := chromedp.NewContext(limited, chromedp.WithListener(listen), chromedp.WithAllocatorOptions(
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1280, 860),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.WSURLReadTimeout(time.Minute)))
	t.Cleanup(stop)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) })
	return ctx, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return heard
	}
}

// served puts a site and its control API on a port.
func served(t *testing.T, s *steered) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/", s.site)
	mux.Handle("/-/", s.control)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// step is one of what is done to a page.
type step = chromedp.Action[chromedp.Void]

// shows waits until an element has a text in it.
func shows(id, text string) step { return becomes(id, text, true) }

// hides waits until an element no longer has a text in it.
func hides(id, text string) step { return becomes(id, text, false) }

func becomes(id, text string, there bool) step {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		const patience = 20 * time.Second
		expression := fmt.Sprintf("document.getElementById(%q).innerText.includes(%q) === %t", id, text, there)
		_, err := chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patience))(ctx, target)
		if err != nil {
			err = fmt.Errorf("%s and %q, %t: %w", id, text, there, err)
		}
		return chromedp.Void{}, err
	}
}

// fill replaces what is in a field.
func fill(id, text string) step {
	return chromedp.Evaluate[chromedp.Void](fmt.Sprintf(
		"{const field = document.getElementById(%q); field.value = %q; field.dispatchEvent(new Event('input'))}", id, text))
}

// The page shows what there is and what was asked, and changes both.
func TestPageOfCloud(t *testing.T) { //nolint:paralleltest // one browser at a time is enough
	ctx, complaints := browser(t)
	site := cloudtest.New()
	defer site.Close()
	require.NoError(t, site.LoadSeed([]byte(cloudSeed)))
	site.AddUser(cloudtest.User{Name: `<img src=x onerror="document.title='caught'">`})
	_, token := site.Credential(site.AdminID())
	s := steer(t, site, site.Control(nil), site.BasePath(), token)
	ask := func(want int, method, path, body string) step {
		return func(context.Context, *chromedp.Target) (chromedp.Void, error) {
			require.Equal(t, want, s.ask(method, path, body)) //nolint:contextcheck // not the browser asks
			return chromedp.Void{}, nil
		}
	}
	require.NoError(t, chromedp.Do(ctx,
		chromedp.Navigate(served(t, s)+"/-/"),
		shows("product", "Confluence Cloud"), shows("base", s.base),
		shows("people", "Ada Example"), shows("people", "ada@example.com:api-token-"), shows("people", "admin"),
		shows("groups", "712020:ada, 712020:grace"), shows("watches", "Documentation"), shows("watches", "Welcome"),
		shows("tasks", "0 % of 1h0m0s"), shows("tasks", "The disk is full."), shows("requests", "none"), shows("faults", "none"),
		shows("people", "<img src=x"), // as text

		// Requests appear by themselves, with what was wrong about them.
		ask(http.StatusCreated, http.MethodPost, newGroup, `{"name":"editors"}`),
		shows("requests", newGroup), shows("requests", "createGroup #1"), shows("groups", "editors"),
		ask(http.StatusOK, http.MethodGet, newGroup+"?colour=red", ""),
		shows("requests", `query parameter "colour" is not in the contract`),
		chromedp.Click("#only"), hides("requests", "createGroup #1"),
		chromedp.Click("#only"), shows("requests", "createGroup #1"),
		chromedp.Click("#requests summary"), shows("requests", "Authorization: Bearer …"),

		// Faults come and go.
		fill("operation", "getGroups"), fill("fault", "sleep"), chromedp.Click("#add button"),
		shows("add-problem", `there is no kind "sleep"`),
		fill("fault", "status:503"), fill("times", "1"), chromedp.Click("#add button"),
		shows("faults", "for getGroups"), shows("faults", "met 0, 1 more"),
		ask(http.StatusServiceUnavailable, http.MethodGet, newGroup, ""), shows("faults", "met 1, used up"),
		chromedp.Click("#heal"), shows("faults", "none"),

		// Time passes, and everything is brought back.
		chromedp.Click(`[data-by="1h"]`), shows("ahead", "1h0m0s ahead"), shows("tasks", "done"),
		fill("person", "grace"), hides("people", "Ada Example"),
		fill("person", ""),
		chromedp.Click("#reset"), shows("tasks", "0 % of 1h0m0s"), shows("requests", "none"), hides("groups", "editors"),
	))
	title, err := chromedp.Run(ctx, chromedp.Title())
	require.NoError(t, err)
	require.Equal(t, "Confluence test server", title)
	require.Empty(t, complaints())
}

// It is the same page for Data Center.
func TestPageOfDatacenter(t *testing.T) { //nolint:paralleltest // one browser at a time is enough
	ctx, complaints := browser(t)
	s := datacenterSite(t)
	require.NoError(t, chromedp.Do(ctx,
		chromedp.Navigate(served(t, s)+"/-/"),
		shows("product", "Confluence Data Center"), shows("people", "ada:secret"), shows("people", "disabled"),
		shows("groups", "holds readers"), shows("watches", "only blogpost"),
	))
	require.Empty(t, complaints())
}

// TestPicture takes the picture in the README:
//
//	go test ./wrapper/internal/testserver/control -run TestPicture -picture ../../../../.github/control.png
func TestPicture(t *testing.T) { //nolint:paralleltest // one browser at a time is enough
	if *picture == "" {
		t.Skip("-picture says where to")
	}
	ctx, _ := browser(t)
	site := datacentertest.New()
	defer site.Close()
	require.NoError(t, site.LoadSeed([]byte(`
users:
- {username: ada, fullName: Ada Example, password: correct horse, admin: true}
- {username: grace, fullName: Grace Example}
- {username: gone, fullName: Gone Example, disabled: true}
groups:
- {name: confluence-users, members: [ada, grace, gone]}
- {name: writers, members: [ada], children: [editors]}
- {name: editors, members: [grace]}
spaces: [{key: DOCS, name: Documentation}]
pages: [{space: DOCS, title: Welcome, creator: grace}, {space: DOCS, title: Roadmap}]
watches: [{user: ada, page: Roadmap}, {user: ada, space: DOCS}]
tasks:
- {name: space export, duration: 30s, elapsed: 12s}
- {name: delete user, fail: The user owns content.}
`)))
	s := steer(t, site, site.Control(nil), site.BasePath(), site.Token("ada"))
	s.change(http.StatusCreated, http.MethodPost, "faults", `{"operation":"getGroups","fault":"status:429:1","times":2}`)
	s.ask(http.MethodGet, "/rest/api/user/current", "")
	s.ask(http.MethodGet, "/rest/api/group?limit=2", "")
	s.ask(http.MethodGet, "/rest/api/group/writers/member?expnd=status", "")
	s.ask(http.MethodPost, "/rest/api/user/watch/space/DOCS", "")
	s.ask(http.MethodPost, "/rest/api/admin/group", `{"name":"readers"}`)
	s.ask(http.MethodGet, "/rest/api/groups", "")
	s.ask(http.MethodGet, "/rest/api/user?username=ada&key=8a7f", "")
	require.NoError(t, chromedp.Do(ctx,
		chromedp.Navigate(served(t, s)+"/-/"), shows("watches", "Roadmap"), shows("requests", "expnd"),
		chromedp.EmulateViewport(1180, 760),
	))
	taken, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(*picture, smaller(t, taken), 0o644))
}

// smaller returns a picture with as many colours as a palette has.
func smaller(t *testing.T, taken []byte) []byte {
	t.Helper()
	whole, err := png.Decode(bytes.NewReader(taken))
	require.NoError(t, err)
	few := image.NewPaletted(whole.Bounds(), nil)
	seen := map[color.Color]int{}
	for x := range whole.Bounds().Dx() {
		for y := range whole.Bounds().Dy() {
			r, g, b, _ := whole.At(x, y).RGBA()
			coarse := func(channel uint32) uint8 { return uint8(channel>>12) * 17 }
			seen[color.RGBA{coarse(r), coarse(g), coarse(b), 255}]++
		}
	}
	most := slices.SortedFunc(maps.Keys(seen), func(a, b color.Color) int { return seen[b] - seen[a] })
	few.Palette = most[:min(len(most), 256)]
	draw.Draw(few, few.Bounds(), whole, image.Point{}, draw.Src)
	var text bytes.Buffer
	require.NoError(t, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&text, few))
	require.Less(t, text.Len(), 150_000)
	return text.Bytes()
}

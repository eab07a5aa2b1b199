package faultspec

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
)

// Kind is a kind of fault.
type Kind struct {
	// Example is how one is written.
	Example string
	// Does says what it does to a request.
	Does string

	// parse makes a fault of what stands after the colon.
	parse func(args string) (confluencetest.Fault, error)
}

// Name is what stands before the colon.
func (k Kind) Name() string {
	name, _, _ := strings.Cut(k.Example, ":")
	return name
}

// Kinds returns all kinds. A kind can have several examples; the first is its
// own.
func Kinds() []Kind {
	return []Kind{
		{"status:503", "responds with the status", responding},
		{"status:429:1", "and with Retry-After, in seconds or as a date", responding},
		{"lost:504", "applies the request, and responds with the status", losing},
		{"redirect:302:URL", "redirects", redirecting},
		{"delay:200ms", "responds late", timed(confluencetest.Delay)},
		{"hang", "never responds", plain(confluencetest.Hang)},
		{"reset", "breaks the connection before the request is applied", plain(confluencetest.Reset)},
		{"reset-after", "breaks it afterwards", plain(confluencetest.ResetAfter)},
		{"cut", "breaks it in the middle of the response", plain(confluencetest.CutBody)},
		{"short-length", "announces half of the response as all of it", plain(confluencetest.ShortLength)},
		{"gzip", "compresses the response", plain(confluencetest.Compressed)},
		{"mislabelled-gzip", "says so, and does not", plain(confluencetest.MislabelledCompression)},
		{"trickle:5ms", "sends the response a byte at a time", timed(confluencetest.Trickle)},
		{"huge:67108864", "responds with so many bytes", sized(confluencetest.HugeBody)},
		{"endless-next", "links every page of a list to a next one", plain(confluencetest.EndlessNext)},
		{"no-next", "links none", plain(confluencetest.NoNext)},
		{"stuck-page", "responds with the first page only", plain(confluencetest.StuckPage)},
		{"repeated-rows", "begins a page with the last row of the one before", plain(confluencetest.RepeatedRows)},
	}
}

func plain(fault func() confluencetest.Fault) func(string) (confluencetest.Fault, error) {
	return func(args string) (confluencetest.Fault, error) {
		if args != "" {
			return confluencetest.Fault{}, fmt.Errorf("it takes no argument such as %q", args)
		}
		return fault(), nil
	}
}

func timed(fault func(time.Duration) confluencetest.Fault) func(string) (confluencetest.Fault, error) {
	return func(args string) (confluencetest.Fault, error) {
		d, err := seed.ParseDuration(args)
		if err != nil {
			return confluencetest.Fault{}, fmt.Errorf("it takes a duration such as 200ms: %w", err)
		}
		return fault(d), nil
	}
}

func sized(fault func(size int64) confluencetest.Fault) func(string) (confluencetest.Fault, error) {
	return func(args string) (confluencetest.Fault, error) {
		size, err := strconv.ParseInt(args, 10, 64)
		if err != nil || size < 0 {
			return confluencetest.Fault{}, fmt.Errorf("it takes a number of bytes, not %q", args)
		}
		return fault(size), nil
	}
}

// responding takes a status and, optionally, a Retry-After.
func responding(args string) (confluencetest.Fault, error) {
	text, retryAfter, later := strings.Cut(args, ":")
	status, err := parseStatus(text, http.StatusOK, 599)
	if err != nil {
		return confluencetest.Fault{}, err
	}
	if later || status == http.StatusTooManyRequests {
		return confluencetest.RetryLater(status, retryAfter), nil
	}
	body := fmt.Sprintf(`{"statusCode":%d,"message":%q}`, status, http.StatusText(status))
	return confluencetest.Respond(status, "application/json", body), nil
}

// redirecting takes a status and an address.
func redirecting(args string) (confluencetest.Fault, error) {
	text, location, _ := strings.Cut(args, ":")
	status, err := parseStatus(text, http.StatusMultipleChoices, 399)
	if err == nil && location == "" {
		err = errors.New("it takes a status and an address")
	}
	if err != nil {
		return confluencetest.Fault{}, err
	}
	return confluencetest.Redirect(status, location), nil
}

// losing takes a status.
func losing(args string) (confluencetest.Fault, error) {
	status, err := parseStatus(args, http.StatusBadRequest, 599)
	if err != nil {
		return confluencetest.Fault{}, err
	}
	return confluencetest.Lost(status), nil
}

func parseStatus(text string, least, most int) (int, error) {
	status, err := strconv.Atoi(text)
	if err != nil || status < least || status > most {
		return 0, fmt.Errorf("it takes a status from %d to %d, not %q", least, most, text)
	}
	return status, nil
}

package main

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// faultSpec is a fault and the requests that meet it.
type faultSpec struct {
	operation string // empty for all
	times     int    // 0 for all
	fault     confluencetest.Fault
}

// parseFault reads OPERATION=KIND[:ARGUMENTS][,times=N].
func parseFault(spec string, operations []string) (faultSpec, error) {
	operation, what, found := strings.Cut(spec, "=")
	if !found {
		return faultSpec{}, errors.New("it must be OPERATION=KIND")
	}
	var f faultSpec
	if operation != "*" {
		if !slices.Contains(operations, operation) {
			return faultSpec{}, fmt.Errorf("there is no operation %q", operation)
		}
		f.operation = operation
	}
	// From the end, since an address or a date has commas of its own.
	const times = ",times="
	if i := strings.LastIndex(what, times); i >= 0 {
		n, err := strconv.Atoi(what[i+len(times):])
		if err != nil || n < 1 {
			return faultSpec{}, errors.New("times must be a number above 0")
		}
		f.times, what = n, what[:i]
	}
	name, args, _ := strings.Cut(what, ":")
	known := kinds()
	kind, ok := known[name]
	if !ok {
		return faultSpec{}, fmt.Errorf("there is no kind %q; there are %s", name, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
	}
	var err error
	f.fault, err = kind(args)
	return f, err
}

// kind makes a fault of what stands after the colon.
type kind func(args string) (confluencetest.Fault, error)

func kinds() map[string]kind {
	return map[string]kind{
		"status":           responding,
		"redirect":         redirecting,
		"lost":             losing,
		"delay":            timed(confluencetest.Delay),
		"hang":             plain(confluencetest.Hang),
		"reset":            plain(confluencetest.Reset),
		"reset-after":      plain(confluencetest.ResetAfter),
		"cut":              plain(confluencetest.CutBody),
		"short-length":     plain(confluencetest.ShortLength),
		"gzip":             plain(confluencetest.Compressed),
		"mislabelled-gzip": plain(confluencetest.MislabelledCompression),
		"trickle":          timed(confluencetest.Trickle),
		"huge":             sized(confluencetest.HugeBody),
		"endless-next":     plain(confluencetest.EndlessNext),
		"no-next":          plain(confluencetest.NoNext),
		"stuck-page":       plain(confluencetest.StuckPage),
		"repeated-rows":    plain(confluencetest.RepeatedRows),
	}
}

func plain(fault func() confluencetest.Fault) kind {
	return func(args string) (confluencetest.Fault, error) {
		if args != "" {
			return confluencetest.Fault{}, fmt.Errorf("it takes no argument such as %q", args)
		}
		return fault(), nil
	}
}

func timed(fault func(time.Duration) confluencetest.Fault) kind {
	return func(args string) (confluencetest.Fault, error) {
		d, err := parseDuration(args)
		if err != nil {
			return confluencetest.Fault{}, fmt.Errorf("it takes a duration such as 200ms: %w", err)
		}
		return fault(d), nil
	}
}

func sized(fault func(size int64) confluencetest.Fault) kind {
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

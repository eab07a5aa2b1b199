package confluence

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Option changes how a client is built. An option that makes no sense is
// reported by the constructor.
type Option func(*settings) error

type settings struct {
	httpClient     *http.Client
	userAgent      string
	retry          RetryOptions
	logger         *slog.Logger // nil: no log
	observers      []Observer
	timeout        time.Duration
	attemptTimeout time.Duration
	insecure       bool
	readOnly       bool
	maxBody        int64
	budget         *Budget // nil: one of its own
}

const (
	defaultTimeout        = 2 * time.Minute
	defaultAttemptTimeout = time.Minute
	defaultMaxBody        = 32 << 20
)

func defaultSettings() settings {
	return settings{
		httpClient:     &http.Client{Transport: defaultTransport()},
		userAgent:      "confluence-people-go/" + Version,
		timeout:        defaultTimeout,
		attemptTimeout: defaultAttemptTimeout,
		maxBody:        defaultMaxBody,
		retry:          RetryOptions{}.withDefaults(),
	}
}

// with returns the settings with further options.
func (s settings) with(options []Option) (settings, error) {
	s.observers = slices.Clone(s.observers)
	for _, option := range options {
		if option == nil {
			continue
		}
		if err := option(&s); err != nil {
			return settings{}, err
		}
	}
	return s, nil
}

// WithHTTPClient sends requests through a copy of client; its Transport, Jar and
// CheckRedirect stay in force, and without a Transport it is
// [http.DefaultTransport]. By default it is a copy of that, common to all clients,
// which keeps more connections to a host for the next requests. Its Timeout, unless it is zero, becomes the bound
// on each attempt, see [WithAttemptTimeout].
func WithHTTPClient(client *http.Client) Option {
	return func(s *settings) error {
		if client == nil {
			return argument.Invalid("http client", "is nil")
		}
		s.httpClient = client
		if client.Timeout > 0 {
			s.attemptTimeout = client.Timeout
		}
		return nil
	}
}

// WithTransport sends requests through transport, such as one that traces them.
func WithTransport(transport http.RoundTripper) Option {
	return func(s *settings) error {
		if transport == nil {
			return argument.Invalid("transport", "is nil")
		}
		client := *s.httpClient
		client.Transport = transport
		s.httpClient = &client
		return nil
	}
}

// WithTimeout bounds each call: its attempts and the pauses between them. A wait
// that the service asked for is not counted. When the time is up the call ends
// with [ErrUnavailable] and [context.DeadlineExceeded]. The default is two
// minutes; a negative timeout is no bound. A context can always end a call
// before.
func WithTimeout(timeout time.Duration) Option {
	return func(s *settings) error {
		if timeout == 0 {
			return argument.Invalid("timeout", "is zero")
		}
		s.timeout = max(timeout, 0)
		return nil
	}
}

// WithAttemptTimeout bounds each attempt of a call, the body of the response
// included. What may be repeated is repeated after it. The default is one
// minute.
func WithAttemptTimeout(timeout time.Duration) Option {
	return func(s *settings) error {
		if timeout <= 0 {
			return argument.Invalid("attempt timeout", "must be positive")
		}
		s.attemptTimeout = timeout
		return nil
	}
}

// WithReadOnly refuses every write with [ErrReadOnly] before any I/O. What
// counts as a write is decided by the operation, not by its HTTP method: a
// look-up that is sent with POST is a read.
func WithReadOnly() Option {
	return func(s *settings) error {
		s.readOnly = true
		return nil
	}
}

// WithObserver tells observer about every call and attempt. The option can be
// given more than once.
func WithObserver(observer Observer) Option {
	return func(s *settings) error {
		s.observers = append(s.observers, observer)
		return nil
	}
}

// WithUserAgent puts the name of your program before this module's own in the
// User-Agent header, for example "roster-sync/1.4". A name that starts with
// "Mozilla/" is refused: Confluence treats such requests as coming from a
// browser and blocks them.
func WithUserAgent(product string) Option {
	product = strings.TrimSpace(product) // as it will be sent
	return func(s *settings) error {
		if product == "" || strings.ContainsFunc(product, unicode.IsControl) {
			return argument.Invalid("user agent", "is empty or contains control characters")
		}
		if strings.HasPrefix(strings.ToLower(product), "mozilla/") {
			return argument.Invalid("user agent", "must not claim to be a browser")
		}
		s.userAgent = product + " confluence-people-go/" + Version
		return nil
	}
}

// WithLogger writes a debug record for every call, a warning for every retry and
// for every wait for a quota, and an info for every other wait longer than a second.
// Records name the operation, the method, the path template, the status, the
// number of attempts, the duration and the error the caller gets; never a
// filled-in path, a query, a header or a body. By default nothing is logged.
func WithLogger(logger *slog.Logger) Option {
	return func(s *settings) error {
		if logger == nil {
			return argument.Invalid("logger", "is nil")
		}
		s.logger = logger
		return nil
	}
}

// WithInsecureHTTP allows a base URL with plain http to a host other than this
// machine. The credential can then be read by anyone on the way.
func WithInsecureHTTP() Option {
	return func(s *settings) error {
		s.insecure = true
		return nil
	}
}

// WithMaxBody sets how many bytes of a successful response are read before
// [ErrTooLarge] is returned. The default is 32 MiB.
func WithMaxBody(bytes int64) Option {
	return func(s *settings) error {
		if bytes <= 0 {
			return argument.Invalid("body limit", "must be positive")
		}
		s.maxBody = bytes
		return nil
	}
}

package confluence

import (
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode"
)

// Option changes how a client is built. An option that makes no sense is
// reported by the constructor.
type Option func(*settings) error

type settings struct {
	httpClient *http.Client
	userAgent  string
	retry      RetryOptions
	logger     *slog.Logger
	insecure   bool
	maxBody    int64
}

func newSettings(options []Option) (settings, error) {
	s := settings{
		httpClient: &http.Client{Timeout: defaultTimeout},
		userAgent:  "confluence-people-go/" + Version,
		logger:     slog.New(slog.DiscardHandler),
		maxBody:    defaultMaxBody,
		retry:      RetryOptions{}.withDefaults(),
	}
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

const (
	defaultTimeout = time.Minute
	defaultMaxBody = 32 << 20
)

// WithHTTPClient sends requests through a copy of client; its Timeout,
// Transport, Jar and CheckRedirect stay in force for each attempt. The default
// client has a Timeout of one minute.
func WithHTTPClient(client *http.Client) Option {
	return func(s *settings) error {
		if client == nil {
			return invalid("http client", "is nil")
		}
		s.httpClient = client
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
			return invalid("user agent", "is empty or contains control characters")
		}
		if strings.HasPrefix(strings.ToLower(product), "mozilla/") {
			return invalid("user agent", "must not claim to be a browser")
		}
		s.userAgent = product + " confluence-people-go/" + Version
		return nil
	}
}

// RetryOptions says how often and how patiently a request is repeated. A zero
// field means its default.
type RetryOptions struct {
	// MaxRetries is how often a request is sent again after the first time.
	// The default is 4; a negative number turns retries off.
	MaxRetries int
	// MinWait bounds the random wait before the first retry; the bound doubles
	// with each retry. The default is 500 milliseconds, or MaxWait if that is
	// less.
	MinWait time.Duration
	// MaxWait bounds every wait. A Retry-After above it is not waited for: the
	// error comes back at once and carries the RetryAfter asked for. The
	// default is 30 seconds.
	MaxWait time.Duration
}

func (o RetryOptions) withDefaults() RetryOptions {
	if o.MaxRetries == 0 {
		o.MaxRetries = 4
	}
	o.MaxRetries = max(o.MaxRetries, 0)
	if o.MaxWait == 0 {
		o.MaxWait = max(30*time.Second, o.MinWait)
	}
	if o.MinWait == 0 {
		o.MinWait = min(500*time.Millisecond, o.MaxWait)
	}
	return o
}

// WithRetry replaces the default [RetryOptions].
func WithRetry(options RetryOptions) Option {
	return func(s *settings) error {
		if options.MinWait < 0 || options.MaxWait < 0 {
			return invalid("retry options", "have a negative wait")
		}
		options = options.withDefaults()
		if options.MinWait > options.MaxWait {
			return invalid("retry options", "have a MinWait above MaxWait")
		}
		s.retry = options
		return nil
	}
}

// WithLogger writes a debug record for every request and a warning for every
// retry. Records name the operation, the method, the path template, the status
// and the duration; never a filled-in path, a query, a header or a body. By
// default nothing is logged.
func WithLogger(logger *slog.Logger) Option {
	return func(s *settings) error {
		if logger == nil {
			return invalid("logger", "is nil")
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

// WithMaxBody sets how many bytes of a successful answer are read before
// [ErrTooLarge] is returned. The default is 32 MiB.
func WithMaxBody(bytes int64) Option {
	return func(s *settings) error {
		if bytes <= 0 {
			return invalid("body limit", "must be positive")
		}
		s.maxBody = bytes
		return nil
	}
}

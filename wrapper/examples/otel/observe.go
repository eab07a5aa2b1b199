// Package otel shows how a program traces and measures the SDK with
// OpenTelemetry. It is a module of its own: the SDK does not depend on
// OpenTelemetry.
package otel

import (
	"context"
	"net/http"
	"net/url"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Observer returns an observer with a span for each call and each attempt, an
// event for each wait, and a histogram of the seconds that calls take. Nothing
// in them names a person: they hold the operation and the path template.
func Observer(tracer trace.Tracer, meter metric.Meter) (confluence.Observer, error) {
	duration, err := meter.Float64Histogram("confluence.call.duration", metric.WithUnit("s"))
	if err != nil {
		return confluence.Observer{}, err
	}
	return confluence.Observer{
		Call: func(ctx context.Context, op confluence.Operation) (context.Context, func(confluence.CallResult)) {
			ctx, span := tracer.Start(ctx, op.ID, trace.WithAttributes(attributes(op)...))
			return ctx, func(end confluence.CallResult) {
				span.SetAttributes(attribute.Int("confluence.attempts", end.Attempts))
				finish(span, end.StatusCode, end.Err)
				labels := append(attributes(op), attribute.Int("http.response.status_code", end.StatusCode))
				duration.Record(ctx, end.Duration.Seconds(), metric.WithAttributes(labels...))
			}
		},
		Attempt: func(ctx context.Context, op confluence.Operation, number int) (context.Context, func(confluence.AttemptResult)) {
			ctx, span := tracer.Start(ctx, op.ID+" attempt", trace.WithSpanKind(trace.SpanKindClient),
				trace.WithAttributes(attribute.Int("http.request.resend_count", number-1)))
			return ctx, func(end confluence.AttemptResult) { finish(span, end.StatusCode, end.Err) }
		},
		Wait: func(ctx context.Context, _ confluence.Operation, wait confluence.Wait) {
			trace.SpanFromContext(ctx).AddEvent("wait", trace.WithAttributes(
				attribute.String("confluence.wait.reason", string(wait.Reason)),
				attribute.Float64("confluence.wait.seconds", wait.Duration.Seconds()),
			))
		},
	}, nil
}

func attributes(op confluence.Operation) []attribute.KeyValue {
	return []attribute.KeyValue{
		attribute.String("confluence.operation", op.ID),
		attribute.String("http.request.method", op.Method),
		attribute.String("url.template", op.Path),
	}
}

// finish ends a span. What an error says may hold the service's own words, which
// may name people: only its kind is noted.
func finish(span trace.Span, status int, err error) {
	if status != 0 {
		span.SetAttributes(attribute.Int("http.response.status_code", status))
	}
	if err != nil {
		span.SetStatus(codes.Error, "the call failed")
	}
	span.End()
}

// Transport returns otelhttp's transport with spans that are named after the
// operation. Left alone, otelhttp records the address with its query, and with
// it account ids: it is shown the path template in its place.
func Transport(next http.RoundTripper, provider trace.TracerProvider) http.RoundTripper {
	traced := otelhttp.NewTransport(unmask{next},
		otelhttp.WithTracerProvider(provider), otelhttp.WithPropagators(propagation.TraceContext{}),
		otelhttp.WithSpanNameFormatter(func(_ string, req *http.Request) string {
			op, _ := confluence.OperationFrom(req.Context())
			return "HTTP " + op.ID
		}))
	return mask{traced}
}

type addressKey struct{}

// mask shows the transport below a request for the path template, and unmask
// puts the address back.
type mask struct{ next http.RoundTripper }

// RoundTrip sends a request.
func (m mask) RoundTrip(req *http.Request) (*http.Response, error) {
	op, ok := confluence.OperationFrom(req.Context())
	if !ok {
		op.Path = "/"
	}
	masked := req.Clone(context.WithValue(req.Context(), addressKey{}, req.URL))
	masked.URL = &url.URL{Scheme: req.URL.Scheme, Host: req.URL.Host, Path: op.Path}
	return m.next.RoundTrip(masked)
}

type unmask struct{ next http.RoundTripper }

// RoundTrip sends a request to the address it was made for.
func (u unmask) RoundTrip(req *http.Request) (*http.Response, error) {
	own := req.Clone(req.Context())
	if address, ok := req.Context().Value(addressKey{}).(*url.URL); ok {
		own.URL = address
	}
	return u.next.RoundTrip(own)
}

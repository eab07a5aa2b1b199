package otel_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/examples/otel"
)

func TestSpansNameNobody(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	ada := site.AddUser(cloudtest.User{Name: "Ada Example", Email: "ada@example.com"})
	site.Inject("getUser", 1, confluencetest.RetryLater(503, "1"))

	spans := tracetest.NewSpanRecorder()
	tracing := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans))
	reader := sdkmetric.NewManualReader()
	metrics := sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader))
	observer, err := otel.Observer(tracing.Tracer("test"), metrics.Meter("test"))
	require.NoError(t, err)
	client, err := site.NewClient(site.Auth(site.AdminID()),
		confluence.WithObserver(observer), confluence.WithTransport(otel.Transport(site.HTTPClient().Transport, tracing)))
	require.NoError(t, err)

	_, err = client.Users.Get(t.Context(), ada, nil)
	require.NoError(t, err)

	var names []string
	for _, span := range spans.Ended() {
		names = append(names, span.Name())
		shown := fmt.Sprint(span.Attributes(), span.Events(), span.Status())
		for _, hidden := range []string{ada, "Ada", "ada@example.com", "accountId"} {
			require.NotContains(t, shown, hidden)
		}
	}
	require.Equal(t, []string{"HTTP getUser", "getUser attempt", "HTTP getUser", "getUser attempt", "getUser"}, names)
	call := spans.Ended()[4]
	require.Equal(t, spans.Ended()[1].Parent().SpanID(), call.SpanContext().SpanID())
	require.Equal(t, "wait", call.Events()[0].Name)
	require.Contains(t, fmt.Sprint(call.Attributes()), "/wiki/rest/api/user")

	var got metricdata.ResourceMetrics
	require.NoError(t, reader.Collect(t.Context(), &got))
	require.Equal(t, "confluence.call.duration", got.ScopeMetrics[0].Metrics[0].Name)
	require.False(t, strings.Contains(fmt.Sprint(got), ada))
}

package confluence

import (
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// log writes the record of a call. It says what the caller gets.
func (call *call) log(resp *http.Response, failure *Error) {
	logger := call.conn.settings.logger
	if logger == nil || !logger.Enabled(call.ctx, slog.LevelDebug) {
		return
	}
	attrs := append(call.attrs(), slog.Int("attempts", call.attempts), slog.Duration("took", time.Since(call.started)))
	switch {
	case failure != nil:
		attrs = append(attrs, slog.String("error", failure.summary()))
		if failure.StatusCode != 0 {
			attrs = append(attrs, slog.Int("status", failure.StatusCode))
		}
	case resp != nil:
		attrs = append(attrs, slog.Int("status", resp.StatusCode))
	}
	logger.LogAttrs(call.ctx, slog.LevelDebug, "confluence request", attrs...)
}

// logWait writes the record of a wait: a warning before a retry, a note where a limit
// holds back what was not sent yet.
func (call *call) logWait(wait Wait, last *Error) {
	logger := call.conn.settings.logger
	level, message := slog.LevelWarn, "confluence retry"
	if last == nil {
		message = "confluence wait"
		if wait.Reason != WaitQuota {
			level = slog.LevelInfo
		}
	}
	if logger == nil || !logger.Enabled(call.ctx, level) {
		return
	}
	attrs := append(call.attrs(), slog.Int("attempt", call.attempts), slog.String("reason", string(wait.Reason)),
		slog.Duration("wait", wait.Duration))
	if !wait.End.IsZero() {
		attrs = append(attrs, slog.Time("until", wait.End))
	}
	if last != nil {
		attrs = append(attrs, slog.String("error", last.summary()))
		if last.StatusCode != 0 {
			attrs = append(attrs, slog.Int("status", last.StatusCode))
		}
	}
	logger.LogAttrs(call.ctx, level, message, attrs...)
}

func (call *call) attrs() []slog.Attr {
	return []slog.Attr{
		slog.String("operation", call.op.ID),
		slog.String("method", call.op.Method),
		slog.String("path", call.op.Path),
	}
}

// summary is what a log says of a failure: not the service's own words, which may
// name people.
func (e *Error) summary() string {
	var parts []string
	if e.StatusCode != 0 {
		parts = append(parts, statusLine(e.StatusCode))
	}
	for _, err := range []error{e.Kind, e.Err} {
		if err != nil {
			parts = append(parts, strings.TrimPrefix(err.Error(), "confluence: "))
		}
	}
	return strings.Join(parts, ": ")
}

package confluence

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

func (c *Conn) logCall(ctx context.Context, op *call, resp *http.Response, err error, attempts int, took time.Duration) {
	if !c.settings.logger.Enabled(ctx, slog.LevelDebug) {
		return
	}
	attrs := append(op.attrs(), slog.Int("attempts", attempts), slog.Duration("took", took))
	if resp != nil {
		attrs = append(attrs, slog.Int("status", resp.StatusCode))
	}
	if err != nil {
		attrs = append(attrs, slog.String("error", op.fail(err).Error()))
	}
	c.settings.logger.LogAttrs(ctx, slog.LevelDebug, "confluence request", attrs...)
}

func (c *Conn) logRetry(ctx context.Context, a *attempts, err error) {
	attrs := append(a.call.attrs(), slog.Int("attempt", a.made), slog.Duration("wait", a.wait))
	if a.lastStatus != 0 {
		attrs = append(attrs, slog.Int("status", a.lastStatus))
	}
	if err != nil {
		attrs = append(attrs, slog.String("error", a.call.hide(withoutURL(err).Error())))
	}
	c.settings.logger.LogAttrs(ctx, slog.LevelWarn, "confluence retry", attrs...)
}

func (op *call) attrs() []slog.Attr {
	return []slog.Attr{
		slog.String("operation", op.id),
		slog.String("method", op.method),
		slog.String("path", op.template),
	}
}

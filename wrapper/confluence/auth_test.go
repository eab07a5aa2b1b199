package confluence_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestAuthHeader(t *testing.T) {
	t.Parallel()
	given := func(context.Context) (string, error) { return "given", nil }
	for want, auth := range map[string]confluence.Auth{
		"Basic amFuZUBleGFtcGxlLm9yZzphOmI=": confluence.BasicAuth("jane@example.org", "a:b"),
		"Bearer " + secret:                   confluence.BearerToken(secret),
		"Bearer given":                       confluence.TokenFunc(given),
		"":                                   confluence.Anonymous(),
	} {
		rt := newScript(t, reply(200, "{}"))
		conn, err := confluence.NewConn(site, auth, operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", "/rest/api/thing/1", "")
		require.NoError(t, err)
		require.Equal(t, want, rt.requests()[0].header.Get("Authorization"))
	}
}

func TestAuthRefused(t *testing.T) {
	t.Parallel()
	for name, auth := range map[string]confluence.Auth{
		"zero":           {},
		"no user":        confluence.BasicAuth("", secret),
		"no password":    confluence.BasicAuth("jane", ""),
		"colon":          confluence.BasicAuth("ja:ne", secret),
		"line break":     confluence.BasicAuth("jane", secret+"\n"),
		"no token":       confluence.BearerToken(""),
		"token break":    confluence.BearerToken(secret + "\n"),
		"token blank":    confluence.BearerToken("Bearer " + secret),
		"token no ASCII": confluence.BearerToken(secret + "\u200b"),
		"no function":    confluence.TokenFunc(nil),
	} {
		_, err := confluence.NewConn(site, auth, nil)
		require.ErrorIs(t, err, confluence.ErrInvalid, name)
		require.NotContains(t, err.Error(), secret, name)
	}
}

// However an Auth, a Conn or an Error is printed, no secret shows.
func TestSecretsDoNotShow(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(404, `{"message":"gone"}`))
	get := func(context.Context) (string, error) { return secret, nil }
	for _, auth := range []confluence.Auth{
		confluence.BasicAuth("jane", secret), confluence.BearerToken(secret), confluence.TokenFunc(get),
	} {
		conn, err := confluence.NewConn(site, auth, operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
		require.NoError(t, err)
		_, failed := do(t.Context(), conn, "GET", "/rest/api/thing/jane@example.org?q=jane@example.org", "")
		require.Error(t, failed)
		for _, value := range []any{auth, &auth, conn, *conn, failed} {
			var log strings.Builder
			slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "value", value)
			slog.New(slog.NewTextHandler(&log, nil)).Info("x", "value", value)
			encoded, _ := json.Marshal(value) //nolint:errchkjson // some of these cannot be encoded, which is well
			for _, shown := range []string{
				fmt.Sprint(value), fmt.Sprintf("%+v", value), fmt.Sprintf("%#v", value), fmt.Sprintf("%q", value),
				log.String(), string(encoded),
			} {
				require.NotContains(t, shown, secret)
				require.NotContains(t, shown, "jane")
				require.NotContains(t, shown, "amFuZTpzM2NyM3QtdDBrZW4") // jane and the secret in base64
			}
		}
	}
}

func TestTokenFuncOneAtATime(t *testing.T) {
	t.Parallel()
	var inFlight, overlaps, calls atomic.Int64
	auth := confluence.TokenFunc(func(context.Context) (string, error) {
		now := inFlight.Add(1)
		defer inFlight.Add(-1)
		if now > 1 {
			overlaps.Add(1)
		}
		time.Sleep(100 * time.Microsecond)
		return fmt.Sprintf("token-%d", calls.Add(1)), nil
	})
	rt := newScript(t, reply(200, "{}"))
	conn, err := confluence.NewConn(site, auth, operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
	require.NoError(t, err)
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			_, err := do(t.Context(), conn, "GET", "/rest/api/thing/1", "")
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	require.Zero(t, overlaps.Load())
	require.EqualValues(t, 64, calls.Load())
	used := map[string]bool{}
	for _, r := range rt.requests() {
		used[r.header.Get("Authorization")] = true
	}
	require.Len(t, used, 64)
}

func TestTokenFuncWaitersEndWithTheirContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		auth := confluence.TokenFunc(func(context.Context) (string, error) {
			<-release
			return secret, nil
		})
		rt := newScript(t, reply(200, "{}"))
		conn, err := confluence.NewConn(site, auth, operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
		require.NoError(t, err)
		first := make(chan error, 1)
		go func() {
			_, err := do(t.Context(), conn, "GET", "/rest/api/thing/1", "")
			first <- err
		}()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = do(ctx, conn, "GET", "/rest/api/thing/1", "")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Empty(t, rt.requests())
		close(release)
		require.NoError(t, <-first)
		require.Len(t, rt.requests(), 1)
	})
}

func TestTokenFuncFailureIsNotRemembered(t *testing.T) {
	t.Parallel()
	broken := errors.New("no network")
	answers := []struct {
		token string
		err   error
	}{{"", broken}, {"", nil}, {"two lines\n" + secret, nil}, {secret, nil}}
	auth := confluence.TokenFunc(func(context.Context) (string, error) {
		next := answers[0]
		answers = answers[1:]
		return next.token, next.err
	})
	rt := newScript(t, reply(200, "{}"))
	conn, err := confluence.NewConn(site, auth, operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
	require.NoError(t, err)
	get := func() error {
		_, err := do(t.Context(), conn, "GET", "/rest/api/thing/1", "")
		return err
	}
	err = get()
	require.ErrorIs(t, err, broken)
	require.EqualError(t, err, "confluence: getThing: GET /rest/api/thing/{id}: getting a token: no network")
	require.ErrorIs(t, get(), confluence.ErrInvalid)
	err = get()
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.NotContains(t, err.Error(), secret)
	require.Empty(t, rt.requests())
	require.NoError(t, get())
	require.Len(t, rt.requests(), 1)
}

func TestNoTokenForARequestThatIsNotSent(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(200, "{}"))
	auth := confluence.TokenFunc(func(context.Context) (string, error) {
		t.Error("a token was fetched")
		return secret, nil
	})
	conn, err := confluence.NewConn(site, auth, operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
	require.NoError(t, err)
	_, err = do(t.Context(), conn, "GET", "/rest/api/other", "")
	require.ErrorIs(t, err, confluence.ErrRefused)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = do(ctx, conn, "GET", "/rest/api/thing/1", "")
	require.ErrorIs(t, err, context.Canceled)
	_, err = do(ctx, newConn(t, rt), "GET", "/rest/api/thing/1", "")
	require.EqualError(t, err, "confluence: getThing: GET /rest/api/thing/{id}: context canceled")
	require.Empty(t, rt.requests())
}

// A function that calls the client it belongs to does not wait for itself.
func TestTokenFuncThatCallsItsClient(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(200, "{}"))
	var conn *confluence.Conn
	auth := confluence.TokenFunc(func(ctx context.Context) (string, error) {
		_, err := do(ctx, conn, "GET", paths["GET"], "")
		return secret, err
	})
	conn, err := confluence.NewConn(site, auth, operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
	require.NoError(t, err)
	_, err = do(t.Context(), conn, "GET", paths["GET"], "")
	require.ErrorContains(t, err, "the token function calls the client that it belongs to")
	require.Empty(t, rt.requests())
}

// Requests that are signed one by one are signed again for each attempt, after
// the wait, and what signs them does not show.
func TestAuthFunc(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		signed := 0
		auth := confluence.AuthFunc(func(req *http.Request) error {
			signed++
			req.Header.Set("Authorization", fmt.Sprintf("JWT %s-%d-%s", secret, signed, req.Method))
			req.Header.Set("X-Signature", secret+"-signature")
			return nil
		})
		echo := func(req *http.Request) (*http.Response, error) {
			return reply(400, `{"message":"`+req.Header.Get("X-Signature")+" "+req.Header.Get("Authorization")+`"}`)(req)
		}
		rt := newScript(t, reply(429, "", "Retry-After: 1"), echo)
		conn, err := confluence.NewConn(site, auth, operations(), confluence.WithTransport(rt))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrBadRequest)
		require.NotContains(t, err.Error(), secret)
		require.Equal(t, "JWT "+secret+"-1-GET", rt.requests()[0].header.Get("Authorization"))
		require.Equal(t, "JWT "+secret+"-2-GET", rt.requests()[1].header.Get("Authorization"))

		// Of the attempt before, nothing is left: neither here nor where it was.
		adding := confluence.AuthFunc(func(req *http.Request) error {
			signed++
			req.Header.Add("X-Signature", strconv.Itoa(signed))
			return nil
		})
		again := newScript(t, reply(503, ""), reply(503, ""), reply(200, "{}"))
		conn, err = confluence.NewConn(site, adding, operations(), confluence.WithTransport(again))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.NoError(t, err)
		for i, sent := range again.requests() {
			require.Equal(t, []string{strconv.Itoa(3 + i)}, sent.header.Values("X-Signature"))
		}

		failing := confluence.AuthFunc(func(*http.Request) error { return errReset })
		conn, err = confluence.NewConn(site, failing, operations(), confluence.WithTransport(rt))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, errReset)
		require.Len(t, rt.requests(), 2)
		_, err = confluence.NewConn(site, confluence.AuthFunc(nil), operations())
		require.ErrorIs(t, err, confluence.ErrInvalid)
	})
}

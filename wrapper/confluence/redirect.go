package confluence

import "net/http"

// sameSiteClient copies client so that it follows a redirect only for a read,
// and only to the same scheme and host: elsewhere the redirect itself is the
// answer. Go would turn a redirected write into a GET and call it a success.
func sameSiteClient(client *http.Client) *http.Client {
	own := *client
	next := client.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	own.Transport = transport{next}
	theirs := client.CheckRedirect
	own.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		first := via[0]
		switch {
		case isWrite(first.Method), len(via) >= 10, next.URL.User != nil,
			next.URL.Scheme != first.URL.Scheme, next.URL.Host != first.URL.Host:
			return http.ErrUseLastResponse
		case theirs != nil:
			return theirs(next, via)
		}
		return nil
	}
	return &own
}

// transport hides every method of a transport but RoundTrip. The retry library
// closes idle connections when a request fails, and the transport is not ours
// alone.
type transport struct{ next http.RoundTripper }

// RoundTrip drops a Location that is no URL, so that such a redirect is an
// answer as any other. The [http.Client] would lose its status and quote the
// Location, which can repeat the query.
func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	if err != nil || resp == nil || resp.StatusCode < 300 || resp.StatusCode > 399 {
		return resp, err
	}
	if _, err := req.URL.Parse(resp.Header.Get("Location")); err == nil {
		return resp, nil
	}
	own := *resp
	own.Header = resp.Header.Clone()
	own.Header.Del("Location")
	return &own, nil
}

func isWrite(method string) bool {
	return method != http.MethodGet && method != http.MethodHead
}

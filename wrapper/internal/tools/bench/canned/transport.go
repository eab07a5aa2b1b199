package canned

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Answer makes the body of a response.
type Answer func(*http.Request) ([]byte, error)

// Transport answers from memory, as cheaply as can be: what it costs counts on
// both sides.
type Transport struct {
	status int
	answer Answer
	header http.Header
	// Unsized leaves the length of bodies out, as of compressed ones.
	Unsized bool
}

// NewTransport returns one whose responses all have the same status.
func NewTransport(status int, answer Answer) *Transport {
	return &Transport{status: status, answer: answer, header: http.Header{"Content-Type": {"application/json"}}}
}

// RoundTrip answers a request.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := t.answer(req)
	if req.Body != nil {
		_ = req.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	length := int64(len(body))
	if t.Unsized {
		length = -1
	}
	return &http.Response{
		Status: "answered from memory", StatusCode: t.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: t.header, ContentLength: length, Request: req,
		Body: io.NopCloser(bytes.NewReader(body)),
	}, nil
}

// Always answers every request with the same body.
func Always(body []byte) Answer {
	return func(*http.Request) ([]byte, error) { return body, nil }
}

// Pages answers a listing with pages that are made once for each offset: a walk of
// the SDK asks for the last row of a page again.
func Pages(members int) Answer {
	var made sync.Map
	return func(req *http.Request) ([]byte, error) {
		start, err := startOf(req)
		if err != nil {
			return nil, err
		}
		page, ok := made.Load(start)
		if !ok {
			page, _ = made.LoadOrStore(start, MemberPage(start, members))
		}
		return page.([]byte), nil
	}
}

// LongListing answers a listing that is too long to be kept, one request at a
// time: the page before becomes the next one by writing other numbers into it.
func LongListing(members int) Answer {
	const digits = 12
	write := func(to []byte, n int) { // as AccountID ends
		for i := digits - 1; i >= 0; i-- {
			to[i] = '0' + byte(n%10) //nolint:gosec // a digit
			n /= 10
		}
	}
	page := MemberPage(0, PageSize) // whole, without its end
	page = page[:bytes.LastIndexByte(page, ']')]
	var places []int
	var ends [PageSize]int // behind each row
	for n := range PageSize {
		for at := 0; ; {
			next := bytes.Index(page[at:], []byte(AccountID(n)))
			if next < 0 {
				break
			}
			at += next + len(AccountID(n))
			places = append(places, at-digits, n)
			ends[n] = at + bytes.IndexByte(page[at:], '}') + 2
		}
	}
	var body []byte
	return func(req *http.Request) ([]byte, error) {
		start, err := startOf(req)
		if err != nil {
			return nil, err
		}
		end := min(start+PageSize, members)
		for i := 0; i < len(places); i += 2 {
			write(page[places[i]:places[i]+digits], start+places[i+1])
		}
		body = append(body[:0], page[:ends[end-start-1]]...)
		body = closePage(body, start, end, members)
		return body, nil
	}
}

// Chunks answers look-ups of members with chunks made beforehand, told apart by
// the first id asked for.
func Chunks(members int) Answer {
	made := make(map[string][]byte)
	for start := 0; start < members; start += ChunkSize {
		made[AccountID(start)] = Profiles(start)
	}
	return func(req *http.Request) ([]byte, error) {
		prefix := len(`{"accountIds":["`)
		var begin [64]byte
		asked := begin[:prefix+len(AccountID(0))]
		if _, err := io.ReadFull(req.Body, asked); err != nil {
			return nil, err
		}
		return made[string(asked[prefix:])], nil
	}
}

// startOf reads the offset of a listing without an allocation.
func startOf(req *http.Request) (int, error) {
	_, after, found := strings.Cut(req.URL.RawQuery, "start=")
	if !found {
		return 0, nil
	}
	digits, _, _ := strings.Cut(after, "&")
	return strconv.Atoi(digits)
}

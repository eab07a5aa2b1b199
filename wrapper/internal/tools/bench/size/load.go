package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"time"
)

// connections is how many clients there are at once.
const connections = 64

// result is what a server did under load.
type result struct {
	rate        float64
	wrong       int64
	early, late uint64 // bytes of memory in use
}

// bareRate is the load that a handler takes which does nothing.
func bareRate(length time.Duration) (float64, error) {
	body := []byte(`{"type":"known","accountId":"712020:00000000-0000-4000-8000-000000000000","displayName":"Nobody"}`)
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	}))
	defer bare.Close()
	r, err := drive(bare.URL, func(int) request { return request{path: "/"} }, length)
	return r.rate, err
}

// drive makes calls over all connections for some time.
func drive(base string, mixed func(i int) request, length time.Duration) (result, error) {
	transport := &http.Transport{MaxConnsPerHost: connections, MaxIdleConnsPerHost: connections}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	var number, wrong atomic.Int64
	var r result
	var wg sync.WaitGroup
	var failure error
	var once sync.Once
	begun := time.Now()
	for range connections {
		wg.Go(func() {
			for time.Since(begun) < length {
				right, err := one(client, base, mixed(int(number.Add(1))))
				if err != nil {
					once.Do(func() { failure = err })
					return
				}
				if !right {
					wrong.Add(1)
				}
			}
		})
	}
	wait := time.NewTimer(length / 4)
	<-wait.C
	r.early = memory().HeapAlloc
	wg.Wait()
	r.rate = float64(number.Load()) / time.Since(begun).Seconds()
	r.wrong = wrong.Load()
	r.late = memory().HeapAlloc
	return r, failure
}

// one makes a call and reports whether the response is right.
func one(client *http.Client, base string, c request) (bool, error) {
	req, err := newRequest(base, c)
	if err != nil {
		return false, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return false, err
	}
	defer resp.Body.Close() //nolint:errcheck // it was read
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return false, err
	}
	return resp.StatusCode < http.StatusMultipleChoices && bytes.Contains(body, []byte(c.says)), nil
}

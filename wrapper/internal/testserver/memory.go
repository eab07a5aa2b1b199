package testserver

import (
	"context"
	"net"
	"net/http"
	"sync"
)

// memoryListener hands the server ends of in-memory connections to an
// [http.Server]. Both ends speak real HTTP, without a socket, so that tests run
// inside a synctest bubble.
type memoryListener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newMemoryListener() *memoryListener {
	return &memoryListener{conns: make(chan net.Conn), closed: make(chan struct{})}
}

// Accept waits for a connection that dial opens.
func (l *memoryListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close lets no further connection in.
func (l *memoryListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr returns a name for the pipe.
func (l *memoryListener) Addr() net.Addr { return memoryAddr{} }

// dial opens a connection to the server, whatever address is asked for.
func (l *memoryListener) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case l.conns <- server:
		return client, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *memoryListener) transport() *http.Transport {
	return &http.Transport{DialContext: l.dial, MaxIdleConnsPerHost: 64}
}

// memoryServer is a running server on a listener in memory.
type memoryServer struct {
	server    *http.Server
	transport *http.Transport
	done      chan struct{}
}

type memoryAddr struct{}

// Network names the kind of the address.
func (memoryAddr) Network() string { return "pipe" }

// String names the address.
func (memoryAddr) String() string { return "in-memory" }

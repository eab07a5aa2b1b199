package main

import (
	"context"
	"net"
	"net/url"
	"strconv"
	"time"
)

// listenOn listens on the port of the redirect address. Nobody but this machine
// can reach it.
func listenOn(ctx context.Context, redirect *url.URL) (net.Listener, error) {
	return (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", redirect.Port()))
}

// heldPort is a port that the system chose, and that stays taken between two
// sign-ins: an app is registered with one address, and no other program can take
// the port meanwhile.
type heldPort struct{ *net.TCPListener }

func hold(ctx context.Context) (heldPort, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return heldPort{}, err
	}
	return heldPort{listener.(*net.TCPListener)}, nil
}

func (p heldPort) redirect() string {
	return "http://localhost:" + strconv.Itoa(p.Addr().(*net.TCPAddr).Port) + "/callback"
}

func (p heldPort) listen(context.Context, *url.URL) (net.Listener, error) {
	return p, p.SetDeadline(time.Time{})
}

// Close ends one sign-in and keeps the port.
func (p heldPort) Close() error { return p.SetDeadline(time.Now()) }

func (p heldPort) release() error { return p.TCPListener.Close() }

package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

const (
	exitListen = 1
	exitUsage  = 2

	// grace is how long requests under way have to finish.
	grace = 5 * time.Second
)

// run is the whole program: it serves until ctx ends, and returns the exit
// status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return runWith(ctx, args, os.Stdin, stdout, stderr)
}

// runWith is run with a standard input of the caller's choice.
func runWith(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	logger := log.New(stderr, "confluence-server: ", 0)
	s, err := readSettings(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var served *site
	var seed []byte
	if err == nil {
		served, seed, err = s.open(stdin)
	}
	if err != nil {
		logger.Print(err)
		return exitUsage
	}
	defer served.server.Close()
	listeners, err := s.listen(ctx)
	if err != nil {
		logger.Print(err)
		return exitListen
	}
	handler := watched(served.server, logger)
	handlers := []http.Handler{handler}
	steered := listeners[len(listeners)-1].Addr()
	opts := &confluencetest.ControlOptions{Seed: seed}
	switch {
	case s.control == controlOff:
		steered = nil
	case len(listeners) > 1:
		opts.Open = !isLoopback(steered) // whoever asks for such an address wants it
		handlers = append(handlers, served.server.Control(opts))
	default:
		handlers[0] = beside(served.server.Control(opts), handler)
	}
	if _, err := io.WriteString(stdout, served.announcement(listeners[0].Addr(), steered, s.tokens)); err != nil {
		logger.Print(err) // whoever started it may know without
	}
	if err := serveAll(ctx, listeners, handlers, logger, grace); err != nil {
		logger.Print(err)
		return exitListen
	}
	_, _ = io.WriteString(stdout, "confluence-server: stopped\n") // nobody may be reading any more
	return 0
}

// listen opens the port of the site, and that of the control API if it has one.
func (s settings) listen(ctx context.Context) ([]net.Listener, error) {
	addrs := []string{s.addr}
	if s.control != controlBeside && s.control != controlOff {
		addrs = append(addrs, s.control)
	}
	var listeners []net.Listener
	for _, addr := range addrs {
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
		if err != nil {
			for _, opened := range listeners {
				_ = opened.Close() // nothing was served
			}
			return nil, err
		}
		listeners = append(listeners, listener)
	}
	return listeners, nil
}

// serveAll serves each handler on its listener until ctx ends or one fails.
func serveAll(ctx context.Context, listeners []net.Listener, handlers []http.Handler, logger *log.Logger, patience time.Duration) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, len(listeners))
	for i, listener := range listeners {
		go func() {
			defer cancel()
			ended <- serve(ctx, listener, handlers[i], logger, patience)
		}()
	}
	var all []error
	for range listeners {
		all = append(all, <-ended)
	}
	return errors.Join(all...)
}

// serve serves until ctx ends, and for as long as patience lasts those who
// asked before.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, logger *log.Logger, patience time.Duration) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute, ErrorLog: logger}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	if err := server.Shutdown(limited); err != nil {
		logger.Printf("requests that were under way for %v more are broken off", patience)
		_ = server.Close() // the listener is closed already
	}
	<-ended
	return nil
}

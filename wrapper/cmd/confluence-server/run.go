package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log"
	"net"
	"net/http"
	"time"
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
	logger := log.New(stderr, "confluence-server: ", 0)
	s, err := readSettings(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var served *site
	if err == nil {
		served, err = s.open()
	}
	if err != nil {
		logger.Print(err)
		return exitUsage
	}
	defer served.server.Close()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.addr)
	if err != nil {
		logger.Print(err)
		return exitListen
	}
	if _, err := io.WriteString(stdout, served.announcement(listener.Addr(), s.tokens)); err != nil {
		logger.Print(err) // whoever started it may know without
	}
	if err := serve(ctx, listener, watched(served.server, logger), logger, grace); err != nil {
		logger.Print(err)
		return exitListen
	}
	_, _ = io.WriteString(stdout, "confluence-server: stopped\n") // nobody may be reading any more
	return 0
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

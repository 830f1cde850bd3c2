package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"strings"

	"campfire/internal/config"
)

func serveCommand() command {
	return command{
		name: "serve", summary: "run the server; makes what is missing",
		details: "Settings come from the environment:\n\n" + settingsHelp(),
		example: "PORT=8080 DATA_PATH=/var/lib/campfire campfire serve",
		prepare: func(*flag.FlagSet) action {
			return func(ctx context.Context, t terminal, args []string) error {
				if err := noArguments(args); err != nil {
					return err
				}
				cfg, err := config.Load(t.environ)
				if err != nil {
					return err
				}
				return serve(ctx, t, cfg, nil)
			}
		},
	}
}

// serve runs the server until ctx ends. around, when not nil, is told the
// address, may fill the database first and wrap the handler.
func serve(ctx context.Context, t terminal, cfg config.Config, around func(a *app, address string) (http.Handler, error)) error {
	log := newLogger(t.err, cfg)
	for _, sentence := range cfg.Ignored {
		log.Warn(sentence)
	}
	a, err := newApp(ctx, cfg, log)
	if err != nil {
		return err
	}
	listener, err := a.listen(ctx)
	if err != nil {
		return errors.Join(err, a.close())
	}
	at := address(cfg, listener)
	fmt.Fprintf(t.out, "Campfire is at %s\n", at)
	var handler http.Handler = a.http
	if around != nil {
		if handler, err = around(a, at); err != nil {
			return errors.Join(err, listener.Close(), a.close())
		}
	}
	return a.serve(ctx, listener, handler)
}

// address is what to type into a browser on this machine.
func address(cfg config.Config, listener net.Listener) string {
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	host := cfg.Bind
	if ip := net.ParseIP(host); host == "" || ip != nil && (ip.IsUnspecified() || ip.IsLoopback()) {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

func settingsHelp() string {
	var b strings.Builder
	_ = config.WriteHelp(&b) // a Builder takes everything
	return b.String()
}

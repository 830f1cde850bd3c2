package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"campfire/internal/config"
)

const healthcheckTimeout = 5 * time.Second

func healthcheckCommand() command {
	return command{
		name: "healthcheck", summary: "ask the running server how it is; exit 1 when it is not well",
		example: "campfire healthcheck",
		prepare: func(*flag.FlagSet) action {
			return func(ctx context.Context, t terminal, args []string) error {
				if err := noArguments(args); err != nil {
					return err
				}
				cfg, err := config.Load(t.environ)
				if err != nil {
					return err
				}
				return healthcheck(ctx, t.out, localAddress(cfg))
			}
		},
	}
}

// localAddress is where this machine reaches the server.
func localAddress(cfg config.Config) string {
	host := cfg.Bind
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, strconv.Itoa(int(cfg.Port)))
}

func healthcheck(ctx context.Context, out io.Writer, address string) error {
	ctx, cancel := context.WithTimeout(ctx, healthcheckTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/health", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("no answer from %s; is the server running? (%w)", address, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	if err != nil {
		return fmt.Errorf("read the answer of %s: %w", address, err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server at %s is not well: %s", address, body)
	}
	_, err = out.Write(body)
	return err
}

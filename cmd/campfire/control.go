package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"campfire/internal/chat"
	"campfire/internal/config"
)

// The running server does what the user commands ask through a socket in the
// data folder, which only its owner can open.

const controlTimeout = 30 * time.Second

// controlSocket is where the server that runs on cfg's data listens.
func controlSocket(cfg config.Config) string { return filepath.Join(cfg.DataPath, "control.sock") }

var errNoServer = errors.New("no server is running on this data")

// reply is what the server says of an operation.
type reply struct {
	Done    string
	Refused string
}

// listenControl opens the socket, in place of one that a crash left behind.
func listenControl(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	return listener, os.Chmod(path, 0o600)
}

// control answers operations.
func control(service *chat.Service) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var op operation
		if err := json.NewDecoder(io.LimitReader(r.Body, 64<<10)).Decode(&op); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		var answer reply
		done, err := op.run(r.Context(), service)
		if err != nil {
			answer.Refused = err.Error()
		} else {
			answer.Done = done
		}
		_ = json.NewEncoder(w).Encode(answer) // an error means that the caller has gone
	})
}

// callServer has the running server carry out op; errNoServer when there is none.
func callServer(ctx context.Context, socket string, op operation) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, controlTimeout)
	defer cancel()
	client := http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", socket)
	}}}
	defer client.CloseIdleConnections()
	body, err := json.Marshal(op)
	if err != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://control/", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	response, err := client.Do(request)
	if opErr, ok := errors.AsType[*net.OpError](err); ok && opErr.Op == "dial" {
		return "", errNoServer
	}
	if err != nil {
		return "", fmt.Errorf("ask the running server: %w", err)
	}
	defer response.Body.Close()
	var answer reply
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", fmt.Errorf("read the running server's answer: %w", err)
	}
	if answer.Refused != "" {
		return "", errors.New(answer.Refused)
	}
	return answer.Done, nil
}

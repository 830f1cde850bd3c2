package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strconv"
	"time"
)

const bareCommand = "bare"

// capture is an answer of the server's that the bare server repeats.
type capture struct {
	ContentType string
	Body        []byte
}

// serveBare answers the captures it reads from in, JSON by path, with nothing
// between net/http and the bytes: the most a page can reach. It runs in a
// process of its own until ctx ends.
func serveBare(ctx context.Context, in io.Reader, out io.Writer) error {
	var captures map[string]capture
	if err := json.NewDecoder(in).Decode(&captures); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: bareHandler(captures), ReadHeaderTimeout: time.Minute}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	fmt.Fprintf(out, "at %s\n", listener.Addr())
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}

func bareHandler(captures map[string]capture) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, ok := captures[r.RequestURI]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", c.ContentType)
		w.Header().Set("Content-Length", strconv.Itoa(len(c.Body)))
		_, _ = w.Write(c.Body) // the client may have gone
	})
}

// serveBare starts the bare server.
func (b *bench) serveBare(ctx context.Context, captures map[string]capture) (*child, error) {
	in, err := json.Marshal(captures)
	if err != nil {
		return nil, err
	}
	command := exec.Command(b.self, bareCommand)
	command.Env = []string{}
	command.Stdin = bytes.NewReader(in)
	return b.startChild(ctx, command)
}

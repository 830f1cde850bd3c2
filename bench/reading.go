package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"
)

// reading is a GET that is repeated, and what it must answer.
type reading struct {
	path, cookie string
	request      []byte
	want         answer // the body copied
}

// newReading asks once; the answers to come must be the same.
func newReading(c *client, path, cookie string) (reading, error) {
	a, err := c.get(path, cookie)
	a.body = bytes.Clone(a.body)
	return reading{path: path, cookie: cookie, request: getRequest(path, cookie), want: a}, err
}

// unchanged is the same GET of somebody who has the answer already. ok is false
// when the server gives its answers no ETag.
func (r reading) unchanged() (_ reading, ok bool) {
	if r.want.etag == "" {
		return reading{}, false
	}
	r.request = getRequest(r.path, r.cookie, "If-None-Match: "+r.want.etag+"\r\n")
	r.want = answer{status: 304}
	return r, true
}

// answered checks an answer.
func (r reading) answered(a answer) error {
	if a.status != r.want.status || !bytes.Equal(a.body, r.want.body) {
		return fmt.Errorf("GET %s: %d %.100q, want %d %.100q", r.path, a.status, a.body, r.want.status, r.want.body)
	}
	return nil
}

// captures is what a bare server needs to answer the same.
func captures(readings []reading) map[string]capture {
	all := make(map[string]capture, len(readings))
	for _, r := range readings {
		all[r.path] = capture{ContentType: r.want.contentType, Body: r.want.body}
	}
	return all
}

// repeating measures how often a second a server answers, each connection
// repeating a reading of its own.
func repeating(server *child, readings []reading) func(context.Context, time.Duration) (sample, error) {
	return func(ctx context.Context, d time.Duration) (result sample, err error) {
		clients, err := dialAll(ctx, server.addr, len(readings))
		if err != nil {
			return result, err
		}
		defer clients.close()
		result.cpu, err = server.cpuPer(func() (int, error) {
			n, took, err := closedLoop(ctx, len(readings), d, func(worker int) error {
				a, err := clients[worker].do(readings[worker].request)
				if err != nil {
					return err
				}
				return readings[worker].answered(a)
			})
			result.value = float64(n) / took.Seconds()
			return n, err
		})
		if err != nil {
			return result, err
		}
		result.memory, err = server.residentMB()
		return result, err
	}
}

type clients []*client

// dialAll opens n connections. Close them when done.
func dialAll(ctx context.Context, addr string, n int) (clients, error) {
	var all clients
	for range n {
		c, err := dialHTTP(ctx, addr)
		if err != nil {
			all.close()
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func (all clients) close() {
	for _, c := range all {
		c.close()
	}
}

// readers are n GETs, one for each connection, by different people in different
// rooms; path says what one of them reads.
func readers(ctx context.Context, server *child, t team, n int, path func(room) string) ([]reading, error) {
	c, err := dialHTTP(ctx, server.addr)
	if err != nil {
		return nil, err
	}
	defer c.close()
	all := make([]reading, n)
	for i := range all {
		r := t.rooms[i%len(t.rooms)]
		var failed error
		all[i], failed = newReading(c, path(r), t.cookies[t.member(r, i)])
		err = errors.Join(err, failed)
	}
	return all, err
}

// newestPage is the page that opening a room shows.
func newestPage(r room) string { return fmt.Sprintf("/api/rooms/%d/messages", r.id) }

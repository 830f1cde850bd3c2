package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// client speaks HTTP/1.1 (RFC 9112) on one connection that is kept alive: just
// what the server answers with, at a fraction of net/http's cost, because
// client and server share the machine. One goroutine uses it at a time.
type client struct {
	conn   net.Conn
	r      *bufio.Reader
	body   []byte // of the last answer, reused
	detach func() bool
}

// answerTimeout is far beyond anything measured; it only ends what is stuck.
const answerTimeout = 30 * time.Second

// dialHTTP connects. When ctx ends the connection is cut.
func dialHTTP(ctx context.Context, addr string) (*client, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	c := &client{conn: conn, r: bufio.NewReaderSize(conn, 32<<10)}
	c.detach = context.AfterFunc(ctx, func() { _ = conn.Close() })
	return c, nil
}

func (c *client) close() {
	c.detach()
	_ = c.conn.Close() // all answers are in
}

// answer is a response. Its body is valid until the client's next request.
type answer struct {
	status      int
	contentType string
	etag        string
	body        []byte
}

// getRequest is a GET as it goes over the line. Further lines of its head end
// with \r\n.
func getRequest(path, cookie string, further ...string) []byte {
	return append(requestHead("GET", path, cookie, further...), "\r\n"...)
}

func postRequest(path, cookie string, body []byte) []byte {
	head := requestHead("POST", path, cookie, "Content-Type: application/json\r\n",
		"Content-Length: "+strconv.Itoa(len(body))+"\r\n", "\r\n")
	return append(head, body...)
}

func requestHead(method, path, cookie string, further ...string) []byte {
	head := []byte(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n")
	for _, line := range further {
		head = append(head, line...)
	}
	return head
}

// do sends a request and reads the answer.
func (c *client) do(request []byte) (answer, error) {
	if err := c.conn.SetDeadline(time.Now().Add(answerTimeout)); err != nil {
		return answer{}, err
	}
	if _, err := c.conn.Write(request); err != nil {
		return answer{}, err
	}
	a, length, chunked, err := c.readHead()
	if err != nil {
		return answer{}, err
	}
	c.body = c.body[:0]
	switch {
	case chunked:
		err = c.readChunks()
	case length > 0:
		err = c.readBody(length)
	}
	a.body = c.body
	return a, err
}

// get is do for a GET that must answer 200.
func (c *client) get(path, cookie string) (answer, error) {
	a, err := c.do(getRequest(path, cookie))
	if err == nil && a.status != 200 {
		err = fmt.Errorf("GET %s: %d %.200s", path, a.status, a.body)
	}
	return a, err
}

func (c *client) readHead() (a answer, length int, chunked bool, err error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return a, 0, false, err
	}
	if len(line) < len("HTTP/1.1 200\r\n") {
		return a, 0, false, fmt.Errorf("status line %q", line)
	}
	if a.status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return a, 0, false, err
	}
	for {
		if line, err = c.r.ReadSlice('\n'); err != nil {
			return a, 0, false, err
		}
		name, value, found := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(": "))
		if !found {
			return a, length, chunked, nil // the empty line
		}
		switch string(name) { // as net/http spells them
		case "Content-Length":
			length, err = strconv.Atoi(string(value))
		case "Transfer-Encoding":
			chunked = string(value) == "chunked"
		case "Content-Type":
			a.contentType = string(value)
		case "Etag":
			a.etag = string(value)
		}
		if err != nil {
			return a, 0, false, err
		}
	}
}

// readBody appends n bytes to the body.
func (c *client) readBody(n int) error {
	have := len(c.body)
	c.body = append(c.body, make([]byte, n)...)
	_, err := io.ReadFull(c.r, c.body[have:])
	return err
}

var errChunk = errors.New("broken chunk")

// readChunks reads a body in chunks (RFC 9112, section 7.1).
func (c *client) readChunks() error {
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseUint(string(bytes.TrimRight(line, "\r\n")), 16, 31)
		if err != nil {
			return err
		}
		if err := c.readBody(int(size) + 2); err != nil { // with its line end
			return err
		}
		end := len(c.body) - 2
		if string(c.body[end:]) != "\r\n" {
			return errChunk
		}
		if c.body = c.body[:end]; size == 0 {
			return nil
		}
	}
}

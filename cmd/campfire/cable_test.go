package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"
)

// patience ends a test that hangs; no result depends on it.
const patience = 2 * time.Minute

// cableClient is one client on the cable of a server, read by hand.
type cableClient struct {
	net.Conn
	r io.Reader
}

// roomEvent is what a client hears of a room.
type roomEvent struct {
	Seq     int64
	Type    string
	Message struct {
		ClientMessageID string `json:"client_message_id"`
	}
}

// handshake is the request that opens a cable.
func (s *serverProcess) handshake(cookie string) string {
	return "GET /cable HTTP/1.1\r\nHost: " + s.host() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: actioncable-v1-json\r\n" +
		"Cookie: " + cookie + "\r\n\r\n"
}

func (s *serverProcess) host() string { return strings.TrimPrefix(s.url, "http://") }

// follow connects to the cable and subscribes to a room.
func (s *serverProcess) follow(ctx context.Context, dialer *net.Dialer, cookie string, room int64) (*cableClient, error) {
	conn, err := dialer.DialContext(ctx, "tcp", s.host())
	if err != nil {
		return nil, err
	}
	c := &cableClient{Conn: conn, r: conn}
	if err := c.greet(s.handshake(cookie), room); err != nil {
		_ = conn.Close() // the error says more
		return nil, err
	}
	return c, nil
}

func (c *cableClient) greet(handshake string, room int64) error {
	_ = c.SetDeadline(time.Now().Add(patience)) // of a socket that is open
	if _, err := io.WriteString(c, handshake); err != nil {
		return err
	}
	response, err := http.ReadResponse(bufio.NewReader(oneByteReader{c.Conn}), nil)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusSwitchingProtocols {
		return fmt.Errorf("the handshake is answered with %s", response.Status)
	}
	identifier := fmt.Sprintf(`"{\"channel\":\"RoomChannel\",\"room_id\":%d}"`, room)
	if err := c.say(`{"command":"subscribe","identifier":` + identifier + `}`); err != nil {
		return err
	}
	for _, want := range []string{`{"type":"welcome"}`, `{"identifier":` + identifier + `,"type":"confirm_subscription"}`} {
		if got, err := c.hear(); err != nil || got != want {
			return fmt.Errorf("heard %q, %w, want %s", got, err, want)
		}
	}
	return nil
}

// oneByteReader takes no more than is asked for, a byte at a time: what follows
// a handshake belongs to somebody else.
type oneByteReader struct{ io.Reader }

func (r oneByteReader) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(len(p), 1)]) }

func (c *cableClient) say(text string) error {
	return ws.WriteFrame(c, ws.MaskFrame(ws.NewTextFrame([]byte(text))))
}

// errClosed carries the code of the server's close frame.
type errClosed ws.StatusCode

func (e errClosed) Error() string { return fmt.Sprintf("closed with %d", e) }

// hear returns the next text that is not a ping of Action Cable's, and answers
// those of the protocol below.
func (c *cableClient) hear() (string, error) {
	for {
		h, err := ws.ReadHeader(c.r)
		if err != nil {
			return "", err
		}
		payload := make([]byte, h.Length)
		if _, err := io.ReadFull(c.r, payload); err != nil {
			return "", err
		}
		switch {
		case h.OpCode == ws.OpClose:
			code, _ := ws.ParseCloseFrameData(payload)
			return "", errClosed(code)
		case h.OpCode == ws.OpPing:
			if err := ws.WriteFrame(c, ws.MaskFrame(ws.NewPongFrame(payload))); err != nil {
				return "", err
			}
		case h.OpCode == ws.OpText && !strings.HasPrefix(string(payload), `{"type":"ping"`):
			return string(payload), nil
		}
	}
}

// event returns the next event of the room.
func (c *cableClient) event() (roomEvent, error) {
	text, err := c.hear()
	if err != nil {
		return roomEvent{}, err
	}
	var heard struct{ Message roomEvent }
	if err := json.Unmarshal([]byte(text), &heard); err != nil {
		return roomEvent{}, err
	}
	if heard.Message.Seq == 0 {
		return roomEvent{}, errors.New("heard " + text)
	}
	return heard.Message, nil
}

// expects hears the posts with the given ids, each once and in order.
func (c *cableClient) expects(ids []string) error {
	for _, id := range ids {
		e, err := c.event()
		if err != nil {
			return fmt.Errorf("waiting for %s: %w", id, err)
		}
		if e.Type != "message.created" || e.Message.ClientMessageID != id {
			return fmt.Errorf("heard %+v, want the post %s", e, id)
		}
	}
	return nil
}

// mustFollow is follow for a test that cannot go on without.
func (s *serverProcess) mustFollow(t *testing.T, cookie string, room int64) *cableClient {
	t.Helper()
	c, err := s.follow(t.Context(), &net.Dialer{}, cookie, room)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

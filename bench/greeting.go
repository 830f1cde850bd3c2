package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/gobwas/ws"
)

// greeting is the beginning of a cable connection, up to its subscription.
type greeting struct {
	conn     *net.TCPConn
	received []byte // and not looked at yet
}

// subscribe connects to the cable and follows a room. What the greeting has
// received beyond its confirmation are the first messages.
func subscribe(ctx context.Context, addr, cookie, identifier string) (*greeting, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	g := &greeting{conn: conn.(*net.TCPConn)}
	if err := g.exchange(addr, cookie, identifier); err != nil {
		_ = conn.Close() // the error says more
		return nil, fmt.Errorf("subscribe: %w", err)
	}
	return g, nil
}

func (g *greeting) exchange(addr, cookie, identifier string) error {
	if err := g.conn.SetDeadline(time.Now().Add(answerTimeout)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(g.conn, "GET /cable HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: actioncable-v1-json\r\n"+
		"Cookie: %s\r\n\r\n", addr, cookie)
	if err != nil {
		return err
	}
	if err := g.upgraded(); err != nil {
		return err
	}
	if err := g.wants(`{"type":"welcome"}`); err != nil {
		return err
	}
	command := clientFrame(ws.OpText, fmt.Appendf(nil, `{"command":"subscribe","identifier":%s}`, identifier))
	if _, err := g.conn.Write(command); err != nil {
		return err
	}
	if err := g.wants(`{"identifier":` + identifier + `,"type":"confirm_subscription"}`); err != nil {
		return err
	}
	return g.conn.SetDeadline(time.Time{})
}

// upgraded reads the answer to the handshake.
func (g *greeting) upgraded() error {
	for {
		if head, rest, whole := bytes.Cut(g.received, []byte("\r\n\r\n")); whole {
			if !strings.HasPrefix(string(head), "HTTP/1.1 101 ") || !bytes.Contains(head, []byte("actioncable-v1-json")) {
				return fmt.Errorf("%.200s", g.received)
			}
			g.received = rest
			return nil
		}
		if err := g.receive(); err != nil {
			return err
		}
	}
}

// wants reads the next text that is not a ping of Action Cable's.
func (g *greeting) wants(text string) error {
	for {
		_, payload, rest, whole, err := nextFrame(g.received)
		if err != nil {
			return err
		}
		if !whole {
			if err := g.receive(); err != nil {
				return err
			}
			continue
		}
		g.received = rest
		if isPing(payload) {
			continue
		}
		if string(payload) != text {
			return fmt.Errorf("got %q, want %q", payload, text)
		}
		return nil
	}
}

func (g *greeting) receive() error {
	var buffer [1024]byte
	n, err := g.conn.Read(buffer[:])
	g.received = append(g.received, buffer[:n]...)
	return err
}

func isPing(payload []byte) bool { return bytes.HasPrefix(payload, []byte(`{"type":"ping"`)) }

// roomIdentifier names the events of a room on the cable, as a JSON string.
func roomIdentifier(roomID int64) string {
	quoted, _ := json.Marshal(fmt.Sprintf(`{"channel":"RoomChannel","room_id":%d}`, roomID)) // a string
	return string(quoted)
}

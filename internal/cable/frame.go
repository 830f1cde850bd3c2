package cable

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"strconv"
	"time"

	"github.com/gobwas/ws"
)

// frame is one whole, unmasked WebSocket frame (RFC 6455, section 5.2).
func frame(op ws.OpCode, payload []byte) []byte {
	var b bytes.Buffer
	b.Grow(ws.MaxHeaderSize + len(payload))
	writeFrame(&b, op, payload)
	return b.Bytes()
}

// messageFrames joins one {"identifier":…,"message":…} frame for each message.
// identifier is the JSON string exactly as the client spelled it; source comes
// before the offset of those that have one, unless it is empty.
func messageFrames(identifier, source string, messages []Message) []byte {
	head, middle := []byte(`{"identifier":`+identifier), []byte(`,"message":`)
	overhead := ws.MaxHeaderSize + len(head) + len(middle) + len(source) + maxOffsetDigits + len(`}`)
	size := 0
	for _, m := range messages {
		size += overhead + len(m.Text)
	}
	var b bytes.Buffer
	b.Grow(size)
	tail := make([]byte, 0, overhead)
	for _, m := range messages {
		tail = tail[:0]
		if source != "" && m.Offset > 0 {
			tail = strconv.AppendInt(append(tail, source...), m.Offset, 10)
		}
		writeFrame(&b, ws.OpText, head, middle, m.Text, append(tail, '}'))
	}
	return b.Bytes()
}

// maxOffsetDigits is the length of the largest int64.
const maxOffsetDigits = 19

func writeFrame(b *bytes.Buffer, op ws.OpCode, parts ...[]byte) {
	h := ws.Header{Fin: true, OpCode: op}
	for _, p := range parts {
		h.Length += int64(len(p))
	}
	_ = ws.WriteHeader(b, h) // a bytes.Buffer takes everything
	for _, p := range parts {
		b.Write(p)
	}
}

var welcomeFrame = frame(ws.OpText, []byte(`{"type":"welcome"}`))

// sessionFrame is the welcome of the extended protocol. Clients that are given
// a session come back with what they know instead of beginning anew; that is
// all it is for, so it is forgotten here.
func sessionFrame() []byte {
	return jsonFrame(struct {
		Type    string `json:"type"`
		Session string `json:"sid"`
	}{"welcome", rand.Text()})
}

// replyFrame answers a command; kind is confirm_ or reject_ with what was asked for.
func replyFrame(kind, identifier string) []byte {
	return frame(ws.OpText, []byte(`{"identifier":`+identifier+`,"type":"`+kind+`"}`))
}

func pingFrame(now time.Time) []byte {
	return jsonFrame(struct {
		Type    string `json:"type"`
		Message int64  `json:"message"`
	}{"ping", now.Unix()})
}

func disconnectFrame(reason string, reconnect bool) []byte {
	return jsonFrame(struct {
		Type      string `json:"type"`
		Reason    string `json:"reason"`
		Reconnect bool   `json:"reconnect"`
	}{"disconnect", reason, reconnect})
}

// quote is s as a JSON string.
func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can be told in JSON
	}
	return string(text)
}

func jsonFrame(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // only structs of strings, numbers and bools come here
	}
	return frame(ws.OpText, text)
}

package cable

import (
	"bytes"
	"encoding/json"
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
// identifier is the JSON string exactly as the client spelled it.
func messageFrames(identifier string, messages [][]byte) []byte {
	head, middle, tail := []byte(`{"identifier":`+identifier), []byte(`,"message":`), []byte(`}`)
	overhead := ws.MaxHeaderSize + len(head) + len(middle) + len(tail)
	size := 0
	for _, m := range messages {
		size += overhead + len(m)
	}
	var b bytes.Buffer
	b.Grow(size)
	for _, m := range messages {
		writeFrame(&b, ws.OpText, head, middle, m, tail)
	}
	return b.Bytes()
}

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

// replyFrame answers a subscribe; kind is confirm_subscription or reject_subscription.
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

func jsonFrame(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // only structs of strings, numbers and bools come here
	}
	return frame(ws.OpText, text)
}

package main

import (
	"encoding/binary"
	"errors"

	"github.com/gobwas/ws"
)

// errFrame is a frame that a server may not send.
var errFrame = errors.New("broken WebSocket frame")

// nextFrame takes a whole frame from the front of what has been received
// (RFC 6455, section 5.2). Frames from a server are not masked; ours are not
// fragmented. With ok false the rest of the frame has yet to come.
func nextFrame(p []byte) (op ws.OpCode, payload, rest []byte, ok bool, err error) {
	if len(p) < 2 {
		return 0, nil, p, false, nil
	}
	const fin, masked = 0x80, 0x80
	if p[0]&fin == 0 || p[0]&0x70 != 0 || p[1]&masked != 0 {
		return 0, nil, p, false, errFrame
	}
	op = ws.OpCode(p[0] & 0x0f)
	head, length := 2, uint64(p[1])
	switch {
	case length == 126:
		head = 4
	case length == 127:
		head = 10
	}
	if len(p) < head {
		return 0, nil, p, false, nil
	}
	switch head {
	case 4:
		length = uint64(binary.BigEndian.Uint16(p[2:]))
	case 10:
		length = binary.BigEndian.Uint64(p[2:])
	}
	if uint64(len(p)-head) < length {
		return 0, nil, p, false, nil
	}
	end := head + int(length)
	return op, p[head:end], p[end:], true, nil
}

// clientFrame is a frame as clients send it, masked.
func clientFrame(op ws.OpCode, payload []byte) []byte {
	text, err := ws.CompileFrame(ws.MaskFrame(ws.NewFrame(op, true, payload)))
	if err != nil {
		panic(err) // a buffer takes everything
	}
	return text
}

package cable

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/gobwas/ws"
)

// FuzzDecoder holds that a client's bytes, whatever they are, mean what the RFC
// says, that it does not matter how they were cut into reads, and that what is
// kept of them is bounded.
func FuzzDecoder(f *testing.F) {
	for _, raw := range [][]byte{
		masked(ws.OpText, true, "hello"),
		slices.Concat(masked(ws.OpText, false, "a"), masked(ws.OpPing, true, "b"), masked(ws.OpContinuation, true, "c")),
		slices.Concat(masked(ws.OpText, false, "\xe2\x82"), masked(ws.OpContinuation, true, "\xac")), // a letter in two fragments
		slices.Concat(masked(ws.OpText, false, "a"), masked(ws.OpText, true, "b")),
		masked(ws.OpContinuation, true, "of nothing"),
		masked(ws.OpBinary, true, "binary"),
		masked(ws.OpText, true, "not UTF-8: \xff"),
		masked(ws.OpPing, false, "in parts"),
		slices.Concat(masked(ws.OpClose, true, "\x03\xe8bye"), masked(ws.OpText, true, "more")),
		{0x81, 0x05, 'h', 'e', 'l', 'l', 'o'}, // not masked
		{0xc1, 0x80, 0, 0, 0, 0},              // a reserved bit
		{0x83, 0x80, 0, 0, 0, 0},              // a reserved opcode
		{0x89, 0xfe, 0, 126, 0, 0, 0, 0},      // a long ping
		{0x81, 0xfe, 0, 1, 0, 0, 0, 0, 'x'},   // a length longer than it need be
		{0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0},
		{0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0},
		{0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0},
	} {
		f.Add(raw, uint8(1))
	}
	f.Fuzz(func(t *testing.T, raw []byte, size uint8) {
		wants, code := byTheRFC(raw)
		whole, want, wantErr := decode(raw, len(raw)+1)
		if !slices.Equal(want, wants) || closeCode(wantErr) != code {
			t.Errorf("decoded %q, %v; the RFC says %q, %d", want, wantErr, wants, code)
		}
		d, got, err := decode(raw, int(size)+1)
		if !slices.Equal(got, want) || fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Errorf("in pieces %q, %v; whole %q, %v", got, err, want, wantErr)
		}
		if err == nil && (!bytes.Equal(d.pending, whole.pending) || !bytes.Equal(d.message, whole.message)) {
			t.Error("what is kept depends on the cut")
		}
		if len(d.message) > maxMessage || len(d.pending) > maxMessage+ws.MaxHeaderSize {
			t.Errorf("keeps %d and %d bytes", len(d.message), len(d.pending))
		}
	})
}

// closeCode is what a client is told of an error; 0 of none.
func closeCode(err error) ws.StatusCode {
	if told, ok := errors.AsType[*ending](err); ok {
		return told.code
	}
	return 0
}

// byTheRFC reads a client's frames a second way, by the letter of RFC 6455,
// section 5, and the limits of this package. It returns what decode does, and
// the close code of the frame that ends it, 0 when none does.
func byTheRFC(p []byte) (got []string, code ws.StatusCode) {
	var message []byte
	fragmented := false
	for {
		f, rest, whole := cutHeader(p)
		if !whole {
			return got, 0
		}
		control := f.op >= 8
		switch {
		case f.reserved != 0, !f.masked, f.length >= 1<<63,
			f.op > 2 && f.op < 8, f.op > 10,
			control && (!f.fin || f.length > 125),
			f.op == 0 && !fragmented, !control && f.op != 0 && fragmented:
			return got, ws.StatusProtocolError
		case f.op == 2:
			return got, ws.StatusUnsupportedData
		case !control && f.length > uint64(maxMessage-len(message)):
			return got, ws.StatusMessageTooBig
		case f.length > uint64(len(rest)):
			return got, 0
		}
		payload := make([]byte, f.length)
		for i := range payload {
			payload[i] = rest[i] ^ f.mask[i%4]
		}
		p = rest[f.length:]
		switch {
		case control:
			got = append(got, fmt.Sprintf("%d %q", f.op, payload))
		case !f.fin:
			message, fragmented = append(message, payload...), true
			got = append(got, fmt.Sprintf("%d %q", ws.OpContinuation, []byte(nil)))
		default:
			message = append(message, payload...)
			if !utf8.Valid(message) {
				return got, ws.StatusInvalidFramePayloadData
			}
			got = append(got, fmt.Sprintf("%d %q", ws.OpText, message))
			message, fragmented = nil, false
		}
	}
}

// header is the fields of section 5.2.
type header struct {
	fin, masked  bool
	reserved, op byte
	length       uint64
	mask         [4]byte
}

// cutHeader takes a header off p, when all of it is there.
func cutHeader(p []byte) (h header, rest []byte, whole bool) {
	if len(p) < 2 {
		return h, nil, false
	}
	h.fin, h.reserved, h.op = p[0]&0x80 != 0, p[0]>>4&7, p[0]&15
	h.masked, h.length = p[1]&0x80 != 0, uint64(p[1]&0x7f)
	extended := map[uint64]int{126: 2, 127: 8}[h.length]
	size := 2 + extended
	if h.masked {
		size += 4
	}
	if len(p) < size {
		return h, nil, false
	}
	switch extended {
	case 2:
		h.length = uint64(binary.BigEndian.Uint16(p[2:]))
	case 8:
		h.length = binary.BigEndian.Uint64(p[2:])
	}
	if h.masked {
		copy(h.mask[:], p[size-4:])
	}
	return h, p[size:], true
}

package cable

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/gobwas/ws"
)

// maxMessage bounds a client's frame and a message put together from fragments, in bytes.
const maxMessage = 64 << 10

// decoder turns a client's bytes into messages, however the bytes were cut
// into reads. It keeps no buffer between whole frames.
type decoder struct {
	pending    []byte // the start of a frame whose rest has not arrived
	message    []byte // the fragments of an unfinished text message
	fragmented bool   // a fragmented message is under way
}

// feed decodes p after what earlier calls left over, and calls handle once for
// each frame: with OpText and the whole text when the frame completes a
// message, with OpContinuation and nil when it does not, and with the opcode
// and payload of a control frame. The payload is valid during the call only;
// p is unmasked in place. An error from handle ends the decoding; a frame that
// breaks the protocol is an *ending with its close code.
func (d *decoder) feed(p []byte, handle func(op ws.OpCode, payload []byte) error) error {
	if len(d.pending) > 0 {
		d.pending = append(d.pending, p...)
		p = d.pending
	}
	for len(p) > 0 {
		h, payload, size, err := d.next(p)
		if err != nil {
			return err
		}
		if size == 0 {
			break
		}
		if err := d.deliver(h, payload, handle); err != nil {
			return err
		}
		p = p[size:]
	}
	d.keep(p)
	return nil
}

// idle reports whether nothing would be lost with d.
func (d *decoder) idle() bool { return d.pending == nil && !d.fragmented }

// next finds the frame at the start of p. A size of 0 says that its end has
// not arrived. What is wrong with a header is told before its payload is there.
func (d *decoder) next(p []byte) (h ws.Header, payload []byte, size int, err error) {
	r := bytes.NewReader(p)
	h, err = ws.ReadHeader(r)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return h, nil, 0, nil
	}
	if err != nil {
		return h, nil, 0, protocolError(err)
	}
	if err := d.check(h); err != nil {
		return h, nil, 0, err
	}
	if h.Length > int64(r.Len()) {
		return h, nil, 0, nil
	}
	start := len(p) - r.Len()
	size = start + int(h.Length)
	return h, p[start:size], size, nil
}

func (d *decoder) check(h ws.Header) error {
	state := ws.StateServerSide
	if d.fragmented {
		state = state.Set(ws.StateFragmented)
	}
	if err := ws.CheckHeader(h, state); err != nil {
		return protocolError(err)
	}
	if h.OpCode == ws.OpBinary {
		return errBinary
	}
	if h.OpCode.IsData() && h.Length > int64(maxMessage-len(d.message)) {
		return errTooBig
	}
	return nil
}

func (d *decoder) deliver(h ws.Header, payload []byte, handle func(ws.OpCode, []byte) error) error {
	ws.Cipher(payload, h.Mask, 0)
	if h.OpCode.IsControl() {
		return handle(h.OpCode, payload)
	}
	if d.fragmented || !h.Fin {
		d.message = append(d.message, payload...)
		payload = d.message
	}
	if d.fragmented = !h.Fin; d.fragmented {
		return handle(ws.OpContinuation, nil)
	}
	d.message = nil
	if !utf8.Valid(payload) {
		return errNotUTF8
	}
	return handle(ws.OpText, payload)
}

// keep holds on to the start of a frame. p may be a part of pending.
func (d *decoder) keep(p []byte) {
	if len(p) == 0 {
		d.pending = nil
		return
	}
	d.pending = append(d.pending[:0], p...)
}

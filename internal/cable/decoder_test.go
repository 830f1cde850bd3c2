package cable

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gobwas/ws"
)

// decode feeds raw cut into pieces of size bytes and says what came out.
func decode(raw []byte, size int) (d decoder, got []string, err error) {
	for piece := range slices.Chunk(slices.Clone(raw), size) {
		err = d.feed(piece, func(op ws.OpCode, payload []byte) error {
			got = append(got, fmt.Sprintf("%d %q", op, payload))
			return nil
		})
		if err != nil {
			break
		}
	}
	return d, got, err
}

func masked(op ws.OpCode, fin bool, payload string) []byte {
	return ws.MustCompileFrame(ws.MaskFrameWith(ws.NewFrame(op, fin, []byte(payload)), [4]byte{1, 2, 3, 4}))
}

func TestDecoderDoesNotMindWhereReadsCut(t *testing.T) {
	raw := slices.Concat(
		masked(ws.OpText, true, "short"),
		masked(ws.OpPing, true, ""),
		masked(ws.OpText, false, "in "),
		masked(ws.OpPong, true, "pong"),
		masked(ws.OpContinuation, false, ""),
		masked(ws.OpContinuation, true, strings.Repeat("parts", 100)),
		masked(ws.OpText, true, strings.Repeat("long", 16000)),
		masked(ws.OpClose, true, ""),
	)
	_, want, err := decode(raw, len(raw))
	if err != nil || len(want) != 8 {
		t.Fatalf("%d frames, %v", len(want), err)
	}
	for _, size := range []int{1, 2, 3, 5, 7, 100, 4096} {
		d, got, err := decode(raw, size)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("in pieces of %d: %d frames, %v", size, len(got), err)
		}
		if d.pending != nil || d.message != nil {
			t.Errorf("in pieces of %d: keeps %d and %d bytes between messages", size, cap(d.pending), cap(d.message))
		}
	}
}

// BenchmarkDecoder decodes a subscribe, as it comes in one read.
func BenchmarkDecoder(b *testing.B) {
	raw := masked(ws.OpText, true, `{"command":"subscribe","identifier":"{\"channel\":\"RoomChannel\",\"room_id\":1}"}`)
	p := make([]byte, len(raw))
	b.ReportAllocs()
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		copy(p, raw)
		var d decoder
		if err := d.feed(p, func(ws.OpCode, []byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

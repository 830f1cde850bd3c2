package cable_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/gobwas/ws"
)

const subscribeA = `{"command":"subscribe","identifier":"{\"channel\":\"Channel\",\"stream\":\"a\"}"}`

// TestFrames writes raw frames and wants the code of the close frame, or, with
// code 0, the confirmation of subscribeA.
func TestFrames(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		text := func(s string) ws.Frame { return ws.NewTextFrame([]byte(s)) }
		part := func(op ws.OpCode, fin bool, s string) ws.Frame { return ws.NewFrame(op, fin, []byte(s)) }
		reserved := func(rsv byte) ws.Frame {
			f := text("{}")
			f.Header.Rsv = rsv
			return f
		}
		closing := func(body ...byte) ws.Frame { return ws.NewCloseFrame(body) }
		half := len(subscribeA) / 2

		tests := []struct {
			name   string
			frames []ws.Frame
			code   ws.StatusCode
		}{
			{"one frame", []ws.Frame{text(subscribeA)}, 0},
			{"two fragments", []ws.Frame{part(ws.OpText, false, subscribeA[:half]), part(ws.OpContinuation, true, subscribeA[half:])}, 0},
			{"empty fragments", []ws.Frame{part(ws.OpText, false, ""), part(ws.OpContinuation, false, subscribeA), part(ws.OpContinuation, true, "")}, 0},
			{"pong between fragments", []ws.Frame{part(ws.OpText, false, subscribeA[:half]), ws.NewPongFrame([]byte("x")), part(ws.OpContinuation, true, subscribeA[half:])}, 0},
			{"rune cut by fragments", []ws.Frame{part(ws.OpText, false, "{\"x\":\"\xe2\x82"), part(ws.OpContinuation, true, "\xac\"}"), text(subscribeA)}, 0},
			{"exactly 64 KB", []ws.Frame{text("{}" + strings.Repeat(" ", 64<<10-2)), text(subscribeA)}, 0},

			{"over 64 KB", []ws.Frame{text(strings.Repeat(" ", 64<<10+1))}, 1009},
			{"over 64 KB in fragments", []ws.Frame{part(ws.OpText, false, strings.Repeat(" ", 64<<10)), part(ws.OpContinuation, true, " ")}, 1009},
			{"claims 2^62 bytes", []ws.Frame{{Header: ws.Header{Fin: true, OpCode: ws.OpText, Length: 1 << 62}}}, 1009},
			{"binary", []ws.Frame{ws.NewBinaryFrame([]byte(subscribeA))}, 1003},
			{"not UTF-8", []ws.Frame{text("{\"x\":\"\xff\"}")}, 1007},
			{"not UTF-8 in fragments", []ws.Frame{part(ws.OpText, false, "\xe2"), part(ws.OpContinuation, true, "(")}, 1007},

			{"continues nothing", []ws.Frame{part(ws.OpContinuation, true, "{}")}, 1002},
			{"text inside a fragmented message", []ws.Frame{part(ws.OpText, false, "{"), text("{}")}, 1002},
			{"fragmented ping", []ws.Frame{part(ws.OpPing, false, "x")}, 1002},
			{"ping over 125 bytes", []ws.Frame{ws.NewPingFrame(bytes.Repeat([]byte("x"), 126))}, 1002},
			{"reserved bit 1", []ws.Frame{reserved(4)}, 1002},
			{"reserved bit 3", []ws.Frame{reserved(1)}, 1002},
			{"reserved data opcode", []ws.Frame{part(3, true, "")}, 1002},
			{"reserved control opcode", []ws.Frame{part(11, true, "")}, 1002},

			{"close", []ws.Frame{closing(ws.NewCloseFrameBody(1000, "bye")...)}, 1000},
			{"close going away", []ws.Frame{closing(ws.NewCloseFrameBody(1001, "")...)}, 1001},
			{"close with a registered code", []ws.Frame{closing(ws.NewCloseFrameBody(1012, "")...)}, 1012},
			{"close with a private code", []ws.Frame{closing(ws.NewCloseFrameBody(4999, "")...)}, 4999},
			{"close without a code", []ws.Frame{closing()}, 0},
			{"close between fragments", []ws.Frame{part(ws.OpText, false, "{"), closing(ws.NewCloseFrameBody(1000, "")...)}, 1000},
			{"close with one byte", []ws.Frame{closing(3)}, 1002},
			{"close with a code not in use", []ws.Frame{closing(ws.NewCloseFrameBody(999, "")...)}, 1002},
			{"close with a code never sent", []ws.Frame{closing(ws.NewCloseFrameBody(1005, "")...)}, 1002},
			{"close with an unknown code", []ws.Frame{closing(ws.NewCloseFrameBody(1016, "")...)}, 1002},
			{"close with a reason not UTF-8", []ws.Frame{closing(ws.NewCloseFrameBody(1000, "\xff")...)}, 1007},
			{"frames after close", []ws.Frame{closing(ws.NewCloseFrameBody(1000, "")...), text(subscribeA)}, 1000},
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				c := serve(t).dial(t)
				for _, f := range tt.frames {
					c.write(ws.MaskFrame(f))
				}
				if last := tt.frames[len(tt.frames)-1]; tt.code == 0 && last.Header.OpCode != ws.OpClose {
					c.wants(`{"identifier":` + quote(`{"channel":"Channel","stream":"a"}`) + `,"type":"confirm_subscription"}`)
					return
				}
				c.wantsClose(tt.code)
			})
		}
	})
}

func TestUnmaskedFrameIsAProtocolError(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		c := serve(t).dial(t)
		c.write(ws.NewTextFrame([]byte(subscribeA)))
		c.wantsClose(ws.StatusProtocolError)
	})
}

func TestPingIsAnsweredBetweenFragments(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		c := serve(t).dial(t)
		c.write(
			ws.MaskFrame(ws.NewFrame(ws.OpText, false, []byte(subscribeA[:9]))),
			ws.MaskFrame(ws.NewPingFrame([]byte("are you there"))),
			ws.MaskFrame(ws.NewFrame(ws.OpContinuation, true, []byte(subscribeA[9:]))),
		)
		if op, payload, err := c.frame(); op != ws.OpPong || payload != "are you there" {
			t.Fatalf("got %v %q, %v", op, payload, err)
		}
		c.wants(`{"identifier":` + quote(`{"channel":"Channel","stream":"a"}`) + `,"type":"confirm_subscription"}`)
	})
}

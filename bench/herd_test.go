package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"
)

// twoEars is an audience of two sockets without lines, which has heard
// everything up to seq 7.
func twoEars() (*audience, [2]*socket) {
	sockets := [2]*socket{{seq: 7}, {seq: 7}}
	h := &herd{prefix: []byte(`{"identifier":"i","message":`), sockets: sockets[:], broken: make(chan struct{})}
	a := &audience{herd: h, told: map[int64]*telling{}, expected: map[string]*telling{}, progress: make(chan struct{}, 1), reached: 7}
	h.hear = a.hear
	return a, sockets
}

func event(seq int, body string) []byte {
	return fmt.Appendf(nil, `{"seq":%d,"type":"message.created","client_message_id":"c%d","message":{"body_html":%q}}`, seq, seq, body)
}

func TestAudienceKnowsWhenAllHaveHeard(t *testing.T) {
	a, sockets := twoEars()
	due := time.Now()
	told := a.expect("c8", due)
	a.hear(sockets[0], event(8, "hi"), due.Add(time.Millisecond))
	select {
	case <-told:
		t.Fatal("one has not heard it")
	default:
	}
	a.hear(sockets[1], event(8, "hi"), due.Add(3*time.Millisecond))
	<-told
	if got := a.takeLatencies(); len(got) != 1 || got[0] != 3*time.Millisecond {
		t.Errorf("latencies %v", got)
	}
	if !a.hasReached(8) || a.failure != nil {
		t.Errorf("reached %d, %v", a.reached, a.failure)
	}
}

func TestAudienceNoticesWhatIsWrong(t *testing.T) {
	for name, heard := range map[string][2][]byte{
		"gap":             {event(9, "hi"), nil},
		"duplicate":       {event(8, "hi"), event(8, "hi")},
		"back":            {event(8, "hi"), event(7, "hi")},
		"no seq":          {[]byte(`{"type":"message.created"}`), nil},
		"different words": {event(8, "hi"), nil},
	} {
		a, sockets := twoEars()
		if name == "different words" {
			a.hear(sockets[1], event(8, "ho"), time.Now())
		}
		for _, e := range heard {
			if e != nil {
				a.hear(sockets[0], e, time.Now())
			}
		}
		if a.failure == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
}

func TestHerdReadsFramesInPieces(t *testing.T) {
	a, sockets := twoEars()
	var stream []byte
	for seq := 8; seq < 12; seq++ {
		text := fmt.Appendf(nil, `{"identifier":"i","message":%s}`, event(seq, strings.Repeat("long ", 10*seq*seq)))
		stream = append(stream, ws.MustCompileFrame(ws.NewTextFrame(text))...)
		stream = append(stream, ws.MustCompileFrame(ws.NewTextFrame([]byte(`{"type":"ping","message":1}`)))...)
	}
	a.take(sockets[0], stream, time.Now())
	for _, b := range stream {
		a.take(sockets[1], []byte{b}, time.Now())
	}
	for i, s := range sockets {
		if s.seq != 11 || s.pings != 4 {
			t.Errorf("socket %d heard up to %d and %d pings", i, s.seq, s.pings)
		}
	}
	if a.failure != nil || a.reached != 11 {
		t.Errorf("reached %d, %v", a.reached, a.failure)
	}
}

func TestHerdNoticesBrokenAndUnexpectedFrames(t *testing.T) {
	for name, frame := range map[string][]byte{
		"masked":     clientFrame(ws.OpText, []byte("hi")),
		"reserved":   {0xc1, 0},
		"fragment":   {0x01, 0},
		"close":      ws.MustCompileFrame(ws.NewCloseFrame(nil)),
		"disconnect": ws.MustCompileFrame(ws.NewTextFrame([]byte(`{"type":"disconnect"}`))),
	} {
		a, sockets := twoEars()
		a.take(sockets[0], frame, time.Now())
		if a.failure == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
}

func TestStormNoticesAGapBetweenFeedAndLine(t *testing.T) {
	for _, c := range []struct {
		caughtUp
		whole bool
	}{
		{caughtUp{feed: 8, live: 0}, true},
		{caughtUp{feed: 8, live: 5}, true}, // said twice, applied once
		{caughtUp{feed: 8, live: 9}, true},
		{caughtUp{feed: 8, live: 10}, false},
	} {
		if err := c.check(); (err == nil) != c.whole {
			t.Errorf("%+v: %v", c.caughtUp, err)
		}
	}
}

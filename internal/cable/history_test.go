package cable_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/gobwas/ws"
)

func TestOnlyTheExtendedProtocolHasOffsets(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f, ch := serveLog(t, serve, 0)
		plain, extended := f.dial(t), f.dialExtended(t)
		plain.ask("subscribe", `"not for this protocol"`)
		extended.ask("subscribe", "null")
		ch.say()
		ch.tell(f.hub)
		f.hub.Broadcast("log", []byte(`"counts for nothing"`))
		plain.wants(message(logID, "1"), message(logID, `"counts for nothing"`))
		extended.wantsLog(1, 1)
		extended.wants(message(logID, `"counts for nothing"`))
	})
}

func TestClientGetsExactlyWhatItMissed(t *testing.T) {
	for _, tt := range []struct {
		name, history string
		first         int
	}{
		{"by its offset", knows(3), 4},
		{"from the beginning", knows(0), 1},
		{"nothing", knows(7), 8},
		{"by the time", fmt.Sprintf(`{"since":%d,"streams":{}}`, began+6), 6},
		{"by its offset though it has a time", fmt.Sprintf(`{"since":%d,"streams":{"log":{"epoch":"e1","offset":5}}}`, began+1), 6},
		{"by the time, knowing other streams", fmt.Sprintf(`{"since":%d,"streams":{"other":{"epoch":"e1","offset":5}}}`, began+2), 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, ch := serveLog(t, serve, 7)
			c := f.dialExtended(t)
			c.ask("subscribe", tt.history)
			c.wantsLog(tt.first, 7)
			c.wantsAnswer("confirm_history")
			ch.say()
			ch.tell(f.hub)
			c.wantsLog(8, 8)
		})
	}
}

func TestHistoryThatCannotBeHadIsRejected(t *testing.T) {
	none := func(*chronicle) {}
	for _, tt := range []struct {
		name, history string
		arrange       func(*chronicle)
	}{
		{"another epoch", `{"since":1000000001,"streams":{"log":{"epoch":"e0","offset":3}}}`, none},
		{"offset of the future", knows(8), none},
		{"nothing known", `{"since":0,"streams":{}}`, none},
		{"pruned", knows(3), func(ch *chronicle) { ch.first = 5 }},
		{"broken", knows(3), func(ch *chronicle) { ch.history = func() error { return errors.New("database is away") } }},
		{"too much", knows(3), func(ch *chronicle) { ch.said[5].Text = []byte(`"` + strings.Repeat("x", 512<<10) + `"`) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, ch := serveLog(t, serve, 7)
			tt.arrange(ch)
			c := f.dialExtended(t)
			c.ask("subscribe", tt.history)
			c.wantsAnswer("reject_history")
			ch.say()
			ch.tell(f.hub)
			c.wantsLog(8, 8)
		})
	}
}

func TestChannelWithoutHistoryRejectsIt(t *testing.T) {
	c := serve(t).dialExtended(t)
	id := quote(`{"channel":"Channel"}`)
	c.send(`{"command":"subscribe","identifier":` + id + `,"history":{"since":1,"streams":{}}}`)
	c.wants(`{"identifier":`+id+`,"type":"confirm_subscription"}`, `{"identifier":`+id+`,"type":"reject_history"}`)
}

func TestHistoryThatIsNoObjectIsNoCommand(t *testing.T) {
	f, _ := serveLog(t, serve, 0)
	c := f.dialExtended(t)
	c.send(`{"command":"subscribe","identifier":` + logID + `,"history":"all"}`)
	c.wants(`{"type":"disconnect","reason":"invalid_request","reconnect":false}`)
	c.wantsClose(ws.StatusPolicyViolation)
}

// Messages may be said and told before, while and after a history is read. One
// that is in the history comes live afterwards, perhaps much later.
func TestBroadcastWhileHistoryIsRead(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f, ch := serveLog(t, serve, 7)
		ch.say() // 8, in the history and told while it is read
		ch.history = func() error {
			ch.say() // 9, too late for the history
			ch.tell(f.hub)
			return nil
		}
		c := f.dialExtended(t)
		c.ask("subscribe", knows(5))
		c.wantsLog(6, 8)
		c.wantsAnswer("confirm_history")
		c.wantsLog(9, 9)

		ch.history = nil
		ch.say() // 10, told only after a history with it
		other := f.dialExtended(t)
		other.ask("subscribe", knows(9))
		other.wantsLog(10, 10)
		other.wantsAnswer("confirm_history")
		ch.tell(f.hub)
		ch.say()
		ch.tell(f.hub)
		other.wantsLog(11, 11)
		c.wantsLog(10, 11)
	})
}

func TestHistoryCommandFillsTheGap(t *testing.T) {
	f, ch := serveLog(t, serve, 7)
	c := f.dialExtended(t)
	c.ask("history", knows(3)) // of no subscription: nothing
	c.ask("subscribe", "null")
	ch.say()
	ch.tell(f.hub)
	c.wantsLog(8, 8)

	c.ask("history", knows(3))
	c.wantsLog(4, 7)
	c.wantsAnswer("confirm_history")
	c.ask("history", knows(1))
	c.wantsLog(2, 3)
	c.wantsAnswer("confirm_history")
	c.ask("history", knows(5)) // has been sent
	c.wantsAnswer("confirm_history")
	c.send(`{"command":"history","identifier":` + logID + `}`)
	c.wantsAnswer("reject_history")
	ch.say()
	ch.tell(f.hub)
	c.wantsLog(9, 9)
}

func TestRevokedSubscriptionGetsNoHistory(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f, ch := serveLog(t, serve, 7)
		ch.history = func() error {
			f.hub.Revoke("log", everyone)
			return nil
		}
		c := f.dialExtended(t)
		c.ask("subscribe", knows(3))
		c.wantsAnswer("reject_subscription")
		c.subscribe("nothing more of it")
		<-ch.unsubscribed
	})
}

func TestOtherCommandsOfTheExtendedProtocolDoNothing(t *testing.T) {
	c := serve(t).dialExtended(t)
	c.send(`{"command":"pong"}`)
	c.send(`{"command":"whisper","identifier":` + logID + `,"data":{"to":"all"}}`)
	c.send(`{"command":"presence","identifier":` + logID + `,"data":{}}`)
	c.subscribe("a")
}

// Whoever comes and goes while others talk ends with every message, once and
// in order, for as long as it says what it knows.
func TestComingAndGoingMissesNothing(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		const messages, clients = 2000, 6
		f, ch := serveLog(t, serve, 0)
		var people sync.WaitGroup
		for range clients {
			people.Go(func() {
				for known := 0; known < messages; {
					known = f.listen(t, known, messages)
				}
			})
		}
		for range messages {
			ch.say()
			if rand.IntN(4) == 0 {
				ch.tell(f.hub)
			}
		}
		ch.tell(f.hub)
		people.Wait()
	})
}

// listen takes messages of the log in order, from what is known to the last, or
// until it has enough for now. It returns what is known then.
func (f *fixture) listen(t *testing.T, known, last int) int {
	c := f.dialExtended(t)
	defer c.conn.Close()
	c.ask("subscribe", knows(known))
	for enough := rand.IntN(300); known < last && enough > 0; enough-- {
		_, text, err := c.frame()
		var got struct {
			Type   string
			Offset int
		}
		if err := cmp.Or(err, json.Unmarshal([]byte(text), &got)); err != nil {
			t.Errorf("after %d: %q, %v", known, text, err)
			return last
		}
		if got.Type != "confirm_history" {
			if known++; got.Offset != known {
				t.Errorf("after %d: %s", known-1, text)
				return last
			}
		}
	}
	return known
}

package channels_test

import (
	"testing"
	"time"
)

func TestTypingReachesTheRoom(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		writer := f.tab(3).subscribe("TypingNotificationsChannel", 2)
		reader := f.tab(1).subscribe("TypingNotificationsChannel", 2)
		elsewhere := f.tab(1).subscribe("TypingNotificationsChannel", 1)
		writer.perform("start")
		writer.perform("stop")
		start, stop := `{"action":"start","user":{"id":3,"name":"<Kevin>"}}`, `{"action":"stop","user":{"id":3,"name":"<Kevin>"}}`
		reader.gets(start, stop)
		writer.gets(start, stop)
		elsewhere.gets()
	})
}

func TestTypingIsThrottled(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		reader := f.tab(1).subscribe("TypingNotificationsChannel", 1)
		one, two := f.tab(2).subscribe("TypingNotificationsChannel", 1), f.tab(2).subscribe("TypingNotificationsChannel", 1)
		start, stop := `{"action":"start","user":{"id":2,"name":"Jason"}}`, `{"action":"stop","user":{"id":2,"name":"Jason"}}`

		one.perform("stop") // of nothing
		reader.gets()
		one.perform("start")
		one.perform("start")
		two.perform("start") // another connection
		reader.gets(start, start)
		time.Sleep(999 * time.Millisecond)
		one.perform("stop")
		one.perform("stop")
		one.perform("start")
		reader.gets(stop)
		time.Sleep(time.Millisecond)
		one.perform("start")
		reader.gets(start)
	})
}

func TestClosingATabTakesItsTypingBack(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		reader := f.tab(1).subscribe("TypingNotificationsChannel", 1)
		writer := f.tab(2).subscribe("TypingNotificationsChannel", 1)
		writer.perform("start")
		reader.gets(`{"action":"start","user":{"id":2,"name":"Jason"}}`)
		_ = writer.conn.Close()
		reader.gets(`{"action":"stop","user":{"id":2,"name":"Jason"}}`)
	})
}

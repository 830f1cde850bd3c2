package wire_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// said is what one page or event mostly consists of.
func said() chat.Message {
	at := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC)
	text := strings.Repeat("some words ", 12)
	ada := chat.User{ID: 7, Name: "Ada Lovelace", Role: chat.Administrator}
	return chat.Message{
		ID: 9, RoomID: 3, ClientMessageID: "0f7c2a5e-6d0c-4b0e-9d8c-1f2a3b4c5d6e", Creator: ada, Kind: chat.TextMessage,
		HTML: "<div>" + text + "</div>", Text: text,
		Boosts: []chat.Boost{{ID: 2, Content: "🔥", Booster: ada}}, CreatedAt: at, UpdatedAt: at,
	}
}

func BenchmarkEncodeMessage(b *testing.B) {
	m := said()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(wire.NewMessage(m)); err != nil {
			b.Fatal(err)
		}
	}
}

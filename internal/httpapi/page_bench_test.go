package httpapi

import (
	"fmt"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

// BenchmarkPage reads a page of a room of 4,000 messages of mixed length, of which
// nothing is in memory.
func BenchmarkPage(b *testing.B) {
	c := chattest.New(b)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	var ids []int64
	for i := range 4_000 {
		text := fmt.Sprintf("message %d %s", i, strings.Repeat("of some words ", i%20))
		ids = append(ids, c.Post(ada, room.ID, text).ID)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readPage(b.Context(), c.Service, ada, room.ID, chat.Cursor{Before: ids[2_000], Limit: chat.DefaultPage}); err != nil {
			b.Fatal(err)
		}
	}
}

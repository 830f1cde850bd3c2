//go:build !race

package store_test

import (
	"fmt"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// TestAllocations holds how often the hot paths allocate, at most. The race
// detector allocates on its own account, so this is built without it; make test
// runs it apart.
func TestAllocations(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, _ := conversation(t, s, 100)
	s.StopCheckpoints() // which would be counted with the posts, more or less often
	n := 0
	for _, tt := range []struct {
		name string
		most float64
		run  func()
	}{
		{"a post through the writer", 122, func() {
			n++
			mustPost(t, s, draft(room, author, fmt.Sprint("post ", n), epoch))
		}},
		{"a page of forty", 575, func() {
			if _, err := s.Messages(t.Context(), room.ID, chat.Cursor{Limit: 40}); err != nil {
				t.Fatal(err)
			}
		}},
		{"nobody's session", 74, func() { _, _, _ = s.SessionByToken(t.Context(), "nobody's") }},
	} {
		if got := testing.AllocsPerRun(200, tt.run); got > tt.most {
			t.Errorf("%s: %v allocations, at most %v", tt.name, got, tt.most)
		}
	}
}

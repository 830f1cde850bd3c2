package store_test

import (
	"fmt"
	"slices"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// TestNothingIsLeftOfAPurgedRoom looks into every table that holds something of
// a room, and that what is beside it stays.
func TestNothingIsLeftOfAPurgedRoom(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, messages := conversation(t, s, 25)
	bob := createUser(t, s, "bob")
	beside := createRoom(t, s, chat.Room{Type: chat.Closed, Name: "Beside"}, author)
	inTx(t, s, func(tx chat.Tx) error {
		for _, in := range []chat.Room{room, beside} {
			if _, err := tx.AddMembers(in.ID, []int64{bob.ID}, chat.Mentions, epoch); err != nil {
				return err
			}
			m := draft(in, author, "mentioning", epoch)
			m.MentionedUserIDs = []int64{bob.ID}
			if _, err := post(tx, &m); err != nil {
				return err
			}
			if _, err := tx.CreateBoost(chat.Boost{MessageID: m.ID, Booster: author, Content: "👍", CreatedAt: epoch}); err != nil {
				return err
			}
			m.Body, m.EditedAt = "edited", epoch
			if err := tx.UpdateMessage(m, author.ID); err != nil {
				return err
			}
		}
		return nil
	})
	var left []int64
	inTx(t, s, func(tx chat.Tx) (err error) {
		left, err = tx.CondemnRoom(room.ID, epoch)
		return err
	})
	if !slices.Contains(left, author.ID) {
		t.Errorf("who was in it: %v", left)
	}
	batches := 0
	for more := true; more; batches++ {
		inTx(t, s, func(tx chat.Tx) (err error) {
			more, err = tx.PurgeRooms(10)
			return err
		})
	}
	if batches < len(messages)/10 {
		t.Errorf("%d messages went in %d batches of ten", len(messages), batches)
	}
	for table, want := range map[string]string{
		"rooms":                  "1",
		"memberships":            "2",
		"messages":               "1",
		"action_text_rich_texts": "1",
		"boosts":                 "1",
		"mentions":               "1",
		"message_edits":          "1",
		"room_events":            "1",
		"room_deletions":         "0",
		"message_search_index":   "1",
	} {
		inTx(t, s, func(tx chat.Tx) error {
			got, err := store.Query(tx, `SELECT CAST(count(*) AS text) FROM `+table)
			if !slices.Equal(got, []string{want}) {
				t.Errorf("%s rows in %s, want %s", got, table, want)
			}
			return err
		})
	}
}

// BenchmarkPurgeRooms is a batch of a large room's deletion, a hundred messages.
func BenchmarkPurgeRooms(b *testing.B) {
	s := openStore(b, store.Options{})
	author := createUser(b, s, "ada")
	room := createRoom(b, s, chat.Room{Type: chat.Closed, Name: "Large"}, author)
	for i := range 100 {
		inTx(b, s, func(tx chat.Tx) error {
			for j := range 100 {
				m := draft(room, author, fmt.Sprintf("the message %d of %d", j, i), epoch)
				if _, err := post(tx, &m); err != nil {
					return err
				}
			}
			return nil
		})
	}
	inTx(b, s, func(tx chat.Tx) error {
		_, err := tx.CondemnRoom(room.ID, epoch)
		return err
	})
	for b.Loop() {
		inTx(b, s, func(tx chat.Tx) error {
			_, err := tx.PurgeRooms(100)
			return err
		})
	}
}

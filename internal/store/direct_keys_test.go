package store_test

import (
	"testing"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func TestDirectRoomsOfTheOriginalAreFoundByTheirPeople(t *testing.T) {
	const at = `'2026-01-02 09:30:00', '2026-01-02 09:30:00'`
	s := openStore(t, store.Options{Path: original(t, schemaFile(t, "current.sql"), `
		INSERT INTO rooms (id, type, creator_id, created_at, updated_at) VALUES
			(901, 'Rooms::Direct', 1, `+at+`), (902, 'Rooms::Direct', 1, `+at+`), (903, 'Rooms::Direct', 1, `+at+`), (904, 'Rooms::Direct', 1, `+at+`);
		INSERT INTO memberships (room_id, user_id, created_at, updated_at) VALUES
			(901, 77, `+at+`), (901, 76, `+at+`),
			(902, 76, `+at+`), (902, 77, `+at+`),
			(903, 76, `+at+`), (903, 77, `+at+`), (903, 78, `+at+`)`)})
	inTx(t, s, func(tx chat.Tx) error {
		for _, tt := range []struct {
			people []int64
			want   int64
		}{
			{[]int64{76, 77}, 901}, // the oldest of two
			{[]int64{78, 77, 76}, 903},
		} {
			room, err := tx.DirectRoom(chat.DirectKey(tt.people))
			if err != nil || room.ID != tt.want || room.Type != chat.Direct {
				t.Errorf("of %v: room %d, %v; want %d", tt.people, room.ID, err, tt.want)
			}
		}
		if room, err := tx.DirectRoom(chat.DirectKey([]int64{76})); chat.KindOf(err) != chat.NotFound {
			t.Errorf("of one alone: room %d, %v", room.ID, err)
		}
		return nil
	})
}

func TestADirectKeyIsTheSameWhateverTheOrder(t *testing.T) {
	if chat.DirectKey([]int64{3, 1, 2, 1}) != chat.DirectKey([]int64{1, 2, 3}) {
		t.Error("the order counts")
	}
	if chat.DirectKey([]int64{1, 23}) == chat.DirectKey([]int64{12, 3}) {
		t.Error("two sets have one key")
	}
}

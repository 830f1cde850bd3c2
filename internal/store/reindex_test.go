package store_test

import (
	"slices"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/search"
	"campfire/internal/store"
)

func find(t testing.TB, s *store.Store, user chat.User, room chat.Room, query string) []int64 {
	t.Helper()
	found, err := s.Search(t.Context(), chat.SearchScope{
		Query: search.Parse(query, epoch), UserID: user.ID, RoomIDs: []int64{room.ID}, Limit: 20,
	})
	if err != nil {
		t.Fatal(err)
	}
	var hits []int64
	for _, m := range found.Messages {
		hits = append(hits, m.ID)
	}
	return hits
}

func TestReindexFindsWhatTheOriginalForgot(t *testing.T) {
	path := original(t, schemaFile(t, "current.sql"), `DELETE FROM message_search_index`)
	s := openStore(t, store.Options{Path: path})
	if missing, err := store.Unindexed(t.Context(), path); err != nil || missing == 0 {
		t.Fatalf("%d messages are missing, error %v", missing, err)
	}
	if _, err := s.Reindex(t.Context()); err != nil {
		t.Fatal(err)
	}
	if missing, err := store.Unindexed(t.Context(), path); err != nil || missing != 0 {
		t.Errorf("after reindexing %d messages are missing, error %v", missing, err)
	}
}

func TestReindexMendsWhatIsWrong(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, messages := conversation(t, s, 3)
	m := draft(room, author, "cjk", epoch)
	m.Text, m.Body = "東京 harbour", "<div>東京 harbour</div>"
	m = mustPost(t, s, m)
	inTx(t, s, func(tx chat.Tx) error {
		for _, harm := range []string{
			`UPDATE message_search_index SET body = 'rubbish'`, `DELETE FROM search_words`,
			`DELETE FROM search_pieces WHERE rowid > 0`, `INSERT INTO message_search_index (rowid, body) VALUES (999, 'harbour')`,
		} {
			if err := store.Exec(tx, harm); err != nil {
				return err
			}
		}
		return nil
	})
	if found := find(t, s, author, room, "rbour"); found != nil {
		t.Fatalf("the damaged index finds %v", found)
	}
	done, err := s.Reindex(t.Context())
	if err != nil || done != len(messages)+1 {
		t.Fatalf("%d messages indexed, error %v", done, err)
	}
	for query, want := range map[string][]int64{"rbour": {m.ID}, "東京": {m.ID}, "rubbish": nil, "m1": {messages[1].ID}} {
		if found := find(t, s, author, room, query); !slices.Equal(found, want) {
			t.Errorf("%s finds %v, want %v", query, found, want)
		}
	}
}

func TestTidyingTheIndexLosesNothing(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, messages := conversation(t, s, 60) // each a commit, and so a segment at first
	segments := func() (n []string) {
		inTx(t, s, func(tx chat.Tx) (err error) {
			n, err = store.Query(tx, `SELECT CAST(count(DISTINCT segid) AS text) FROM message_search_index_idx`)
			return err
		})
		return n
	}
	before := segments()
	if err := s.TidySearch(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := segments(); !slices.Equal(after, []string{"1"}) {
		t.Errorf("%s segments have become %s", before, after)
	}
	if found := find(t, s, author, room, "m42"); !slices.Equal(found, []int64{messages[42].ID}) {
		t.Errorf("m42 finds %v", found)
	}
}

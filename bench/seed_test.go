package main

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"campfire/internal/config"
	"campfire/internal/richtext"
)

func TestWordsDiffer(t *testing.T) {
	seen := make(map[string]int)
	for rank := range vocabulary {
		w := word(rank)
		if earlier, taken := seen[w]; taken {
			t.Fatalf("%d and %d are both %q", earlier, rank, w)
		}
		if seen[w] = rank; rank > 0 && len(w) < len(word(rank-1)) {
			t.Errorf("%q is shorter than the one before", w)
		}
	}
}

// TestSeedIsWhatTheServerWouldHaveStored compares every seeded body, text and
// mention with what richtext makes of them.
func TestSeedIsWhatTheServerWouldHaveStored(t *testing.T) {
	p := plan{name: "test", people: 30, rooms: []roomPlan{{30, 200}, {20, 60}}}
	path := filepath.Join(t.TempDir(), "seed.sqlite3")
	if err := seed(t.Context(), path, p); err != nil {
		t.Fatal(err)
	}
	key, err := config.Secrets{SecretKeyBase: secretKeyBase}.DeriveKey(richtext.MentionSalt)
	if err != nil {
		t.Fatal(err)
	}
	signer, names := richtext.NewSigner(key), make(map[int64]string)
	err = query(t.Context(), path, `SELECT id, name FROM users`, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		names[id] = name
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	messages, mentions := 0, 0
	err = query(t.Context(), path, `
		SELECT t.body, s.body
		FROM action_text_rich_texts t
		JOIN message_search_index s ON s.rowid = t.record_id`, func(rows *sql.Rows) error {
		var body, text string
		if err := rows.Scan(&body, &text); err != nil {
			return err
		}
		messages++
		if canonical, err := richtext.Canonical(body, signer); err != nil || canonical != body {
			t.Errorf("%q would be stored as %q, %v", body, canonical, err)
		}
		shown := richtext.Render(body, func(id int64) (string, bool) { return names[id], names[id] != "" })
		mentions += len(shown.MentionedUserIDs)
		if shown.Text != text {
			t.Errorf("%q is indexed as %q, reads %q", body, text, shown.Text)
		}
		return nil
	})
	if err != nil || messages != p.messages() || mentions == 0 {
		t.Errorf("%d messages with %d mentions, %v", messages, mentions, err)
	}
	rooms, err := readRooms(t.Context(), path)
	if err != nil || len(rooms) != 2 || len(rooms[0].members) != 30 || !slices.Equal(rooms[1].members, rooms[0].members[:20]) {
		t.Errorf("%v, %v", rooms, err)
	}
}

func TestPlansHaveWhatTheScenariosNeed(t *testing.T) {
	full := scaled(1)
	team := full.teamPlan()
	if n := team.messages(); n < full.messages-full.rooms || n > full.messages {
		t.Errorf("%d messages", n)
	}
	if len(team.rooms) != 25 || team.rooms[0].members != 500 || team.rooms[24].members != 20 {
		t.Errorf("%+v", team.rooms)
	}
	want := []roomPlan{{10, 1000}, {1000, 1000}, {10_000, 1000}, {10, 1_000_000}}
	if got := full.growthPlan().rooms; !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

package search

import (
	"database/sql"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver named "sqlite"
)

// FuzzStem holds stem to what FTS5 does: where they differ, a message that the
// index proposes would be refused.
func FuzzStem(f *testing.F) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`
		CREATE VIRTUAL TABLE stems USING fts5(body, tokenize=porter);
		CREATE VIRTUAL TABLE terms USING fts5vocab(stems, row)`)
	if err != nil {
		f.Fatal(err)
	}
	for _, word := range strings.Fields(`
		caresses ponies ties caress cats gas this kiss feed agreed plastered bled motoring sing conflated troubled sized hopping
		tanned falling hissing fizzed failing filing happy sky enjoy dying relational conditional rational valenci hesitanci
		digitizer conformabli radicalli differentli vileli analogousli vietnamization predication operator feudalism decisiveness
		hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize electriciti electrical hopeful
		goodness revival allowance inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent
		adoption homologou communism activate angulariti homologous effective bowdlerize probate rate cease controll roll
		conversation conversations deployment deployed deploys stories story running runner runs university news apology
		geologi geology analogies possibly horribly oed ing ed eed sses ies yes eyes yyy aabbing aion ion sion tion ement ment ent`) {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		if word == "" || len(word) > 60 || strings.ContainsFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) {
			t.Skip("not a word")
		}
		var want string
		if _, err := db.Exec(`DELETE FROM stems; INSERT INTO stems (body) VALUES (?)`, word); err != nil {
			t.Fatal(err)
		}
		if err := db.QueryRow(`SELECT term FROM terms`).Scan(&want); err != nil {
			t.Fatal(err)
		}
		if got := stem(word); got != want {
			t.Errorf("stem of %q is %q, FTS5 says %q", word, got, want)
		}
	})
}

package store

import (
	"bytes"
	"database/sql"
	"strings"
	"sync"

	"campfire/internal/search"
)

// vocabulary is every word that was ever said, in memory: some ten bytes each,
// and a team says some ten thousand. Looking for a part of a word goes through
// all of it in a fraction of a millisecond.
type vocabulary struct {
	mu      sync.RWMutex
	entries []byte // guarded by mu; for each word "\n", how it is compared and, when that differs, "\x00" and the word
	through int64  // guarded by mu; the id of the last word
}

type wordRow struct {
	id   int64
	word string
}

func scanWord(rows *sql.Rows) (w wordRow, err error) {
	err = rows.Scan(&w.id, &w.word)
	return w, err
}

// refresh adds the words that came since.
func (v *vocabulary) refresh(c *conn) error {
	v.mu.RLock()
	through := v.through
	v.mu.RUnlock()
	added, err := all(c, scanWord, `SELECT id, word FROM search_words WHERE id > ? ORDER BY id`, through)
	if err != nil || len(added) == 0 {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, row := range added {
		if row.id <= v.through { // another search was faster
			continue
		}
		v.through = row.id
		for _, folded := range search.Spaced(search.Fold(row.word)) {
			v.entries = append(append(v.entries, '\n'), folded...)
			if folded != row.word {
				v.entries = append(append(v.entries, 0), row.word...)
			}
		}
	}
	return nil
}

// find returns the words that have w in them as it says; false when there are
// more than limit.
func (v *vocabulary) find(w search.Word, limit int) (found []string, complete bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	wanted := []byte(w.Text)
	if w.Kind != search.Part {
		wanted = append([]byte{'\n'}, wanted...)
	}
	for rest := v.entries; ; {
		i := bytes.Index(rest, wanted)
		if i < 0 {
			return found, true
		}
		begin := bytes.LastIndexByte(rest[:i+1], '\n')
		entry := rest[begin+1:]
		if end := bytes.IndexByte(entry, '\n'); end >= 0 {
			entry = entry[:end]
		}
		rest = rest[begin+1+len(entry):]
		folded, word, differs := strings.Cut(string(entry), "\x00")
		if !differs {
			word = folded
		}
		if !has(folded, w) {
			continue
		}
		if len(found) == limit {
			return nil, false
		}
		found = append(found, word)
	}
}

func has(folded string, w search.Word) bool {
	switch w.Kind {
	case search.Whole:
		return folded == w.Text
	case search.Initial:
		return strings.HasPrefix(folded, w.Text)
	default:
		return strings.Contains(folded, w.Text)
	}
}

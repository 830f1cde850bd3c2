package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func TestCheckFindsRecordsThatBelongToNothing(t *testing.T) {
	path := original(t, schemaFile(t, "current.sql"), `DELETE FROM rooms WHERE id = 1`)
	faults, err := store.Check(t.Context(), path, "")
	if err != nil || len(faults) != 2 {
		t.Fatalf("faults = %q, error %v", faults, err)
	}
	if !strings.Contains(faults[0], "is not up to date") || !strings.HasPrefix(faults[1], "There are messages that belong to missing rooms: 4.") {
		t.Errorf("faults = %q", faults)
	}
}

func TestCheckFindsDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db", "production.sqlite3")
	s, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	conversation(t, s, 50)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	if err := os.WriteFile(path, damage(content, 2*page, len(content)-2*page), 0o600); err != nil {
		t.Fatal(err)
	}
	faults, err := store.Check(t.Context(), path, "")
	if err != nil || !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, "damaged") }) {
		t.Errorf("faults = %q, error %v", faults, err)
	}
}

func TestCheckFindsNothingWhileTheDatabaseIsInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db", "production.sqlite3")
	s := openStore(t, store.Options{Path: path})
	conversation(t, s, 5)
	if faults, err := store.Check(t.Context(), path, ""); len(faults) != 0 || err != nil {
		t.Errorf("faults = %q, error %v", faults, err)
	}
	inTx(t, s, func(chat.Tx) error { return nil })
}

// TestADamagedPageIsFound damages one page after another: each is refused when
// it is on a path that new rows take, and else found by Check.
func TestADamagedPageIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db", "production.sqlite3")
	s, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	conversation(t, s, 200)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	refused, found := 0, 0
	for from := page; from < len(content); from += page {
		one := filepath.Join(t.TempDir(), "one.sqlite3")
		if err := os.WriteFile(one, damage(content, from, from+page), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), store.Options{Path: one})
		if err != nil {
			if e, ok := errors.AsType[*chat.Error](err); !ok || e.Code != "database_corrupt" {
				t.Errorf("page %d: %v", 1+from/page, err)
			}
			refused++
			continue
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if faults, err := store.Check(t.Context(), one, ""); err != nil || len(faults) == 0 {
			t.Errorf("page %d: nobody notices (%v)", 1+from/page, err)
		}
		found++
	}
	t.Logf("%d pages: %d refused at the start, %d found by Check", len(content)/page, refused, found)
	if refused < found {
		t.Errorf("only %d of %d damaged pages are refused at the start", refused, refused+found)
	}
}

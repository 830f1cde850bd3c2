package store_test

import (
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
	faults, err := store.Check(t.Context(), path)
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
	faults, err := store.Check(t.Context(), path)
	if err != nil || !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, "damaged") }) {
		t.Errorf("faults = %q, error %v", faults, err)
	}
}

func TestCheckFindsNothingWhileTheDatabaseIsInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db", "production.sqlite3")
	s := openStore(t, store.Options{Path: path})
	conversation(t, s, 5)
	if faults, err := store.Check(t.Context(), path); len(faults) != 0 || err != nil {
		t.Errorf("faults = %q, error %v", faults, err)
	}
	inTx(t, s, func(chat.Tx) error { return nil })
}

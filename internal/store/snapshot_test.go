package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func people(t *testing.T, s *store.Store) string {
	t.Helper()
	users, err := s.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, u := range users {
		all = append(all, u.Name)
	}
	return strings.Join(all, " ")
}

func addPerson(t *testing.T, s *store.Store, name string) {
	t.Helper()
	if err := s.InTx(t.Context(), func(tx chat.Tx) error {
		_, err := tx.CreateUser(chat.User{Name: name, CreatedAt: time.Now(), UpdatedAt: time.Now()})
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func openAt(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // closed by most already
	return s
}

func TestSnapshotOfADatabaseInUseIsRestored(t *testing.T) {
	dir := t.TempDir()
	path, snapshot := filepath.Join(dir, "db", "chat.sqlite3"), filepath.Join(dir, "backups", "chat.sqlite3")
	s := openAt(t, path)
	addPerson(t, s, "ada")
	if err := os.MkdirAll(filepath.Dir(snapshot), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(snapshot+".partial", []byte("of a copy that was interrupted"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second replaces the first
		if err := store.Snapshot(t.Context(), path, snapshot); err != nil {
			t.Fatal(err)
		}
	}
	addPerson(t, s, "bob")

	if _, err := store.Restore(t.Context(), path, snapshot); chat.KindOf(err) != chat.Conflict {
		t.Fatalf("restore under a running server: %v, want a conflict", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// A log that a crash left: it is not the snapshot's and must not be read into it.
	if err := os.WriteFile(path+"-wal", []byte("left over"), 0o600); err != nil {
		t.Fatal(err)
	}
	replaced, err := store.Restore(t.Context(), path, snapshot)
	if err != nil {
		t.Fatal(err)
	}
	if got := people(t, openAt(t, path)); got != "ada" {
		t.Errorf("after the restore there are %q, want ada", got)
	}
	if got := people(t, openAt(t, replaced)); got != "ada bob" {
		t.Errorf("what was replaced has %q, want ada bob", got)
	}
}

func TestRestoreWhereThereIsNoDatabase(t *testing.T) {
	dir := t.TempDir()
	path, snapshot := filepath.Join(dir, "new", "chat.sqlite3"), filepath.Join(dir, "snapshot.sqlite3")
	s := openAt(t, snapshot)
	addPerson(t, s, "ada")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	replaced, err := store.Restore(t.Context(), path, snapshot)
	if err != nil || replaced != "" {
		t.Fatalf("replaced %q, %v", replaced, err)
	}
	if got := people(t, openAt(t, path)); got != "ada" {
		t.Errorf("after the restore there are %q, want ada", got)
	}
}

func TestRestoreRefusesWhatIsNoDatabase(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "chat.sqlite3")
	s := openAt(t, path)
	addPerson(t, s, "ada")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"empty": "", "text": "this is not a database, whatever its name says"} {
		snapshot := filepath.Join(dir, name)
		if err := os.WriteFile(snapshot, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Restore(t.Context(), path, snapshot); chat.KindOf(err) != chat.Invalid {
			t.Errorf("%s: %v, want invalid", name, err)
		}
	}
	for _, f := range []func(context.Context) error{
		func(ctx context.Context) error {
			_, err := store.Restore(ctx, path, filepath.Join(dir, "none"))
			return err
		},
		func(ctx context.Context) error {
			return store.Snapshot(ctx, filepath.Join(dir, "none"), filepath.Join(dir, "copy"))
		},
	} {
		if err := f(t.Context()); chat.KindOf(err) != chat.NotFound {
			t.Errorf("of nothing: %v, want not found", err)
		}
	}
	if got := people(t, openAt(t, path)); got != "ada" {
		t.Errorf("the database that was left alone has %q", got)
	}
}

// What is put back counts on from where it was, so seqs come to stand for other
// events than they did, and clients have to be able to tell.
func TestRestoreBeginsAnotherEpoch(t *testing.T) {
	dir := t.TempDir()
	path, snapshot := filepath.Join(dir, "db", "chat.sqlite3"), filepath.Join(dir, "chat.sqlite3")
	epochOf := func() string {
		s := openAt(t, path)
		epoch, err := s.FeedEpoch(t.Context())
		if err != nil || len(epoch) != 16 {
			t.Fatalf("epoch %q, error %v", epoch, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return epoch
	}
	first := epochOf()
	if again := epochOf(); again != first {
		t.Errorf("epoch %s became %s by opening", first, again)
	}
	if err := store.Snapshot(t.Context(), path, snapshot); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(t.Context(), path, snapshot); err != nil {
		t.Fatal(err)
	}
	if restored := epochOf(); restored == first {
		t.Error("the epoch survived a restore")
	}
}

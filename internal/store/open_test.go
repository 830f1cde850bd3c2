package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// TestMain also serves as the second process of the tests that need one.
func TestMain(m *testing.M) {
	if path := os.Getenv("STORE_TEST_OPEN"); path != "" {
		openAsSecondProcess(path)
		return
	}
	goleak.VerifyTestMain(m)
}

func openAsSecondProcess(path string) {
	s, err := store.Open(context.Background(), store.Options{Path: path})
	if err != nil {
		fmt.Print(err)
		return
	}
	fmt.Print("opened")
	if os.Getenv("STORE_TEST_CRASH") != "" {
		os.Exit(1) // as a crash would: nothing is closed
	}
	if err := s.Close(); err != nil {
		fmt.Print(err)
	}
}

// secondProcess opens path in another process and returns what it said.
func secondProcess(t *testing.T, path string, env ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(append(os.Environ(), "STORE_TEST_OPEN="+path), env...)
	out, err := cmd.Output()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatal(err)
	}
	return string(out)
}

// refusal opens path, which must fail with the given code, and returns the
// sentence that says why.
func refusal(t *testing.T, o store.Options, code string) string {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err == nil {
		t.Fatalf("opened, and closed with %v; want %s", s.Close(), code)
	}
	e, ok := errors.AsType[*chat.Error](err)
	if !ok || e.Code != code {
		t.Errorf("error = %v, want %s", err, code)
		return ""
	}
	return e.Message
}

func TestASecondProcessIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db", "production.sqlite3")
	link := filepath.Join(t.TempDir(), "link.sqlite3")
	if got := secondProcess(t, path, "STORE_TEST_CRASH=1"); got != "opened" {
		t.Fatalf("the first process said %q", got)
	}
	openStore(t, store.Options{Path: path}) // the lock died with the process
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, link} {
		if got := secondProcess(t, p); !strings.Contains(got, "Another Campfire is using the database") {
			t.Errorf("the second process, at %s, said %q", p, got)
		}
	}
	refusal(t, store.Options{Path: path}, "database_in_use") // nor in this process
}

func TestANewerSchemaIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db", "production.sqlite3")
	s, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rawExec(t, path, fmt.Sprintf(`INSERT INTO campfire_schema_versions (version_id, is_applied) VALUES (%d, 1)`, store.SchemaVersion+1))
	if got := refusal(t, store.Options{Path: path}, "database_too_new"); !strings.Contains(got, "Use the newer Campfire again, or put back a copy from") {
		t.Errorf("message = %q", got)
	}
	if faults, err := store.Check(t.Context(), path, ""); len(faults) != 1 || err != nil {
		t.Errorf("faults = %q, error %v", faults, err)
	}
}

func TestFilesThatAreNoGoodAreRefused(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, content []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text := write("text", []byte("Dear diary, this is not a database. "+strings.Repeat("x", 1000)))
	refusal(t, store.Options{Path: text}, "not_a_database")

	content, err := os.ReadFile(original(t, schemaFile(t, "current.sql")))
	if err != nil {
		t.Fatal(err)
	}
	damaged := write("damaged", damage(content, 100, 4000))
	refusal(t, store.Options{Path: damaged}, "database_corrupt")

	foreign := filepath.Join(folder, "foreign")
	rawExec(t, foreign, `CREATE TABLE songs (title text)`)
	refusal(t, store.Options{Path: foreign}, "not_a_campfire")

	for _, path := range []string{text, damaged, foreign, filepath.Join(folder, "missing")} {
		if faults, err := store.Check(t.Context(), path, ""); len(faults) == 0 || err != nil {
			t.Errorf("%s: faults = %q, error %v", path, faults, err)
		}
	}
	refusal(t, store.Options{Path: filepath.Join(text, "production.sqlite3")}, "database_unusable")
}

// damage returns content with a stretch of it overwritten.
func damage(content []byte, from, to int) []byte {
	return append(append(bytes.Clone(content[:from]), bytes.Repeat([]byte{0xff}, to-from)...), content[to:]...)
}

func TestACopyIsLeftBeforeMigrating(t *testing.T) {
	path := original(t, schemaFile(t, "old.sql"))
	folder := filepath.Join(t.TempDir(), "copies")
	openStore(t, store.Options{Path: path, BackupDir: folder})
	copies, err := filepath.Glob(filepath.Join(folder, "production-*-v0.sqlite3"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies = %q, error %v", copies, err)
	}
	s := openStore(t, store.Options{Path: copies[0]}) // as good as the original
	checkHistory(t, s)
	if info, err := os.Stat(copies[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode = %v, error %v", info.Mode(), err)
	}
}

func TestWithoutACopyNothingIsMigrated(t *testing.T) {
	path := original(t, schemaFile(t, "old.sql"))
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refusal(t, store.Options{Path: path, BackupDir: filepath.Join(path, "backups")}, "backup_failed")
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed, error %v", err)
	}
}

func TestANewDatabaseIsItsOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a #strange? folder%20", "production.sqlite3")
	openStore(t, store.Options{Path: path})
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, error %v", name, info, err)
		}
	}
	if copies := backups(t, path); len(copies) != 0 {
		t.Errorf("copies of nothing: %q", copies)
	}
}

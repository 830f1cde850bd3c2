package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"campfire/internal/chat"
)

// Snapshot leaves a consistent copy of the database at path in the file target,
// as a whole or not at all. The database may be in use.
func Snapshot(ctx context.Context, path, target string) error {
	if _, err := os.Stat(path); err != nil {
		return noDatabase(path, err)
	}
	db, err := openDB(path)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := remove(target + ".partial"); err != nil { // of a copy that was interrupted
		return err
	}
	if err := copyTo(ctx, db, target, markAll); err != nil {
		return fmt.Errorf("copy the database to %s: %w", target, err)
	}
	return syncDir(filepath.Dir(target))
}

// Restore puts a copy of the file snapshot in place of the database at path,
// which must not be in use. What it replaces stays beside it under the name that
// is returned, with the commits that were only in its log; "" when there was none.
func Restore(ctx context.Context, path, snapshot string) (replaced string, err error) {
	if err := checkSnapshot(ctx, snapshot); err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil { // as Open does
		path = resolved
	}
	lock, err := lockFile(path)
	if err != nil {
		return "", err
	}
	replaced, err = replace(ctx, path, snapshot)
	return replaced, errors.Join(err, lock.release())
}

// checkSnapshot refuses what would leave no usable database.
func checkSnapshot(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return noDatabase(path, err)
	}
	db, err := openDB(path)
	if err != nil {
		return err
	}
	defer db.Close()
	version, err := fileVersion(ctx, db)
	if err != nil {
		return unreadable(path, filepath.Dir(path), err)
	}
	faults, err := checkIntegrity(ctx, db)
	if err != nil {
		return unreadable(path, filepath.Dir(path), err)
	}
	if version == noVersion || len(faults) > 0 {
		return &chat.Error{
			Kind: chat.Invalid, Code: "snapshot_unusable",
			Message: "The copy " + path + " is empty or damaged, so the database was left alone. Use another one",
		}
	}
	return nil
}

// replace moves the database and its log aside before the new file gets the
// name: SQLite would read a log that is left over into it.
func replace(ctx context.Context, path, snapshot string) (replaced string, err error) {
	partial := path + ".partial"
	if err := copyFile(snapshot, partial); err != nil {
		return "", err
	}
	if err := renewEpoch(ctx, partial); err != nil {
		return "", err
	}
	replaced = aside(path, time.Now())
	for _, suffix := range []string{"-wal", ""} {
		switch err := os.Rename(path+suffix, replaced+suffix); {
		case errors.Is(err, os.ErrNotExist) && suffix == "":
			replaced = ""
		case err != nil && !errors.Is(err, os.ErrNotExist):
			return "", err
		}
	}
	if err := remove(path + "-shm"); err != nil { // an index of the log, made anew from it
		return replaced, err
	}
	if err := os.Rename(partial, path); err != nil {
		return replaced, err
	}
	return replaced, syncDir(filepath.Dir(path))
}

// aside is the name of what was replaced: db/production-replaced-20260102T030405.000000Z.sqlite3.
func aside(path string, at time.Time) string {
	extension := filepath.Ext(path)
	return strings.TrimSuffix(path, extension) + at.UTC().Format("-replaced-20060102T150405.000000Z") + extension
}

// copyFile makes the file to a copy of from that is on disk.
func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Sync(), target.Close())
}

// remove is os.Remove that does not mind when there is nothing.
func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// syncDir makes renames in a folder last. Windows cannot, and need not.
func syncDir(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

func noDatabase(path string, err error) error {
	if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return &chat.Error{Kind: chat.NotFound, Code: "no_database", Message: "There is no database at " + path + "."}
}

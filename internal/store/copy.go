package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"campfire/internal/chat"
)

// copyBefore leaves a consistent copy of a file in the folder for backups,
// named after the time and the version it has.
func copyBefore(ctx context.Context, db *sql.DB, o Options, version int64) error {
	if version == noVersion {
		return nil
	}
	name := strings.TrimSuffix(filepath.Base(o.Path), filepath.Ext(o.Path))
	target := filepath.Join(o.BackupDir, fmt.Sprintf("%s-%s-v%d.sqlite3", name, time.Now().UTC().Format("20060102T150405.000000Z"), version))
	if err := copyTo(ctx, db, target, nil); err != nil {
		return &chat.Error{
			Kind: chat.Unavailable, Code: "backup_failed", Err: err,
			Message: "The database has to be brought up to date, but no copy of it could be put in " + o.BackupDir + " first, so it was left alone. Make room there, or let Campfire write there",
		}
	}
	o.Logger.Info("database copied before migrating", "copy", target)
	return nil
}

// copyTo writes a consistent copy, to which finish, when not nil, does something
// yet; a file of that name is the whole copy.
func copyTo(ctx context.Context, db *sql.DB, target string, finish func(ctx context.Context, path string) error) error {
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return err
	}
	partial := target + ".partial"
	if err := createEmpty(partial); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, partial); err != nil {
		return errors.Join(err, os.Remove(partial))
	}
	if finish != nil {
		if err := finish(ctx, partial); err != nil {
			return errors.Join(err, os.Remove(partial))
		}
	}
	if err := syncFile(partial); err != nil {
		return err
	}
	return os.Rename(partial, target)
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"github.com/pressly/goose/v3"
	sqlite3 "modernc.org/sqlite/lib"

	"campfire/internal/chat"
)

// versionTable holds the numbers of the migrations a file has been through.
const versionTable = "campfire_schema_versions"

// schemaVersion is the number of the last of the migrations.
const schemaVersion = 19

// migrate brings the file's schema up to date. A file that has one already is
// copied first.
func migrate(ctx context.Context, o Options) error {
	// Foreign keys stay off: tables may have to be replaced.
	db, err := openDB(o.Path, "synchronous(full)")
	if err != nil {
		return err
	}
	defer db.Close()
	version, err := fileVersion(ctx, db)
	if err == nil {
		err = checkTrees(ctx, db)
	}
	if err != nil {
		return unreadable(o.Path, o.BackupDir, err)
	}
	if version > schemaVersion {
		return tooNew(o, version)
	}
	if version < schemaVersion {
		if err := copyBefore(ctx, db, o, version); err != nil {
			return err
		}
	}
	if _, err := db.ExecContext(ctx, `PRAGMA journal_mode = wal`); err != nil {
		return unreadable(o.Path, o.BackupDir, err)
	}
	if version == schemaVersion {
		return nil
	}
	return up(ctx, db, o.Logger)
}

// noVersion is the version of a file with nothing in it, 0 that of one made by
// the original.
const noVersion = -1

// errForeign says that a file belongs to another program.
var errForeign = errors.New("no table of a Campfire")

func fileVersion(ctx context.Context, db *sql.DB) (version int64, err error) {
	var tables, ours, originals int
	err = db.QueryRowContext(ctx, `
		SELECT count(*), count(CASE WHEN name = ? THEN 1 END), count(CASE WHEN name IN ('messages', 'schema_migrations') THEN 1 END)
		FROM sqlite_master`, versionTable).Scan(&tables, &ours, &originals)
	switch {
	case err != nil:
		return 0, err
	case tables == 0:
		return noVersion, nil
	case originals == 0 && ours == 0:
		return 0, errForeign
	case ours == 0:
		return 0, nil
	}
	err = db.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM `+versionTable).Scan(&version)
	return version, err
}

func up(ctx context.Context, db *sql.DB, logger *slog.Logger) error {
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, nil,
		goose.WithGoMigrations(migrations()...),
		goose.WithDisableGlobalRegistry(true),
		goose.WithTableName(versionTable),
	)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	results, err := provider.Up(ctx)
	for _, r := range results {
		logger.Info("schema migrated", "version", r.Source.Version, "took", r.Duration)
	}
	if err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}

func tooNew(o Options, version int64) error {
	return &chat.Error{
		Kind: chat.Conflict, Code: "database_too_new",
		Message: fmt.Sprintf("The database %s was last used by a newer Campfire: its schema is version %d, this Campfire knows %d. "+
			"Use the newer Campfire again, or put back a copy from %s.", o.Path, version, schemaVersion, o.BackupDir),
	}
}

// unreadable says in a sentence why SQLite cannot work with a file.
func unreadable(path, backupDir string, err error) error {
	if errors.Is(err, errForeign) {
		return &chat.Error{
			Kind: chat.Invalid, Code: "not_a_campfire", Err: err,
			Message: "The database " + path + " belongs to another program. Set DATABASE_PATH to a Campfire's, or to a file that does not exist yet",
		}
	}
	if errors.Is(err, errDamaged) {
		return damaged(path, backupDir, err)
	}
	switch primary(code(err)) {
	case sqlite3.SQLITE_NOTADB:
		return &chat.Error{
			Kind: chat.Invalid, Code: "not_a_database", Err: err,
			Message: "The file " + path + " is not a SQLite database. Set DATABASE_PATH to one, or to a file that does not exist yet",
		}
	case sqlite3.SQLITE_CORRUPT:
		return damaged(path, backupDir, err)
	default:
		return fmt.Errorf("open %s: %w", path, err)
	}
}

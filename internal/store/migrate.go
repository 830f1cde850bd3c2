package store

import (
	"context"
	"database/sql"
	_ "embed"
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

// migrations, in order; a released one never changes.
func migrations() []*goose.Migration {
	return []*goose.Migration{
		goose.NewGoMigration(1, &goose.GoFunc{RunTx: adoptOriginal}, nil),
		goose.NewGoMigration(2, &goose.GoFunc{RunTx: addFeed}, nil),
		goose.NewGoMigration(3, &goose.GoFunc{RunTx: addEpoch}, nil),
		goose.NewGoMigration(4, &goose.GoFunc{RunTx: addMessageEdits}, nil),
		goose.NewGoMigration(5, &goose.GoFunc{RunTx: addDirectKeys}, nil),
		goose.NewGoMigration(6, &goose.GoFunc{RunTx: addAudit}, nil),
		goose.NewGoMigration(7, &goose.GoFunc{RunTx: addSearch}, nil),
		goose.NewGoMigration(8, &goose.GoFunc{RunTx: addTransfers}, nil),
		goose.NewGoMigration(9, &goose.GoFunc{RunTx: addPeople}, nil),
		goose.NewGoMigration(10, &goose.GoFunc{RunTx: addEncoded}, nil),
		goose.NewGoMigration(11, &goose.GoFunc{RunTx: addReading}, nil),
		goose.NewGoMigration(12, &goose.GoFunc{RunTx: addDrafts}, nil),
		goose.NewGoMigration(13, &goose.GoFunc{RunTx: addJobs}, nil),
		goose.NewGoMigration(14, &goose.GoFunc{RunTx: addPush}, nil),
		goose.NewGoMigration(15, &goose.GoFunc{RunTx: addAccessTokens}, nil),
		goose.NewGoMigration(16, &goose.GoFunc{RunTx: addCommands}, nil),
		goose.NewGoMigration(17, &goose.GoFunc{RunTx: addDeliveryNotes}, nil),
		goose.NewGoMigration(18, &goose.GoFunc{RunTx: addDeletedMessages}, nil),
		goose.NewGoMigration(19, &goose.GoFunc{RunTx: addPushRefusals}, nil),
	}
}

//go:embed schema/00002_feed.sql
var feedSQL string

// addFeed adds what Campfire keeps beyond the original.
func addFeed(ctx context.Context, tx *sql.Tx) error {
	if err := renameRepeatedMessages(ctx, tx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, feedSQL)
	return err
}

//go:embed schema/00003_epoch.sql
var epochSQL string

func addEpoch(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, epochSQL)
	return err
}

//go:embed schema/00004_message_edits.sql
var messageEditsSQL string

func addMessageEdits(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, messageEditsSQL)
	return err
}

//go:embed schema/00006_audit.sql
var auditSQL string

func addAudit(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, auditSQL)
	return err
}

//go:embed schema/00008_session_transfers.sql
var transfersSQL string

func addTransfers(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, transfersSQL)
	return err
}

//go:embed schema/00007_search.sql
var searchSQL string

// addSearch makes what finds parts of words, and fills it from the texts that
// the full-text index has.
func addSearch(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, searchSQL); err != nil {
		return err
	}
	return indexAllParts(ctx, tx)
}

//go:embed schema/00009_people.sql
var peopleSQL string

func addPeople(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, peopleSQL)
	return err
}

//go:embed schema/00010_encoded.sql
var encodedSQL string

func addEncoded(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, encodedSQL)
	return err
}

//go:embed schema/00011_reading.sql
var readingSQL string

func addReading(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, readingSQL)
	return err
}

// renameRepeatedMessages makes client message ids unique to their room and
// author: in the original a repeated post made another message, which stays. A
// new name may itself be taken, so it goes on until there is nothing to do.
func renameRepeatedMessages(ctx context.Context, tx *sql.Tx) error {
	for {
		result, err := tx.ExecContext(ctx, `
			UPDATE messages
			SET client_message_id = client_message_id || '-' || id
			WHERE id IN (
				SELECT id
				FROM (
					SELECT id, row_number() OVER (
						PARTITION BY room_id, creator_id, client_message_id
						ORDER BY id) AS n
					FROM messages) repeated
				WHERE n > 1)`)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err
		}
	}
}

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

//go:embed schema/00013_jobs.sql
var jobsSQL string

func addJobs(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, jobsSQL)
	return err
}

//go:embed schema/00015_access_tokens.sql
var accessTokensSQL string

func addAccessTokens(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, accessTokensSQL)
	return err
}

//go:embed schema/00016_commands.sql
var commandsSQL string

func addCommands(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, commandsSQL)
	return err
}

//go:embed schema/00017_delivery_notes.sql
var deliveryNotesSQL string

func addDeliveryNotes(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, deliveryNotesSQL)
	return err
}

//go:embed schema/00018_deleted_messages.sql
var deletedMessagesSQL string

func addDeletedMessages(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, deletedMessagesSQL)
	return err
}

//go:embed schema/00019_push_refusals.sql
var pushRefusalsSQL string

func addPushRefusals(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, pushRefusalsSQL)
	return err
}

package store

import (
	"context"
	"database/sql"
	"embed"

	"github.com/pressly/goose/v3"
)

// migrations, in order; a released one never changes.
func migrations() []*goose.Migration {
	return []*goose.Migration{
		goose.NewGoMigration(1, &goose.GoFunc{RunTx: adoptOriginal}, nil),
		goose.NewGoMigration(2, &goose.GoFunc{RunTx: addFeed}, nil),
		goose.NewGoMigration(3, &goose.GoFunc{RunTx: file("00003_epoch.sql")}, nil),
		goose.NewGoMigration(4, &goose.GoFunc{RunTx: file("00004_message_edits.sql")}, nil),
		goose.NewGoMigration(5, &goose.GoFunc{RunTx: addDirectKeys}, nil),
		goose.NewGoMigration(6, &goose.GoFunc{RunTx: file("00006_audit.sql")}, nil),
		goose.NewGoMigration(7, &goose.GoFunc{RunTx: addSearch}, nil),
		goose.NewGoMigration(8, &goose.GoFunc{RunTx: file("00008_session_transfers.sql")}, nil),
		goose.NewGoMigration(9, &goose.GoFunc{RunTx: file("00009_people.sql")}, nil),
		goose.NewGoMigration(10, &goose.GoFunc{RunTx: file("00010_encoded.sql")}, nil),
		goose.NewGoMigration(11, &goose.GoFunc{RunTx: file("00011_reading.sql")}, nil),
		goose.NewGoMigration(12, &goose.GoFunc{RunTx: file("00012_drafts.sql")}, nil),
		goose.NewGoMigration(13, &goose.GoFunc{RunTx: file("00013_jobs.sql")}, nil),
		goose.NewGoMigration(14, &goose.GoFunc{RunTx: file("00014_push.sql")}, nil),
		goose.NewGoMigration(15, &goose.GoFunc{RunTx: file("00015_access_tokens.sql")}, nil),
		goose.NewGoMigration(16, &goose.GoFunc{RunTx: file("00016_commands.sql")}, nil),
		goose.NewGoMigration(17, &goose.GoFunc{RunTx: file("00017_delivery_notes.sql")}, nil),
		goose.NewGoMigration(18, &goose.GoFunc{RunTx: file("00018_deleted_messages.sql")}, nil),
		goose.NewGoMigration(19, &goose.GoFunc{RunTx: file("00019_push_refusals.sql")}, nil),
	}
}

//go:embed schema
var schema embed.FS

// file is a migration that carries out a file of the schema and no more.
func file(name string) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error { return runFile(ctx, tx, name) }
}

// runFile carries out a file of the schema.
func runFile(ctx context.Context, tx *sql.Tx, name string) error {
	statements, err := schema.ReadFile("schema/" + name)
	if err == nil {
		_, err = tx.ExecContext(ctx, string(statements))
	}
	return err
}

// addFeed adds what Campfire keeps beyond the original.
func addFeed(ctx context.Context, tx *sql.Tx) error {
	if err := renameRepeatedMessages(ctx, tx); err != nil {
		return err
	}
	return runFile(ctx, tx, "00002_feed.sql")
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

// addSearch makes what finds parts of words, and fills it from the texts that
// the full-text index has.
func addSearch(ctx context.Context, tx *sql.Tx) error {
	if err := runFile(ctx, tx, "00007_search.sql"); err != nil {
		return err
	}
	return indexAllParts(ctx, tx)
}

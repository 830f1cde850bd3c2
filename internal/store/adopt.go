package store

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"time"
)

//go:embed schema/original_tables.sql
var originalTables string

//go:embed schema/original_indexes.sql
var originalIndexes string

// originalVersions are the migrations of the original that its schema has been
// through, so that its own tools find nothing left to do.
var originalVersions = []string{
	"20231215043540", "20231220143106", "20240110071740", "20240115124901", "20240130003150",
	"20240130213001", "20240131105830", "20240209110503", "20250825100957", "20250825100958",
	"20250825100959", "20251126092013", "20251126115722", "20251126130131", "20251212154340",
}

// addedColumns are those that files of older versions of the original lack.
var addedColumns = []struct{ table, column, definition string }{
	{"users", "bio", "text"},
	{"users", "bot_token", "varchar"},
	{"users", "status", "integer DEFAULT 0 NOT NULL"},
	{"accounts", "custom_styles", "text"},
	{"accounts", "settings", "json"},
	{"accounts", "singleton_guard", "integer DEFAULT 0 NOT NULL"},
	{"active_storage_blobs", "service_name", "varchar DEFAULT 'local' NOT NULL"},
}

// adoptOriginal makes the complete schema of the original, in a new file and in
// one the original made alike. What a file has is found by looking for its
// tables and columns: the version numbers differ between installations.
func adoptOriginal(ctx context.Context, tx *sql.Tx) error {
	a := adoption{ctx: ctx, tx: tx}
	a.convertOwners()
	a.exec(originalTables)
	for _, c := range addedColumns {
		if !a.hasColumn(c.table, c.column) {
			a.exec(fmt.Sprintf(`ALTER TABLE "%s" ADD COLUMN "%s" %s`, c.table, c.column, c.definition))
		}
	}
	a.convertActive()
	a.makeNullable("users", "password_digest")
	a.makeNullable("active_storage_blobs", "checksum")
	a.guardAccount()
	a.exec(originalIndexes)
	a.recordVersions()
	return a.err
}

// adoption runs statements until one fails.
type adoption struct {
	ctx context.Context
	tx  *sql.Tx
	err error
}

func (a *adoption) exec(statement string, args ...any) {
	if a.err == nil {
		_, a.err = a.tx.ExecContext(a.ctx, statement, args...)
	}
}

func (a *adoption) strings(query string, args ...any) []string {
	if a.err != nil {
		return nil
	}
	rows, err := a.tx.QueryContext(a.ctx, query, args...)
	if err != nil {
		a.err = err
		return nil
	}
	var found []string
	found, a.err = collect(rows, found, scanString)
	return found
}

func (a *adoption) hasTable(table string) bool {
	return len(a.strings(`SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?`, table)) > 0
}

func (a *adoption) hasColumn(table, column string) bool {
	return slices.Contains(a.strings(`SELECT name FROM pragma_table_info(?)`, table), column)
}

// convertOwners turns the role 2, "owner", of the oldest files into
// administrator. It means "bot" in those that have been through the original's
// conversion, and in all that have webhooks, which came with the bots.
func (a *adoption) convertOwners() {
	if !a.hasTable("users") || a.hasTable("webhooks") || a.originalHasRun("20240115124901") {
		return
	}
	a.exec(`UPDATE users SET role = 1 WHERE role = 2`)
}

func (a *adoption) originalHasRun(version string) bool {
	return a.hasTable("schema_migrations") &&
		len(a.strings(`SELECT version FROM schema_migrations WHERE version = ?`, version)) > 0
}

// convertActive turns users.active, a boolean, into the status "deactivated".
func (a *adoption) convertActive() {
	if !a.hasColumn("users", "active") {
		return
	}
	a.exec(`UPDATE users SET status = 1 WHERE status = 0 AND active IN (0, 'f')`)
	a.exec(`ALTER TABLE users DROP COLUMN active`)
}

// makeNullable lets a column be NULL. SQLite cannot change a column, so the
// table is copied to one that differs in this alone.
func (a *adoption) makeNullable(table, column string) {
	if len(a.strings(`SELECT name FROM pragma_table_info(?) WHERE name = ? AND "notnull"`, table, column)) == 0 {
		return
	}
	definition := a.strings(`SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?`, table)
	indexes := a.strings(`SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND tbl_name = ? AND sql IS NOT NULL`, table)
	sequence := a.strings(`SELECT CAST(seq AS text) FROM sqlite_sequence WHERE name = ?`, table)
	if a.err != nil {
		return
	}
	relaxed, ok := relax(definition[0], table, column)
	if !ok {
		a.err = fmt.Errorf("no NOT NULL to remove from %s.%s in %q", table, column, definition[0])
		return
	}
	a.exec(relaxed)
	a.exec(fmt.Sprintf(`INSERT INTO "new_%s" SELECT * FROM "%s"`, table, table)) // same columns, same order
	a.exec(fmt.Sprintf(`DROP TABLE "%s"`, table))
	a.exec(fmt.Sprintf(`ALTER TABLE "new_%s" RENAME TO "%s"`, table, table))
	for _, index := range indexes {
		a.exec(index)
	}
	for _, seq := range sequence {
		a.exec(`UPDATE sqlite_sequence SET seq = max(seq, CAST(? AS integer)) WHERE name = ?`, seq, table)
	}
}

// relax returns the definition of a table named new_… in which column may be
// NULL.
func relax(definition, table, column string) (string, bool) {
	name := regexp.MustCompile(`(?i)^(CREATE TABLE\s+)["'\x60\[]?` + regexp.QuoteMeta(table) + `["'\x60\]]?`)
	notNull := regexp.MustCompile(`(?i)(["'\x60\[]?\b` + regexp.QuoteMeta(column) + `\b["'\x60\]]?[^,]*?)\s+NOT\s+NULL`)
	if !name.MatchString(definition) || !notNull.MatchString(definition) {
		return "", false
	}
	definition = name.ReplaceAllString(definition, `${1}"new_`+table+`"`)
	return notNull.ReplaceAllString(definition, `${1}`), true
}

// guardAccount lets the unique index on accounts.singleton_guard be made
// should an old file hold several: the first is the account.
func (a *adoption) guardAccount() {
	a.exec(`UPDATE accounts SET singleton_guard = id WHERE singleton_guard = 0 AND id > (SELECT min(id) FROM accounts)`)
}

func (a *adoption) recordVersions() {
	for _, version := range originalVersions {
		a.exec(`INSERT INTO schema_migrations (version) VALUES (?) ON CONFLICT DO NOTHING`, version)
	}
	now := instant(time.Now())
	a.exec(`
		INSERT INTO ar_internal_metadata (key, value, created_at, updated_at)
		VALUES ('environment', 'production', ?, ?)
		ON CONFLICT DO NOTHING`, now, now)
}

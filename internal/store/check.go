package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"campfire/internal/chat"
)

// Check examines a database file, which may be in use, without changing it. It
// returns a sentence for each fault found. backupDir is where copies of it are.
func Check(ctx context.Context, path, backupDir string) ([]string, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return []string{"There is no database at " + path + "."}, nil
	} else if err != nil {
		return []string{"The database " + path + " cannot be looked at. Run this as the user Campfire runs as."}, nil
	}
	db, err := openDB(path, "query_only(1)")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	version, err := fileVersion(ctx, db)
	if err != nil {
		return sentence(unreadable(path, backupDir, err))
	}
	broken, err := checkIntegrity(ctx, db)
	if err == nil && len(broken) > 0 {
		return append(broken, damaged(path, backupDir, nil).Message+"."), nil
	}
	lost, err2 := checkReferences(ctx, db)
	if err := errors.Join(err, err2); err != nil {
		return sentence(unreadable(path, backupDir, err))
	}
	return append(checkVersion(path, version), lost...), nil
}

// sentence turns an error with a message for people into a fault.
func sentence(err error) ([]string, error) {
	if e, ok := errors.AsType[*chat.Error](err); ok {
		return []string{e.Message + "."}, nil
	}
	return nil, err
}

func checkVersion(path string, version int64) []string {
	switch {
	case version > schemaVersion:
		return []string{fmt.Sprintf("The schema of %s is version %d, newer than the %d this Campfire knows: use the newer Campfire.", path, version, schemaVersion)}
	case version < schemaVersion:
		return []string{fmt.Sprintf("The schema of %s is not up to date; the next start brings it there.", path)}
	default:
		return nil
	}
}

func checkIntegrity(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, `PRAGMA integrity_check(10)`)
	if err != nil {
		return nil, err
	}
	found, err := collect(rows, nil, scanString)
	if err != nil || len(found) == 1 && found[0] == "ok" {
		return nil, err
	}
	for i, fault := range found { // of several lines
		found[i] = "The database is damaged (" + strings.Join(strings.Fields(fault), " ") + ")."
	}
	return found, nil
}

func checkReferences(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, `
		SELECT "table" || ' that belong to missing ' || parent || ': ' || count(*)
		FROM pragma_foreign_key_check
		GROUP BY "table", parent`)
	if err != nil {
		return nil, err
	}
	found, err := collect(rows, nil, scanString)
	for i, fault := range found {
		found[i] = "There are " + fault + ". Nobody sees them; a copy from the backups folder may have what they belong to."
	}
	return found, err
}

package store

import (
	"database/sql"
	"slices"
	"strings"

	"campfire/internal/chat"
)

// SchemaVersion is the number of the last migration.
const SchemaVersion = schemaVersion

// ParseInstant reads a time as the database keeps it.
var ParseInstant = parseInstant

// Exec runs a statement on the connection of an open transaction.
func Exec(t chat.Tx, statement string) error {
	_, err := t.(*tx).conn.exec(statement)
	return err
}

// Query returns the first column of a query in an open transaction.
func Query(t chat.Tx, query string) ([]string, error) {
	return all(t.(*tx).conn, scanText, query)
}

// ReadStatements returns the text of every statement the readers have prepared.
func (s *Store) ReadStatements() []string {
	var texts []string
	s.readers.mu.Lock()
	defer s.readers.mu.Unlock()
	for _, c := range s.readers.idle {
		for text := range c.stmts {
			texts = append(texts, text)
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// TruncateLogBeyond changes the size from which the writer empties the log.
func (s *Store) TruncateLogBeyond(bytes int64) { s.log.limitBytes.Store(bytes) }

// Plan returns the steps of a statement's query plan.
func Plan(t chat.Tx, statement string) ([]string, error) {
	arguments := make([]any, strings.Count(statement, "?"))
	return all(t.(*tx).conn, func(rows *sql.Rows) (step string, err error) {
		var number, parent, unused int
		err = rows.Scan(&number, &parent, &unused, &step)
		return step, err
	}, "EXPLAIN QUERY PLAN "+statement, arguments...)
}

// InsertMessage is what every post runs.
const InsertMessage = insertMessage

// StopCheckpoints has the log grow from now on.
func (s *Store) StopCheckpoints() { s.log.stop() }

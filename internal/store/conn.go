package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver named "sqlite"
)

// busyTimeout is how long, in milliseconds, a connection waits for a lock that
// another program holds.
const busyTimeout = 5000

// conn is one connection with the statements it has prepared. One goroutine
// uses it at a time.
//
// Statements are not tied to a context: they take a fraction of a millisecond,
// and watching a context would cost a goroutine each. Waiting for a connection
// is what can take long, and that can be given up.
type conn struct {
	db    *sql.DB
	raw   *sql.Conn
	stmts map[string]*sql.Stmt // by SQL text; the texts are constants, so there are few
	fault error                // the last error after which a transaction may be half undone
}

// openConn opens a connection of its own to a file, with the given pragmas.
func openConn(ctx context.Context, path string, pragmas ...string) (*conn, error) {
	db, err := openDB(path, pragmas...)
	if err != nil {
		return nil, err
	}
	raw, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(classify(err), db.Close())
	}
	return &conn{db: db, raw: raw, stmts: make(map[string]*sql.Stmt)}, nil
}

func openDB(path string, pragmas ...string) (*sql.DB, error) {
	parameters := url.Values{
		"_txlock":    {"immediate"},
		"_dqs":       {"0"},
		"_defensive": {"1"},
		"_error_rc":  {"1"},
		"_pragma":    append([]string{fmt.Sprintf("busy_timeout(%d)", busyTimeout)}, pragmas...),
	}
	path, err := filepath.Abs(path) // in a URL there are no others
	if err != nil {
		return nil, fmt.Errorf("database path: %w", err)
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/…
	}
	dsn := url.URL{Scheme: "file", Path: slashed, RawQuery: parameters.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

func (c *conn) close() error {
	for _, stmt := range c.stmts {
		_ = stmt.Close() // goes with the connection
	}
	return errors.Join(c.raw.Close(), c.db.Close())
}

// statement prepares a query, once.
func (c *conn) statement(query string) (*sql.Stmt, error) {
	if stmt := c.stmts[query]; stmt != nil {
		return stmt, nil
	}
	if c.raw == nil {
		return nil, errTxOver
	}
	stmt, err := c.raw.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, c.failed(err)
	}
	c.stmts[query] = stmt
	return stmt, nil
}

func (c *conn) exec(query string, args ...any) (sql.Result, error) {
	stmt, err := c.statement(query)
	if err != nil {
		return nil, err
	}
	result, err := stmt.ExecContext(context.Background(), args...)
	return result, c.failed(err)
}

// change is exec for a statement that must find its record.
func (c *conn) change(what, query string, args ...any) error {
	result, err := c.exec(query, args...)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return notFound(what)
}

// failed classifies err and remembers it when it puts a transaction in doubt.
func (c *conn) failed(err error) error {
	if err == nil {
		return nil
	}
	err = classify(err)
	if isFault(err) {
		c.fault = err
	}
	return err
}

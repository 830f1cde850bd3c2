package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
)

// all returns every row of a query.
func all[T any](c *conn, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	return upTo(0, c, scan, query, args...)
}

// upTo is all for a query that probably returns n rows.
func upTo[T any](n int, c *conn, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	stmt, err := c.statement(query)
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(context.Background(), args...)
	if err != nil {
		return nil, c.failed(err)
	}
	found, err := collect(rows, make([]T, 0, n), scan)
	return found, c.failed(err)
}

// one returns the first row of a query; NotFound, naming what, when there is none.
func one[T any](c *conn, what string, scan func(*sql.Rows) (T, error), query string, args ...any) (T, error) {
	found, err := all(c, scan, query, args...)
	if err == nil && len(found) == 0 {
		err = notFound(what)
	}
	if err != nil {
		var none T
		return none, err
	}
	return found[0], nil
}

// each hands the rows of a query to visit until that wants no more.
func each(c *conn, visit func(*sql.Rows) (more bool, err error), query string, args ...any) error {
	stmt, err := c.statement(query)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(context.Background(), args...)
	if err != nil {
		return c.failed(err)
	}
	defer rows.Close()
	for rows.Next() {
		if more, err := visit(rows); err != nil || !more {
			return err
		}
	}
	return c.failed(rows.Err())
}

// collect scans rows onto found and closes them.
func collect[T any](rows *sql.Rows, found []T, scan func(*sql.Rows) (T, error)) ([]T, error) {
	defer rows.Close()
	for rows.Next() {
		row, err := scan(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, row)
	}
	return found, rows.Err()
}

func scanInt(rows *sql.Rows) (n int64, err error) {
	err = rows.Scan(&n)
	return n, err
}

func scanString(rows *sql.Rows) (s string, err error) {
	err = rows.Scan(&s)
	return s, err
}

// placeholders returns "?, ?, …" and the distinct ids to go with it, padded with
// 0 or "", which no record has, to a power of two: so lists of any length need few
// statements.
func placeholders[T cmp.Ordered](ids []T) (string, []any) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	size := 1
	for size < len(ids) {
		size *= 2
	}
	args := make([]any, size)
	for i := range args {
		var id T
		if i < len(ids) {
			id = ids[i]
		}
		args[i] = id
	}
	return strings.Repeat("?, ", size-1) + "?", args
}

func scanText(rows *sql.Rows) (s string, err error) {
	err = rows.Scan((*text)(&s))
	return s, err
}

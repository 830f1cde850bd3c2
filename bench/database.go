package main

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver named "sqlite"
)

// copyFile copies a database that nobody has open.
func copyFile(to, from string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	target, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Sync(), target.Close()) // synced, so that writing it back disturbs no measurement
}

// query reads a database, which may be in use, and hands each row to scan.
func query(ctx context.Context, path, text string, scan func(*sql.Rows) error, args ...any) error {
	dsn := url.URL{Scheme: "file", Path: path, RawQuery: "mode=ro&_pragma=busy_timeout(5000)"}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func readRooms(ctx context.Context, path string) (rooms []room, err error) {
	err = query(ctx, path, `SELECT room_id, user_id FROM memberships ORDER BY room_id, user_id`, func(rows *sql.Rows) error {
		var roomID, userID int64
		if err := rows.Scan(&roomID, &userID); err != nil {
			return err
		}
		if n := len(rooms); n == 0 || rooms[n-1].id != roomID {
			rooms = append(rooms, room{id: roomID})
		}
		last := &rooms[len(rooms)-1]
		last.members = append(last.members, userID)
		return nil
	})
	return rooms, err
}

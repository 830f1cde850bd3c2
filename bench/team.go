package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver named "sqlite"

	"campfire/internal/chat"
	"campfire/internal/config"
	"campfire/internal/httpapi"
	"campfire/internal/store"
)

// team is a data folder to serve, and who is in it.
type team struct {
	data    string // DATA_PATH
	rooms   []room
	cookies map[int64]string // the session of each signed-in user, as a Cookie header
}

type room struct {
	id      int64
	members []int64
}

// member is one of a room's signed-in members, a different one for each n as
// long as there are.
func (t team) member(r room, n int) int64 {
	signedIn := min(len(r.members), len(t.cookies))
	return r.members[n%signedIn]
}

func (t team) database() string { return databaseIn(t.data) }

func databaseIn(data string) string { return filepath.Join(data, "db", "production.sqlite3") }

// newTeam makes a data folder from a plan; the first people of it are signed
// in. Remove it when done.
func (b *bench) newTeam(ctx context.Context, p plan, signedIn int) (team, error) {
	seeded, err := b.seeded(ctx, p)
	if err != nil {
		return team{}, err
	}
	t := team{}
	if t.data, err = os.MkdirTemp(b.dir, "data-"); err != nil {
		return t, err
	}
	if err := copyFile(t.database(), seeded); err != nil {
		return t, err
	}
	if t.rooms, err = readRooms(ctx, t.database()); err != nil {
		return t, err
	}
	t.cookies, err = signIn(ctx, t.database(), min(signedIn, p.people))
	return t, err
}

func (t team) remove() error { return os.RemoveAll(t.data) }

// seeded returns the file of a plan. Seeding takes minutes, so files are kept,
// by what they hold and by the schema they have.
func (b *bench) seeded(ctx context.Context, p plan) (string, error) {
	schema, err := b.schema(ctx)
	if err != nil {
		return "", err
	}
	cache := filepath.Join(os.TempDir(), fmt.Sprintf("campfire-bench-cache-%d", os.Getuid()))
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %+v %s", seedVersion, p, schema))
	path := filepath.Join(cache, p.name+"-"+hex.EncodeToString(sum[:8])+".sqlite3")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	b.say("  seeding %s messages, once", thousands(int64(p.messages())))
	fresh := filepath.Join(b.dir, "seed.sqlite3")
	if err := seed(ctx, fresh, p); err != nil {
		return "", fmt.Errorf("seed: %w", err)
	}
	return path, errors.Join(copyFile(path+".partial", fresh), os.Rename(path+".partial", path), os.Remove(fresh))
}

// schema is that of an empty database made by this version.
func (b *bench) schema(ctx context.Context) (string, error) {
	path := filepath.Join(b.dir, "empty", "empty.sqlite3")
	empty, err := store.Open(ctx, store.Options{Path: path})
	if err != nil {
		return "", err
	}
	if err := empty.Close(); err != nil {
		return "", err
	}
	var schema string
	err = query(ctx, path, `SELECT group_concat(sql, ';') FROM sqlite_master`, func(rows *sql.Rows) error { return rows.Scan(&schema) })
	return schema, err
}

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

// signIn starts a session for each of the first people, whose ids count from 1,
// and returns their cookies.
func signIn(ctx context.Context, path string, people int) (map[int64]string, error) {
	key, err := config.Secrets{SecretKeyBase: secretKeyBase}.DeriveKey(httpapi.CookieSalt)
	if err != nil {
		return nil, err
	}
	server := httpapi.New(httpapi.Options{CookieKey: key, Cable: http.NotFoundHandler()})
	db, err := store.Open(ctx, store.Options{Path: path})
	if err != nil {
		return nil, err
	}
	cookies, now := make(map[int64]string, people), time.Now()
	err = db.InTx(ctx, func(tx chat.Tx) error {
		for id := range int64(people) {
			session := chat.Session{UserID: id + 1, Token: rand.Text()[:24], LastActiveAt: now, CreatedAt: now}
			if _, err := tx.CreateSession(session); err != nil {
				return err
			}
			w := httptest.NewRecorder()
			server.SetSession(w, httptest.NewRequest(http.MethodGet, "/", nil), session.Token)
			cookie := w.Result().Cookies()[0]
			cookies[session.UserID] = cookie.Name + "=" + cookie.Value
		}
		return nil
	})
	return cookies, errors.Join(err, db.Close())
}

package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

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
	schema, err := b.schema()
	if err != nil {
		return "", err
	}
	cache := filepath.Join(os.TempDir(), fmt.Sprintf("campfire-bench-cache-%d", os.Getuid()))
	name := filepath.Join(cache, p.name+"-"+digest(fmt.Sprintf("%+v", p))+"-")
	path := name + digest(fmt.Sprint(seedVersion, schema)) + ".sqlite3"
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	b.say("  seeding %s messages, once", thousands(int64(p.messages())))
	fresh := filepath.Join(b.dir, "seed.sqlite3")
	if err := seed(ctx, fresh, p); err != nil {
		return "", fmt.Errorf("seed: %w", err)
	}
	return path, errors.Join(removeAll(name+"*"), copyFile(path+".partial", fresh), os.Rename(path+".partial", path), os.Remove(fresh))
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}

// removeAll removes the files of a pattern: those of an earlier schema are of no
// more use.
func removeAll(pattern string) error {
	paths, err := filepath.Glob(pattern)
	for _, path := range paths {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// schema is that of an empty database made by this version, below dir.
func schema(ctx context.Context, dir string) (string, error) {
	path := filepath.Join(dir, "empty", "empty.sqlite3")
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

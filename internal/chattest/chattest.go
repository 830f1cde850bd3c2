// Package chattest gives tests a real Campfire on a database of their own.
package chattest

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"campfire/internal/chat"
	"campfire/internal/richtext"
	"campfire/internal/sounds"
	"campfire/internal/store"
	"campfire/internal/wire"
)

// Secret is the key every test signs with.
const Secret = "not a secret"

// Password is everybody's.
const Password = "correct horse battery"

// Campfire is a service wired to a database in a temporary folder.
type Campfire struct {
	*chat.Service
	Store *store.Store

	t      testing.TB
	path   string
	change []func(*chat.Options)

	mu        sync.Mutex
	forward   chat.Publisher // guarded by mu; nil when nobody else is told
	published []chat.Event   // guarded by mu
	notified  []chat.Notice  // guarded by mu
	ended     []int64        // guarded by mu
	clock     time.Time      // guarded by mu; zero is the system's
}

// SoundsPath is the folder of the team's own clips.
func (c *Campfire) SoundsPath() string { return filepath.Join(filepath.Dir(c.path), "sounds") }

// New returns a Campfire nobody has set up yet. Change its options, such as
// the post rate, with the functions given.
func New(t testing.TB, change ...func(*chat.Options)) *Campfire {
	t.Helper()
	c := &Campfire{t: t, path: filepath.Join(t.TempDir(), "production.sqlite3"), change: change}
	c.open()
	t.Cleanup(c.close)
	return c
}

// Reopen closes the database and opens it again, as a restart does.
func (c *Campfire) Reopen() {
	c.t.Helper()
	c.close()
	c.open()
}

func (c *Campfire) open() {
	c.t.Helper()
	s, err := store.Open(context.Background(), store.Options{
		Path:      c.path,
		Publisher: c,
		Logger:    slog.New(slog.DiscardHandler),
	})
	if err != nil {
		c.t.Fatal(err)
	}
	c.Store = s
	library, err := sounds.Open(c.SoundsPath())
	if err != nil {
		c.t.Fatal(err)
	}
	options := chat.Options{
		Store:        s,
		Sounds:       library,
		Signer:       richtext.NewSigner([]byte(Secret)),
		Encode:       wire.EncodeMessage,
		BcryptCost:   bcrypt.MinCost,
		SessionEnded: c.sessionEnded,
		Now:          c.now,
	}
	for _, f := range c.change {
		f(&options)
	}
	c.Service = chat.New(options)
}

func (c *Campfire) close() {
	if err := c.Store.Close(); err != nil {
		c.t.Error(err)
	}
}

// Forward has p told too of what is committed from now on.
func (c *Campfire) Forward(p chat.Publisher) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forward = p
}

// Publish implements chat.Publisher.
func (c *Campfire) Publish(events []chat.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.published = append(c.published, events...)
	if c.forward != nil {
		c.forward.Publish(events)
	}
}

// Notify implements chat.Publisher.
func (c *Campfire) Notify(notices []chat.Notice) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.notified = append(c.notified, notices...)
	if c.forward != nil {
		c.forward.Notify(notices)
	}
}

// Notified returns the notices published so far.
func (c *Campfire) Notified() []chat.Notice {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]chat.Notice(nil), c.notified...)
}

// Published returns the events published so far.
func (c *Campfire) Published() []chat.Event {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]chat.Event(nil), c.published...)
}

func (c *Campfire) sessionEnded(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = append(c.ended, id)
}

// EndedSessions returns the sessions that ended so far.
func (c *Campfire) EndedSessions() []int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]int64(nil), c.ended...)
}

// SetTime stops the service's clock at a time.
func (c *Campfire) SetTime(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clock = at
}

func (c *Campfire) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.clock.IsZero() {
		return time.Now()
	}
	return c.clock
}

// BotKey gives a bot a key as the original does, and returns it.
func (c *Campfire) BotKey(userID int64) string {
	c.t.Helper()
	const token = "hB3zmYqJ8v1X"
	db, err := sql.Open("sqlite", c.path+"?_pragma=busy_timeout(10000)")
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`UPDATE users SET bot_token = ? || id WHERE id = ?`, token, userID); err != nil {
		c.t.Fatal(err)
	}
	return fmt.Sprintf("%d-%s%d", userID, token, userID)
}

// Registration is that of somebody called name.
func Registration(name string) chat.Registration {
	return chat.Registration{Name: name, EmailAddress: name + "@example.com", Password: Password}
}

// SetUp makes the account with an administrator called name.
func (c *Campfire) SetUp(name string) chat.Viewer {
	c.t.Helper()
	session, user, err := c.FirstRun(c.t.Context(), Registration(name), "", chat.Client{})
	if err != nil {
		c.t.Fatal(err)
	}
	return chat.Viewer{User: user, SessionID: session.ID}
}

// Add has somebody called name join.
func (c *Campfire) Add(name string) chat.Viewer {
	c.t.Helper()
	account, err := c.Account(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	session, user, err := c.Join(c.t.Context(), account.JoinCode, Registration(name), chat.Client{})
	if err != nil {
		c.t.Fatal(err)
	}
	return chat.Viewer{User: user, SessionID: session.ID}
}

// AllTalk returns the room that everyone is in.
func (c *Campfire) AllTalk(v chat.Viewer) chat.RoomView {
	c.t.Helper()
	rooms, err := c.Rooms(c.t.Context(), v)
	if err != nil || len(rooms) == 0 {
		c.t.Fatalf("rooms of %s: %v, %v", v.User.Name, rooms, err)
	}
	return rooms[0]
}

// AddRoom makes a room of the given type with members.
func (c *Campfire) AddRoom(typ chat.RoomType, name string, members ...chat.Viewer) chat.Room {
	c.t.Helper()
	now := c.now()
	room := chat.Room{Type: typ, Name: name, CreatorID: members[0].User.ID, CreatedAt: now, UpdatedAt: now}
	c.InTx(func(tx chat.Tx) (err error) {
		if room, err = tx.CreateRoom(room); err != nil {
			return err
		}
		ids := make([]int64, len(members))
		for i, m := range members {
			ids[i] = m.User.ID
		}
		_, err = tx.AddMembers(room.ID, ids, typ.DefaultInvolvement(), now)
		return err
	})
	return room
}

// InTx runs fn in a transaction that must succeed.
func (c *Campfire) InTx(fn func(chat.Tx) error) {
	c.t.Helper()
	if err := c.Store.InTx(context.Background(), fn); err != nil {
		c.t.Fatal(err)
	}
}

// Post posts text to a room.
func (c *Campfire) Post(v chat.Viewer, roomID int64, text string) chat.Message {
	c.t.Helper()
	m, _, err := c.PostMessage(c.t.Context(), v, roomID, chat.Draft{Body: fmt.Sprintf("<div>%s</div>", text)})
	if err != nil {
		c.t.Fatal(err)
	}
	return m
}

package chat

import (
	"context"
	"sync"
	"time"
)

// accessEntries bounds what an access remembers of each kind.
const accessEntries = 50_000

// access remembers who may do what, so that a request needs no query when
// nothing changed: sessions with their users, and who is in which room. What it
// holds is right as long as the store's AccessVersion is the one it was read at.
// That somebody may not is never remembered.
type access struct {
	store Store

	mu       sync.RWMutex
	version  uint64                 // guarded by mu
	sessions map[string]signIn      // guarded by mu, by token
	members  map[membershipKey]bool // guarded by mu
	banned   map[string]time.Time   // guarded by mu; when each address's ban ends, by addressKey; nil is unknown
}

type signIn struct {
	session Session
	user    User
}

type membershipKey struct{ userID, roomID int64 }

func newAccess(s Store) *access {
	a := &access{store: s}
	a.reset(s.AccessVersion())
	return a
}

// session returns a session and its user by token.
func (a *access) session(ctx context.Context, token string) (Session, User, error) {
	version := a.store.AccessVersion()
	a.mu.RLock()
	found, known := a.sessions[token]
	known = known && a.version == version
	a.mu.RUnlock()
	if known {
		return found.session, found.user, nil
	}
	session, user, err := a.store.SessionByToken(ctx, token)
	if err == nil {
		a.remember(version, func() { a.sessions[token] = signIn{session, user} })
	}
	return session, user, err
}

// isMember reports whether a user is in a room.
func (a *access) isMember(ctx context.Context, userID, roomID int64) (bool, error) {
	version, key := a.store.AccessVersion(), membershipKey{userID, roomID}
	a.mu.RLock()
	known := a.members[key] && a.version == version
	a.mu.RUnlock()
	if known {
		return true, nil
	}
	member, err := a.store.IsMember(ctx, userID, roomID)
	if member {
		a.remember(version, func() { a.members[key] = true })
	}
	return member, err
}

// isBanned reports whether a client's address is banned at a time.
func (a *access) isBanned(ctx context.Context, c Client, now time.Time) (bool, error) {
	banned, err := a.bannedAddresses(ctx)
	until, found := banned[addressKey(c)]
	return found && (until.IsZero() || now.Before(until)), err
}

func (a *access) bannedAddresses(ctx context.Context) (map[string]time.Time, error) {
	version := a.store.AccessVersion()
	a.mu.RLock()
	banned, known := a.banned, a.banned != nil && a.version == version
	a.mu.RUnlock()
	if known {
		return banned, nil
	}
	found, err := a.store.BannedAddresses(ctx)
	if err != nil {
		return nil, err
	}
	banned = make(map[string]time.Time, len(found))
	for _, b := range found {
		key := addressKey(Client{IPAddress: b.IPAddress})
		if until, twice := banned[key]; !twice || !until.IsZero() && (b.Until.IsZero() || b.Until.After(until)) {
			banned[key] = b.Until
		}
	}
	a.remember(version, func() { a.banned = banned })
	return banned, nil
}

// remember notes what was read after version was. When that is not the version
// of the rest, the rest is forgotten, or what was read is when it is older.
func (a *access) remember(version uint64, note func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if version < a.version {
		return
	}
	if version > a.version || len(a.sessions) >= accessEntries || len(a.members) >= accessEntries {
		a.reset(version)
	}
	note()
}

// reset forgets everything. The caller holds mu, or a is new.
func (a *access) reset(version uint64) {
	a.version = version
	a.sessions = make(map[string]signIn)
	a.members = make(map[membershipKey]bool)
	a.banned = nil
}

// forget drops one session, whose record changed without taking anything away.
func (a *access) forget(token string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.sessions, token)
}

package channels

import (
	"sync"
	"time"

	"campfire/internal/cable"
)

const (
	presenceTTL = time.Minute // how long a tab is present after it last said so,
	sweepPause  = time.Second // and at most this much longer
)

// tracker knows who is present where, and tells.
type tracker struct {
	hub     *cable.Hub
	started time.Time

	// mu is held while lists are sent, so that they arrive in the order in
	// which they were true. Sending waits for no client.
	mu        sync.Mutex
	audiences map[int64]*audience // guarded by mu; by room, those with a tab or a pause
}

func newTracker(hub *cable.Hub) *tracker {
	return &tracker{hub: hub, started: time.Now(), audiences: make(map[int64]*audience)}
}

// enter makes a tab present and sends it the list, whether that is new to the
// others or not.
func (t *tracker) enter(roomID int64, tab *cable.Subscription) {
	t.mu.Lock()
	defer t.mu.Unlock()
	told := t.renew(roomID, tab)
	if !told {
		tab.Transmit(t.audiences[roomID].message())
	}
}

// stay makes a tab present for another minute.
func (t *tracker) stay(roomID int64, tab *cable.Subscription) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.renew(roomID, tab)
}

// renew reports whether everyone was sent the list. mu must be held.
func (t *tracker) renew(roomID int64, tab *cable.Subscription) (told bool) {
	a := t.audiences[roomID]
	if a == nil {
		a = newAudience()
		t.audiences[roomID] = a
	}
	_, present := a.until[tab]
	a.until[tab] = t.now() + presenceTTL
	if present {
		return false
	}
	if a.sweep == nil {
		a.sweep = time.AfterFunc(presenceTTL, func() { t.sweep(roomID, a) })
	}
	return a.add(tab) && t.change(roomID, a)
}

// now is the time since the tracker was made, which never goes back.
func (t *tracker) now() time.Duration { return time.Since(t.started) }

// leave ends a tab's presence, if it has one.
func (t *tracker) leave(roomID int64, tab *cable.Subscription) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end(roomID, tab)
}

// sweep ends the presences that were not renewed. One timer serves a whole
// room, so that a tab costs no more than its line in a map.
func (t *tracker) sweep(roomID int64, a *audience) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if a.sweep == nil {
		return // everyone has gone meanwhile
	}
	now := t.now()
	left, next := a.expire(now)
	if left {
		t.change(roomID, a)
	}
	a.sweep.Reset(max(next-now, sweepPause))
	t.forget(roomID, a)
}

// end needs mu held.
func (t *tracker) end(roomID int64, tab *cable.Subscription) {
	a := t.audiences[roomID]
	if a == nil {
		return
	}
	if left := a.remove(tab); left {
		t.change(roomID, a)
	}
	t.forget(roomID, a)
}

// change tells the room at once, or after the pause when it was told just now.
// It reports which. mu must be held.
func (t *tracker) change(roomID int64, a *audience) (told bool) {
	if a.paused {
		a.changed = true
		return false
	}
	a.paused, a.changed = true, false
	t.hub.Broadcast(presenceStream(roomID), a.message())
	time.AfterFunc(a.pause(), func() { t.resume(roomID, a) })
	return true
}

func (t *tracker) resume(roomID int64, a *audience) {
	t.mu.Lock()
	defer t.mu.Unlock()
	a.paused = false
	if a.changed {
		t.change(roomID, a)
	}
	t.forget(roomID, a)
}

// forget drops an audience in which nobody is and nothing happens. mu must be
// held.
func (t *tracker) forget(roomID int64, a *audience) {
	if len(a.until) > 0 {
		return
	}
	if a.sweep != nil {
		a.sweep.Stop()
		a.sweep = nil
	}
	if !a.paused {
		delete(t.audiences, roomID)
	}
}

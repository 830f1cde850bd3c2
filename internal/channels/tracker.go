package channels

import (
	"sync"
	"time"

	"campfire/internal/cable"
)

// presenceTTL is how long a tab is present after it last said so.
const presenceTTL = time.Minute

// tracker knows who is present where, and tells.
type tracker struct {
	hub *cable.Hub

	// mu is held while lists are sent, so that they arrive in the order in
	// which they were true. Sending waits for no client.
	mu        sync.Mutex
	audiences map[int64]*audience // guarded by mu; by room, those with a tab or a pause
}

func newTracker(hub *cable.Hub) *tracker {
	return &tracker{hub: hub, audiences: make(map[int64]*audience)}
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
	if v := a.visits[tab]; v != nil {
		v.until = time.Now().Add(presenceTTL)
		v.expiry.Reset(presenceTTL)
		return false
	}
	arrived := a.add(tab, &visit{
		until:  time.Now().Add(presenceTTL),
		expiry: time.AfterFunc(presenceTTL, func() { t.expire(roomID, tab) }),
	})
	return arrived && t.change(roomID, a)
}

// leave ends a tab's presence, if it has one.
func (t *tracker) leave(roomID int64, tab *cable.Subscription) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end(roomID, tab)
}

// expire ends a presence that was not renewed; it may be on its way already
// when it is.
func (t *tracker) expire(roomID int64, tab *cable.Subscription) {
	t.mu.Lock()
	defer t.mu.Unlock()
	a := t.audiences[roomID]
	if a == nil || a.visits[tab] == nil || time.Now().Before(a.visits[tab].until) {
		return
	}
	t.end(roomID, tab)
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

// forget needs mu held.
func (t *tracker) forget(roomID int64, a *audience) {
	if len(a.visits) == 0 && !a.paused {
		delete(t.audiences, roomID)
	}
}

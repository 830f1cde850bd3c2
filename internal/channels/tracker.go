package channels

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"campfire/internal/cable"
)

const (
	presenceTTL = 58 * time.Second // how long a tab is present after it last said so,
	sweepPause  = time.Second      // and at most this much longer: gone within a minute
)

// tracker knows who is present where, and tells.
type tracker struct {
	hub     *cable.Hub
	started time.Time

	asking sync.Mutex // held while those who are there are asked again

	// mu is held while lists are sent, so that they arrive in the order in
	// which they were true. Sending waits for no client.
	mu        sync.Mutex
	audiences map[int64]*audience // guarded by mu; by room, those with a tab or a pause
	shown     map[int64]bool      // guarded by mu; who lets others see where they are
	choices   int                 // guarded by mu; how often somebody may have changed that
	chat      Chat                // set before anyone connects
}

func newTracker(hub *cable.Hub) *tracker {
	return &tracker{hub: hub, started: time.Now(), audiences: make(map[int64]*audience), shown: make(map[int64]bool)}
}

func (t *tracker) use(c Chat) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.chat = c
}

// version moves when somebody may have chosen to be shown or to hide.
func (t *tracker) version() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.choices
}

// enter makes a tab present and sends it the list, whether that is new to the
// others or not. It does nothing and is false when shown is not of this version.
func (t *tracker) enter(roomID int64, tab *cable.Subscription, shown bool, version int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if version != t.choices {
		return false
	}
	t.show(who(tab).UserID, shown)
	told := t.renew(roomID, tab)
	if !told {
		tab.Transmit(t.audiences[roomID].message())
	}
	return true
}

// show notes whether a user is shown. mu must be held.
func (t *tracker) show(userID int64, shown bool) {
	if shown {
		t.shown[userID] = true
	} else {
		delete(t.shown, userID)
	}
}

// chosen has a user asked again, in a moment, whether they are shown; 0 is everyone
// who is there.
func (t *tracker) chosen(userID int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.choices++
	if len(t.audiences) > 0 {
		time.AfterFunc(0, func() { t.recount(userID) })
	}
}

func (t *tracker) recount(userID int64) {
	t.asking.Lock() // who asks last is right
	defer t.asking.Unlock()
	shown := t.ask(t.present(userID))
	t.mu.Lock()
	defer t.mu.Unlock()
	for id, shown := range shown {
		t.show(id, shown)
	}
	for roomID, a := range t.audiences {
		if a.recount(t.shown) {
			t.change(roomID, a)
		}
	}
}

// present returns who is anywhere, shown or not; with a user, them alone.
func (t *tracker) present(only int64) []int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	var ids []int64
	for _, a := range t.audiences {
		for tab := range a.until {
			if id := who(tab).UserID; only == 0 || id == only {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// looking returns whose tabs are in a room.
func (t *tracker) looking(roomID int64) (userIDs []int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	a := t.audiences[roomID]
	if a == nil {
		return nil
	}
	now := t.now()
	for tab, until := range a.until {
		if until > now {
			userIDs = append(userIDs, who(tab).UserID)
		}
	}
	return userIDs
}

func (t *tracker) ask(userIDs []int64) map[int64]bool {
	shown := make(map[int64]bool, len(userIDs))
	for _, id := range userIDs {
		may, err := t.chat.ShowsPresence(context.Background(), id)
		if err != nil {
			slog.Warn("presence not known, so not shown", "user_id", id, "error", err)
		}
		shown[id] = may && err == nil
	}
	return shown
}

// stay makes a tab present for as long again.
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
	return t.shown[who(tab).UserID] && a.add(tab) && t.change(roomID, a)
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

package channels

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"campfire/internal/cable"
)

// audience is who is present in one room. A person with several tabs is
// present once, until the last of them is gone; who hides is not counted.
type audience struct {
	until   map[*cable.Subscription]time.Duration // present tabs; by the tracker's clock
	tabs    map[int64]int                         // present tabs by user, of those who do not hide
	sweep   *time.Timer                           // runs while there are tabs
	paused  bool                                  // a list was sent just now
	changed bool                                  // since that list
}

func newAudience() *audience {
	return &audience{until: make(map[*cable.Subscription]time.Duration), tabs: make(map[int64]int)}
}

// add reports whether the person was not there before.
func (a *audience) add(tab *cable.Subscription) (arrived bool) {
	id := who(tab).UserID
	a.tabs[id]++
	return a.tabs[id] == 1
}

// remove reports whether the person is not there any more.
func (a *audience) remove(tab *cable.Subscription) (left bool) {
	if _, present := a.until[tab]; !present {
		return false
	}
	delete(a.until, tab)
	id := who(tab).UserID
	if a.tabs[id] == 0 { // hides
		return false
	}
	if a.tabs[id]--; a.tabs[id] > 0 {
		return false
	}
	delete(a.tabs, id)
	return true
}

// recount counts those who are shown anew, and reports whether that changed
// anything.
func (a *audience) recount(shown map[int64]bool) (changed bool) {
	before := a.tabs
	a.tabs = make(map[int64]int)
	for tab := range a.until {
		if id := who(tab).UserID; shown[id] {
			a.tabs[id]++
		}
	}
	return !maps.Equal(before, a.tabs)
}

// expire removes the tabs whose time is up at now. It reports whether anyone
// left with them, and when the next tab's time is up.
func (a *audience) expire(now time.Duration) (left bool, next time.Duration) {
	next = now + presenceTTL
	for tab, until := range a.until {
		if until > now {
			next = min(next, until)
		} else if a.remove(tab) {
			left = true
		}
	}
	return left, next
}

// message is the list as clients get it, by id.
func (a *audience) message() []byte {
	b := []byte(`{"type":"presence","present":[`)
	for i, id := range slices.Sorted(maps.Keys(a.tabs)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, id, 10)
	}
	return append(b, "]}"...)
}

// pause is how long the next list waits. Lists of n people to n people cost n²
// bytes, so a large room that is reconnecting hears of it less often.
func (a *audience) pause() time.Duration {
	return max(100*time.Millisecond, time.Duration(len(a.tabs))*time.Millisecond)
}

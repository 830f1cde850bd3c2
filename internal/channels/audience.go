package channels

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"campfire/internal/cable"
)

// audience is who is present in one room. A person with several tabs is
// present once, until the last of them is gone.
type audience struct {
	visits  map[*cable.Subscription]*visit
	tabs    map[int64]int // present tabs by user
	paused  bool          // a list was sent just now
	changed bool          // since that list
}

// visit is the presence of one tab.
type visit struct {
	until  time.Time
	expiry *time.Timer
}

func newAudience() *audience {
	return &audience{visits: make(map[*cable.Subscription]*visit), tabs: make(map[int64]int)}
}

// add reports whether the person was not there before.
func (a *audience) add(tab *cable.Subscription, v *visit) (arrived bool) {
	a.visits[tab] = v
	id := who(tab).UserID
	a.tabs[id]++
	return a.tabs[id] == 1
}

// remove reports whether the person is not there any more.
func (a *audience) remove(tab *cable.Subscription) (left bool) {
	v := a.visits[tab]
	if v == nil {
		return false
	}
	v.expiry.Stop()
	delete(a.visits, tab)
	id := who(tab).UserID
	if a.tabs[id]--; a.tabs[id] > 0 {
		return false
	}
	delete(a.tabs, id)
	return true
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

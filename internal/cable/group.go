package cable

import (
	"slices"
	"unique"
)

// reading is what the encoding of a stream's messages depends on.
type reading struct {
	name     unique.Handle[name]
	extended bool
}

// group is the subscriptions to a stream that read the same. It is a list and
// not a set because it is gone through often and looked into seldom, and to be
// small.
type group struct {
	subs []*Subscription // each once, in no order
	lent bool            // somebody reads subs without the stream's lock
}

// lend gives out the list as it is now.
func (g *group) lend() []*Subscription {
	g.lent = true
	return g.subs
}

func (g *group) add(sub *Subscription) {
	g.subs = append(g.subs, sub) // behind all that is lent
}

// remove reports whether sub was there.
func (g *group) remove(sub *Subscription) bool {
	i := slices.Index(g.subs, sub)
	if i < 0 {
		return false
	}
	if g.lent {
		g.subs, g.lent = slices.Clone(g.subs), false
	}
	last := len(g.subs) - 1
	g.subs[i], g.subs[last] = g.subs[last], nil
	g.subs = g.subs[:last]
	return true
}

package cable

import (
	"slices"
	"testing"
)

// Whoever goes through a list that was lent sees it as it was then.
func TestLentListDoesNotChange(t *testing.T) {
	a, b, c, d := &Subscription{}, &Subscription{}, &Subscription{}, &Subscription{}
	var g group
	g.add(a)
	g.add(b)
	g.add(c)
	lent := g.lend()
	g.add(d)
	if !g.remove(a) || g.remove(a) {
		t.Error("a was there once")
	}
	g.remove(d)
	g.add(d)
	if !slices.Equal(lent, []*Subscription{a, b, c}) {
		t.Error("the list that was lent has changed")
	}
	if got := g.lend(); len(got) != 3 || !slices.Contains(got, b) || !slices.Contains(got, c) || !slices.Contains(got, d) {
		t.Errorf("%d members left, want b, c and d", len(got))
	}
}

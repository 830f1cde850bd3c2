//go:build !race

package richtext_test

import (
	"testing"

	"campfire/internal/richtext"
)

// TestAllocations holds how often a body allocates, at most. The race detector
// allocates on its own account, so this is built without it; make test
// runs it apart.
func TestAllocations(t *testing.T) {
	short, rich := bodies[0].html, bodies[1].html
	for _, tt := range []struct {
		name string
		most float64
		run  func()
	}{
		{"canonical, words", 0, func() { _, _ = richtext.Canonical(short, signer) }},
		{"render, words", 0, func() { richtext.Render(short, users) }},
		{"canonical, rich", 321, func() { _, _ = richtext.Canonical(rich, signer) }},
		{"render, rich", 406, func() { richtext.Render(rich, users) }},
	} {
		if got := testing.AllocsPerRun(100, tt.run); got > tt.most {
			t.Errorf("%s: %v allocations, at most %v", tt.name, got, tt.most)
		}
	}
}

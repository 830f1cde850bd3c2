//go:build !race

package wire_test

import (
	"encoding/json"
	"testing"

	"campfire/internal/wire"
)

// TestAllocations holds how often a message allocates on its way out, at most.
// The race detector allocates on its own account, so this is built without it;
// make test runs it apart.
func TestAllocations(t *testing.T) {
	m := said()
	const most = 12
	got := testing.AllocsPerRun(100, func() {
		if _, err := json.Marshal(wire.NewMessage(m)); err != nil {
			t.Fatal(err)
		}
	})
	if got > most {
		t.Errorf("a message: %v allocations, at most %v", got, most)
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// idleRound is what one round of idle sockets has shown.
type idleRound struct {
	each, whole sample // KB a socket, MB the server
	core        sample // part of a core
}

// idleSockets is what many open, subscribed sockets cost that have nothing to
// hear but pings: memory and processor time. Each round is a new server.
func (b *bench) idleSockets(ctx context.Context) error {
	var each, whole, core []sample
	for range b.rounds {
		err := b.withTeam(ctx, func(server *child, t team) error {
			r, err := b.idle(ctx, server, t)
			each, whole, core = append(each, r.each), append(whole, r.whole), append(core, r.core)
			return err
		})
		if err != nil {
			return err
		}
	}
	what := fmt.Sprintf("%s idle sockets, pinged every 3 s", thousands(int64(b.sizes.many)))
	b.table.add(row{what: what + ": memory of each after the first fifth", unit: "KB", rounds: each, goals: []goal{atMost(ofValue, kilobytesEach)}})
	b.table.add(row{what: what + ": the whole server", unit: "MB", rounds: whole, goals: []goal{atMost(ofValue, 60)}})
	b.table.add(row{what: what + ": processor", unit: "of a core", rounds: core, goals: []goal{atMost(ofValue, 0.06)}})
	return nil
}

func (b *bench) idle(ctx context.Context, server *child, t team) (r idleRound, err error) {
	// What a server needs once, such as its first connections to the database,
	// is no socket's: a fifth of them comes before the count.
	few := b.sizes.many / 5
	first, err := listen(ctx, server, t, t.rooms[0], few)
	if err != nil {
		return r, err
	}
	before, err := server.residentMB()
	if err != nil {
		return r, errors.Join(err, first.end(ctx))
	}
	audience, err := listen(ctx, server, t, t.rooms[0], b.sizes.many-few)
	if err != nil {
		return r, errors.Join(err, first.end(ctx))
	}
	r.core.value, err = b.watch(ctx, server, audience)
	if err == nil {
		r.whole.value, err = server.residentMB()
	}
	r.each.value = (r.whole.value - before) * 1024 / float64(b.sizes.many-few)
	b.say("  idle: %s MB, %s KB a socket, %s of a core", number(r.whole.value), number(r.each.value), number(r.core.value))
	return r, errors.Join(err, audience.end(ctx), first.end(ctx))
}

// watch returns how much of a core the server takes while nothing is said.
func (b *bench) watch(ctx context.Context, server *child, a *audience) (core float64, err error) {
	d := 3 * b.measure
	if err := pause(ctx, b.measure); err != nil { // for what connecting left behind
		return 0, err
	}
	pings := a.pings()
	spent, err := server.cpuPer(func() (int, error) { return 1, pause(ctx, d) })
	if err != nil {
		return 0, err
	}
	for i, n := range a.pings() {
		if got, want := n-pings[i], int(d/pingInterval)-1; got < want {
			return 0, fmt.Errorf("a socket was pinged %d times in %s, not %d", got, d, want)
		}
	}
	return spent / microseconds(d), nil
}

// pings is how often each socket was pinged.
func (h *herd) pings() []int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := make([]int, len(h.sockets))
	for i, s := range h.sockets {
		n[i] = s.pings
	}
	return n
}

// pause waits for d.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

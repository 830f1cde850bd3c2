package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// storm is how long it takes until all clients of a room are whole again that
// lost their lines at once, while others go on posting.
func (b *bench) storm(ctx context.Context) error {
	return b.withTeam(ctx, func(server *child, t team) error {
		p, err := newPosts(server, t)
		if err != nil {
			return err
		}
		everyone := t.rooms[:1]
		c, err := gather(ctx, server, t, everyone[0], b.sizes.sockets)
		if err != nil {
			return err
		}
		rounds, err := b.interleave(ctx, variant{"storm", func(ctx context.Context, d time.Duration) (result sample, err error) {
			err = p.withAuthors(ctx, b.sizes.readers, everyone, func(all crew) (err error) {
				result, err = c.weather(ctx, all, d)
				return err
			})
			return result, err
		}})
		if err := errors.Join(err, c.close(), p.verify(ctx)); err != nil {
			return err
		}
		b.table.add(row{
			what: fmt.Sprintf("%s clients dropped at once, %d posts a second: until all are whole (CPU per client)", thousands(int64(b.sizes.sockets)), stormRate),
			unit: "s", rounds: rounds[0],
			goals: []goal{atMost(ofValue, 2)},
		})
		return nil
	})
}

// clientele is a herd whose sockets come back after a cut and catch up from the
// feed, as the app does.
type clientele struct {
	*herd
	// All below is guarded by the herd's mu.
	caught   map[*socket]caughtUp
	progress chan struct{} // somebody heard something
}

// caughtUp is how a socket became whole after it came back.
type caughtUp struct {
	feed int64 // seq the feed was read up to
	live int64 // seq of the first event on the new line; 0 is none yet
}

func gather(ctx context.Context, server *child, t team, r room, sockets int) (*clientele, error) {
	h, err := newHerd(server, t, r)
	if err != nil {
		return nil, err
	}
	c := &clientele{herd: h, caught: make(map[*socket]caughtUp), progress: make(chan struct{}, 1)}
	h.hear = c.hear
	seq, err := c.position(ctx)
	if err == nil {
		err = h.connect(ctx, sockets, seq)
	}
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	return c, nil
}

// hear holds each line to the order of the room. On a new one any seq may come
// first; whether it leaves a gap to the feed shows later.
func (c *clientele) hear(s *socket, event []byte, _ time.Time) {
	seq, ok := numberAfter(event, `"seq":`)
	if !ok || s.seq != 0 && seq != s.seq+1 {
		c.fail(fmt.Errorf("a socket at seq %d received %.100s", s.seq, event))
		return
	}
	if s.seq == 0 {
		caught := c.caught[s]
		caught.live = seq
		c.caught[s] = caught
	}
	s.seq = seq
	select {
	case c.progress <- struct{}{}:
	default: // told already
	}
}

// weather has authors post for d, cuts all lines a little later, and times each
// socket until it is whole.
func (c *clientele) weather(ctx context.Context, all crew, d time.Duration) (result sample, err error) {
	posting := make(chan error, 1)
	go func() {
		_, err := all.steadily(ctx, stormRate, d)
		posting <- err
	}()
	if err := pause(ctx, d/5); err != nil {
		return result, errors.Join(err, <-posting)
	}
	result.latencies = make([]time.Duration, len(c.sockets))
	result.cpu, err = c.server.cpuPer(func() (int, error) {
		cut := time.Now()
		if err := c.cut(); err != nil {
			return 0, err
		}
		return len(c.sockets), together(len(c.sockets), func(i int) error {
			err := c.comeBack(ctx, c.sockets[i])
			result.latencies[i] = time.Since(cut)
			return err
		})
	})
	err = errors.Join(err, <-posting)
	if err != nil {
		return result, err
	}
	result.value = result.quantile(1) / 1000
	if result.memory, err = c.server.residentMB(); err != nil {
		return result, err
	}
	return result, c.allWhole(ctx)
}

// comeBack connects and subscribes a socket anew and then reads the feed from
// where it had been: what is committed meanwhile is in one or the other.
func (c *clientele) comeBack(ctx context.Context, s *socket) error {
	c.mu.Lock()
	at := max(s.seq, c.caught[s].feed)
	s.seq = 0
	delete(c.caught, s)
	c.mu.Unlock()
	if err := c.attach(ctx, s); err != nil {
		return err
	}
	feed, err := dialHTTP(ctx, c.server.addr)
	if err != nil {
		return err
	}
	defer feed.close()
	for more := true; more; {
		page, err := readEvents(feed, c.room.id, s.cookie, at)
		if err != nil {
			return err
		}
		for _, e := range page.Events {
			if at++; e.Seq != at {
				return fmt.Errorf("the feed goes from %d to %d", at-1, e.Seq)
			}
		}
		more = page.More
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	caught := c.caught[s]
	caught.feed = at
	c.caught[s] = caught
	return caught.check()
}

// check looks for a gap between feed and line.
func (c caughtUp) check() error {
	if c.live > c.feed+1 {
		return fmt.Errorf("the feed ended at %d, the new line began at %d", c.feed, c.live)
	}
	return nil
}

// allWhole waits until every socket is where the room is, and then looks
// whether anything came between.
func (c *clientele) allWhole(ctx context.Context) error {
	seq, err := c.position(ctx)
	for err == nil && !c.allAt(seq) {
		err = c.await(ctx, c.progress)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, caught := range c.caught {
		err = errors.Join(err, caught.check())
	}
	return err
}

func (c *clientele) allAt(seq int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.sockets {
		if max(s.seq, c.caught[s].feed) < seq {
			return false
		}
	}
	return true
}

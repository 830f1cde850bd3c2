package jobs

import (
	"maps"
	"slices"
	"sync"

	"campfire/internal/chat"
)

// crew is a worker with as many hands as it may use at once.
type crew struct {
	Worker

	mu    sync.Mutex
	busy  int            // guarded by mu
	hosts map[string]int // guarded by mu; attempts that go on, by host
	stats Stats          // guarded by mu
}

// Stats count what a worker did since the start.
type Stats struct {
	Kind                  chat.JobKind
	Running               int // now
	Done, Retried, Buried int64
}

// free is how many more jobs may be begun.
func (c *crew) free() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.AtOnce - c.busy
}

// busyHosts are those for which no more may be begun.
func (c *crew) busyHosts() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Collect(maps.Keys(c.hosts)), func(host string) bool { return c.hosts[host] < c.PerHost })
}

// enter takes a hand, unless a host has all that it may have.
func (c *crew) enter(host string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy >= c.AtOnce || host != "" && c.hosts[host] >= c.PerHost {
		return false
	}
	c.busy++
	if host != "" {
		c.hosts[host]++
	}
	return true
}

func (c *crew) leave(host string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy--
	if c.hosts[host]--; c.hosts[host] <= 0 {
		delete(c.hosts, host)
	}
}

func (c *crew) count(change func(*Stats)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.stats)
}

// Stats returns what each worker did.
func (r *Runner) Stats() []Stats {
	all := make([]Stats, 0, len(r.crews))
	for _, c := range r.crews {
		c.mu.Lock()
		s := c.stats
		s.Kind, s.Running = c.Kind, c.busy
		c.mu.Unlock()
		all = append(all, s)
	}
	return all
}

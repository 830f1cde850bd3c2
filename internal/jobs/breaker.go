package jobs

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
)

// Breaker is when a host is left alone: after so many failures in a row, for so
// long; then one attempt tells whether it is back.
type Breaker struct {
	Failures uint          // 0 is 5
	Pause    time.Duration // 0 is 30 s
}

// maxHosts bounds how many hosts a Runner remembers.
const maxHosts = 10_000

// breakers has a circuit breaker for each host that was tried.
type breakers struct {
	Breaker

	mu    sync.Mutex
	hosts map[string]circuitbreaker.CircuitBreaker[any] // guarded by mu
}

func newBreakers(b Breaker) *breakers {
	if b.Failures == 0 {
		b.Failures = 5
	}
	if b.Pause == 0 {
		b.Pause = 30 * time.Second
	}
	return &breakers{Breaker: b, hosts: make(map[string]circuitbreaker.CircuitBreaker[any])}
}

// of returns the breaker of a host; nil for jobs that go to none.
func (b *breakers) of(host string) circuitbreaker.CircuitBreaker[any] {
	if host == "" {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	found := b.hosts[host]
	if found == nil {
		if len(b.hosts) >= maxHosts {
			clear(b.hosts) // those that are down are soon known again
		}
		found = circuitbreaker.NewBuilder[any]().WithFailureThreshold(b.Failures).WithSuccessThreshold(1).WithDelay(b.Pause).Build()
		b.hosts[host] = found
	}
	return found
}

// admit reports whether a host may be tried; then record has to be told.
func (b *breakers) admit(host string) bool {
	breaker := b.of(host)
	return breaker == nil || breaker.TryAcquirePermit()
}

// wait is how long a host is left alone from now on.
func (b *breakers) wait(host string) time.Duration {
	if breaker := b.of(host); breaker != nil {
		return max(breaker.RemainingDelay(), shortest)
	}
	return 0
}

// record notes what came of an attempt. A host that answered is there, also when
// the answer was final.
func (b *breakers) record(host string, err error) {
	breaker := b.of(host)
	switch {
	case breaker == nil:
	case err == nil || isFinal(err):
		breaker.RecordSuccess()
	default:
		breaker.RecordFailure()
	}
}

// Circuit is a host that is being left alone.
type Circuit struct {
	Host  string
	State string        // "open", or "half-open" while one attempt tells
	Wait  time.Duration // until it is tried again
}

// Circuits returns the hosts that are down, by name: not those that nothing is left to
// be told, which nobody tries any more.
func (r *Runner) Circuits() (down []Circuit) {
	b := r.breakers
	b.mu.Lock()
	defer b.mu.Unlock()
	for host, breaker := range b.hosts {
		if breaker.IsHalfOpen() || breaker.RemainingDelay() > 0 {
			down = append(down, Circuit{Host: host, State: breaker.State().String(), Wait: breaker.RemainingDelay()})
		}
	}
	slices.SortFunc(down, func(a, b Circuit) int { return strings.Compare(a.Host, b.Host) })
	return down
}

package chat

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Signing in and guessing join codes: so many attempts in so much time.
const (
	attempts    = 10
	attemptsPer = 3 * time.Minute
)

// Joining from one public address: a whole office at once, and no flood.
const (
	joins    = 100
	joinsPer = time.Hour
)

// limiterKeys bounds how many keys a limiter remembers, twice over.
const limiterKeys = 10_000

// limiter allows each key a number of actions at once, given back evenly over
// a period. When more keys come than it remembers, the longest unused are
// forgotten.
type limiter struct {
	burst int
	every rate.Limit
	now   func() time.Time

	mu       sync.Mutex
	current  map[string]*rate.Limiter // guarded by mu
	previous map[string]*rate.Limiter // guarded by mu; what was current before
}

func newLimiter(burst int, period time.Duration, now func() time.Time) *limiter {
	return &limiter{
		burst:   burst,
		every:   rate.Every(period / time.Duration(burst)),
		now:     now,
		current: make(map[string]*rate.Limiter),
	}
}

// addressKey is the key of a client's address: an IPv6 client has a whole /64
// to itself, so that counts as one.
func addressKey(c Client) string {
	addr, err := netip.ParseAddr(c.IPAddress)
	if err != nil || addr.Unmap().Is4() {
		return c.IPAddress
	}
	prefix, _ := addr.WithZone("").Prefix(64) // an IPv6 address has 128 bits
	return prefix.String()
}

// take uses one action of key, or says how long to wait for the next.
func (l *limiter) take(key string) (wait time.Duration) {
	now := l.now()
	r := l.of(key).ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

// exhausted says how long key has to wait, using nothing.
func (l *limiter) exhausted(key string) (wait time.Duration) {
	missing := 1 - l.of(key).TokensAt(l.now())
	return max(0, time.Duration(missing/float64(l.every)*float64(time.Second)))
}

// left is how many actions key has now.
func (l *limiter) left(key string) int { return max(0, int(l.of(key).TokensAt(l.now()))) }

func (l *limiter) of(key string) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if found := l.current[key]; found != nil {
		return found
	}
	if len(l.current) >= limiterKeys {
		l.previous, l.current = l.current, make(map[string]*rate.Limiter)
	}
	found := l.previous[key]
	if found == nil {
		found = rate.NewLimiter(l.every, l.burst)
	}
	l.current[key] = found
	return found
}

// tooMany refuses with the time to wait.
func tooMany(wait time.Duration, message string) error {
	return &Error{Kind: RateLimited, Code: "too_many_requests", Message: message, RetryAfter: wait}
}

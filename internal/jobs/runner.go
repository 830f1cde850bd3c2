// Package jobs does what chat wrote down to be done after a change: at least
// once, whatever becomes of the process, without one that is down delaying the
// others.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"campfire/internal/chat"
)

// Store is where the jobs are.
type Store interface {
	InTx(ctx context.Context, fn func(chat.Tx) error) error
	NextJobAt(ctx context.Context, kinds []chat.JobKind) (time.Time, error)
}

// Worker does the jobs of one kind.
type Worker struct {
	Kind     chat.JobKind
	AtOnce   int           // how many it does at once
	PerHost  int           // and for one host
	Attempts int           // before one is given up
	Timeout  time.Duration // of an attempt
	Pause    time.Duration // about so long before the second attempt, four times that before the third; 0 is 5 s

	// Do makes an attempt. It has to do no harm when it is done twice. What it
	// fails with is kept and shown to administrators; see Never and After.
	Do func(context.Context, chat.Job) error
}

// Options are the parts a Runner is built from.
type Options struct {
	Store   Store
	Workers []Worker
	Due     <-chan struct{} // tells that there may be something to do
	Log     *slog.Logger    // nil discards
	Lease   time.Duration   // how long nobody else does what was begun; 0 is 30 s
	Breaker Breaker         // when a host is left alone
}

// How long a Runner sleeps at least and at most when it is told of nothing.
const (
	shortest = time.Second
	longest  = time.Minute

	defaultLease = 30 * time.Second

	pruneEvery = time.Hour
	pruneBatch = 500 // jobs changed in one transaction

	waitAtMost = 3 * 24 * time.Hour // for a host that stays down, or a feature that is off
	buriedStay = 30 * 24 * time.Hour
	buriedKept = 10_000
)

// Runner does jobs. It is safe for concurrent use.
type Runner struct {
	options  Options
	crews    []*crew
	breakers *breakers
	freed    chan struct{} // tells that somebody has time

	stopping context.Context // ends when nothing more is to be begun
	stop     context.CancelFunc
	working  context.Context // ends what is being done
	abandon  context.CancelFunc
	attempts sync.WaitGroup
}

// New returns a Runner; Run begins the work and Shutdown ends it.
func New(o Options) *Runner {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Lease == 0 {
		o.Lease = defaultLease
	}
	r := &Runner{options: o, breakers: newBreakers(o.Breaker), freed: make(chan struct{}, 1)}
	r.stopping, r.stop = context.WithCancel(context.Background())
	r.working, r.abandon = context.WithCancel(context.Background())
	for _, w := range o.Workers {
		r.crews = append(r.crews, &crew{Worker: w, hosts: make(map[string]int)})
	}
	return r
}

// Run does what there is to do until ctx or Shutdown ends it; attempts that were
// begun go on. The store is this process's alone, so leases that are there are of
// one that is gone.
func (r *Runner) Run(ctx context.Context) error {
	if err := r.options.Store.InTx(ctx, chat.Tx.ReleaseJobs); err != nil {
		return fmt.Errorf("release the jobs of the last run: %w", err)
	}
	var pruned time.Time
	for ctx.Err() == nil && r.stopping.Err() == nil {
		if time.Since(pruned) > pruneEvery {
			r.prune(ctx)
			pruned = time.Now()
		}
		timer := time.NewTimer(r.round(ctx))
		select {
		case <-ctx.Done():
		case <-r.stopping.Done():
		case <-r.options.Due:
		case <-r.freed:
		case <-timer.C:
		}
		timer.Stop()
	}
	return nil
}

// prune gives up what has waited for too long, and removes what was given up long ago:
// without that, a host that never comes back would fill the disk.
func (r *Runner) prune(ctx context.Context) {
	now := time.Now()
	err := r.inBatches(ctx, func(tx chat.Tx) (more bool, err error) {
		return tx.BuryJobs(now.Add(-waitAtMost), now, "It could not be done within three days.", pruneBatch)
	})
	if err == nil {
		err = r.inBatches(ctx, func(tx chat.Tx) (more bool, err error) {
			return tx.PruneJobs(now.Add(-buriedStay), buriedKept, pruneBatch)
		})
	}
	if err != nil && ctx.Err() == nil {
		r.options.Log.Warn("jobs not pruned; that is tried again in an hour", "error", err)
	}
}

// inBatches does what fn does, each time in a transaction, for as long as there is more.
func (r *Runner) inBatches(ctx context.Context, fn func(chat.Tx) (more bool, err error)) error {
	for more := true; more && ctx.Err() == nil; {
		err := r.options.Store.InTx(ctx, func(tx chat.Tx) (err error) {
			more, err = fn(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Shutdown begins nothing more and waits for what is being done; when ctx ends
// that is cut off, and done again by the next Run.
func (r *Runner) Shutdown(ctx context.Context) error {
	r.stop()
	done := make(chan struct{})
	go func() {
		r.attempts.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
	}
	r.abandon()
	<-done // attempts end with their context
	return context.Cause(ctx)
}

// round begins what may be begun, and returns how long to wait for the next.
func (r *Runner) round(ctx context.Context) time.Duration {
	next, err := r.options.Store.NextJobAt(ctx, r.kinds())
	if err == nil && (next.IsZero() || next.After(time.Now())) {
		if next.IsZero() {
			return longest
		}
		return min(max(time.Until(next), 0), longest)
	}
	for _, c := range r.crews {
		err = errors.Join(err, r.claim(ctx, c))
	}
	if err != nil && ctx.Err() == nil {
		r.options.Log.Warn("jobs not begun; that is tried again in a minute", "error", err)
		return longest
	}
	return shortest // there may be more than hands
}

// kinds are those that there are workers for: the jobs of a feature that is off wait.
func (r *Runner) kinds() []chat.JobKind {
	kinds := make([]chat.JobKind, len(r.crews))
	for i, c := range r.crews {
		kinds[i] = c.Kind
	}
	return kinds
}

// tell has Run look for what may be begun now.
func (r *Runner) tell() {
	select {
	case r.freed <- struct{}{}:
	default: // told already
	}
}

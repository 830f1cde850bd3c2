package jobs

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"campfire/internal/chat"
)

// attempt does a job once and stores what came of it.
func (r *Runner) attempt(c *crew, job chat.Job) {
	defer r.tell()
	defer c.leave(job.Host)
	job.Attempts++
	ctx, cancel := context.WithTimeout(r.working, c.Timeout)
	defer cancel()
	stop := r.keep(ctx, cancel, job)
	err := do(ctx, c, job)
	stop()
	cutOff := err != nil && r.working.Err() != nil
	if !cutOff {
		r.breakers.record(job.Host, err)
	}
	if err := r.settle(c, job, err, cutOff); err != nil {
		// Its lease ends, and it is done again.
		r.options.Log.Error("what came of a job was not stored", "kind", job.Kind, "job_id", job.ID, "error", err)
	}
}

// do runs the worker; a panic is an error.
func do(ctx context.Context, c *crew, job chat.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return c.Do(ctx, job)
}

// keep renews the lease of a job until stop is called. An attempt whose lease has
// gone to another is cut off.
func (r *Runner) keep(ctx context.Context, cancel context.CancelFunc, job chat.Job) (stop func()) {
	ctx, end := context.WithCancel(ctx)
	var keeper sync.WaitGroup
	keeper.Go(func() {
		tick := time.NewTicker(r.options.Lease / 3)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if !r.renew(ctx, job) {
					cancel()
				}
			}
		}
	})
	return func() { end(); keeper.Wait() }
}

// renew reports whether the lease may still be there: when it cannot be renewed
// now, there is time to try again.
func (r *Runner) renew(ctx context.Context, job chat.Job) (held bool) {
	err := r.options.Store.InTx(ctx, func(tx chat.Tx) (err error) {
		held, err = tx.RenewJob(job.ID, job.LeaseToken, time.Now().Add(r.options.Lease))
		return err
	})
	return held || err != nil
}

// settle stores what came of an attempt: done, to be tried again, or given up. One that
// was cut off as the server stops does not count.
func (r *Runner) settle(c *crew, job chat.Job, failure error, cutOff bool) error {
	now := time.Now()
	switch {
	case failure == nil:
		c.count(func(s *Stats) { s.Done++ })
		return r.options.Store.InTx(context.Background(), func(tx chat.Tx) error {
			_, err := tx.FinishJob(job.ID, job.LeaseToken)
			return err
		})
	case cutOff:
		job.Attempts, job.RunAt = job.Attempts-1, now
	case isFinal(failure) || job.Attempts >= c.Attempts:
		job.LastError, job.BuriedAt = describe(failure), now
		c.count(func(s *Stats) { s.Buried++ })
		r.options.Log.Warn("job given up", "kind", job.Kind, "job_id", job.ID, "attempts", job.Attempts, "error", failure)
	default:
		job.LastError, job.RunAt = describe(failure), now.Add(delay(c.Pause, job.Attempts, failure))
		c.count(func(s *Stats) { s.Retried++ })
	}
	return r.options.Store.InTx(context.Background(), func(tx chat.Tx) error {
		_, err := tx.ReturnJob(job)
		return err
	})
}

// maxError is as much as is kept of an error, in bytes.
const maxError = 2_000

func describe(err error) string {
	text := err.Error()
	return strings.ToValidUTF8(text[:min(len(text), maxError)], "")
}

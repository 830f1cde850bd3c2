package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"
)

// closedLoop has workers repeat do, each as soon as it is done, for d. It shows
// how much gets done, not how long one waits: a server that stalls is simply
// asked less. It returns how often do was done, and how long that took.
func closedLoop(ctx context.Context, workers int, d time.Duration, do func(worker int) error) (int, time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	var done atomic.Int64
	started := time.Now()
	err := together(workers, func(worker int) error {
		for ctx.Err() == nil {
			if err := do(worker); err != nil {
				cancel()
				return err
			}
			done.Add(1)
		}
		return nil
	})
	if cause := context.Cause(ctx); err == nil && !errors.Is(cause, context.DeadlineExceeded) {
		err = cause
	}
	return int(done.Load()), time.Since(started), err
}

// openLoop does things at times drawn beforehand, as often a second as rate
// says, whether or not the earlier ones are done; the first worker that is
// free does the next. do gets the time at which it was due. Latency is to be
// counted from there, so that a stall costs all who came during it (G. Tene,
// "How NOT to Measure Latency"; "coordinated omission" is the other way).
func openLoop(ctx context.Context, workers int, rate float64, d time.Duration, do func(worker int, due time.Time) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	arrivals := poisson(rate, d)
	queue := make(chan time.Time, len(arrivals))
	go func() {
		defer close(queue)
		pace(ctx, arrivals, queue)
	}()
	err := together(workers, func(worker int) error {
		for due := range queue {
			if err := do(worker, due); err != nil {
				cancel(err)
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = context.Cause(ctx)
	}
	return err
}

// poisson draws the times, from the start, of things that happen independently
// of one another, so often a second. At least one does.
func poisson(rate float64, d time.Duration) []time.Duration {
	random := rand.New(rand.NewPCG(1, uint64(d)))
	var at []time.Duration
	for t := time.Duration(0); t < d; t += time.Duration(random.ExpFloat64() / rate * float64(time.Second)) {
		at = append(at, t)
	}
	return at
}

// pace hands out arrivals when they are due, until ctx ends.
func pace(ctx context.Context, arrivals []time.Duration, queue chan<- time.Time) {
	started := time.Now()
	for _, at := range arrivals {
		due := started.Add(at)
		sleepUntil(due)
		if ctx.Err() != nil {
			return
		}
		queue <- due // never full
	}
}

// timed is do with the latency of each in the result, in no order.
func timed(workers int, do func(worker int) error) (func(worker int, due time.Time) error, func() []time.Duration) {
	perWorker := make([][]time.Duration, workers)
	timedDo := func(worker int, due time.Time) error {
		err := do(worker)
		perWorker[worker] = append(perWorker[worker], time.Since(due))
		return err
	}
	return timedDo, func() (all []time.Duration) {
		for _, some := range perWorker {
			all = append(all, some...)
		}
		return all
	}
}

// together runs do for each worker at once, waits for all, and returns their
// errors.
func together(workers int, do func(worker int) error) error {
	var running sync.WaitGroup
	failed := make([]error, workers)
	for worker := range workers {
		running.Go(func() { failed[worker] = do(worker) })
	}
	running.Wait()
	return errors.Join(failed...)
}

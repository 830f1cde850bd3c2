package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// seen is how long it takes from when a message is due to be posted until
// another person's client has it, for each client of a busy room.
func (b *bench) seen(ctx context.Context) error {
	return b.withTeam(ctx, func(server *child, t team) error {
		p, err := newPosts(server, t)
		if err != nil {
			return err
		}
		everyone := t.rooms[:1]
		audience, err := listen(ctx, server, t, everyone[0], b.sizes.seers)
		if err != nil {
			return err
		}
		audience.each = true
		rounds, err := b.interleave(ctx, variant{"seen", func(ctx context.Context, d time.Duration) (result sample, err error) {
			err = p.withAuthors(ctx, b.sizes.authors, everyone, func(all crew) (err error) {
				result, err = audience.observe(ctx, all, seenRate, d)
				return err
			})
			return result, err
		}})
		if err := errors.Join(err, audience.end(ctx), p.verify(ctx)); err != nil {
			return err
		}
		b.table.add(row{
			what: fmt.Sprintf("post → seen by another client, %d messages a second, %d sockets (CPU per delivery)", seenRate, b.sizes.seers),
			unit: "ms p99", rounds: rounds[0],
			goals: []goal{atMost(ofP99, 20)},
		})
		return nil
	})
}

// observe has authors post at a rate and times every socket's hearing of it.
func (a *audience) observe(ctx context.Context, all crew, rate float64, d time.Duration) (result sample, err error) {
	a.takeLatencies()
	result.cpu, err = a.server.cpuPer(func() (int, error) {
		err := openLoop(ctx, len(all), rate, d, func(worker int, due time.Time) error {
			id := all[worker].nextID()
			a.expect(id, due)
			return all[worker].post(id)
		})
		if err == nil {
			err = a.caughtUp(ctx)
		}
		result.latencies = a.takeLatencies()
		return len(result.latencies), err
	})
	if err != nil {
		return result, err
	}
	result.value = result.quantile(0.99)
	result.memory, err = a.server.residentMB()
	return result, err
}

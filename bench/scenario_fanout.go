package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// crowd is a fan-out to so many sockets with so many messages in flight.
type crowd struct {
	sockets  int
	inFlight []int
	goals    map[int][]goal // by messages in flight
}

// fanOuts is how many messages a second reach everybody in a room: a message
// counts when each socket has got it, once and in order.
func (b *bench) fanOuts(ctx context.Context) error {
	const slowest = 60 // ms until all have it
	crowds := []crowd{
		{b.sizes.sockets, []int{1, 4, 16}, map[int][]goal{
			1:  {atMost(ofCPU, 13), atMost(ofP99, slowest)},
			4:  {atLeast(ofValue, 130), atMost(ofCPU, 7.5), atMost(ofP99, slowest)},
			16: {atLeast(ofValue, 400), atMost(ofCPU, 2.5), atMost(ofP99, slowest)},
		}},
		{b.sizes.few, []int{4}, nil},
		{b.sizes.many, []int{4}, nil},
	}
	for _, c := range crowds {
		err := b.withTeam(ctx, func(server *child, t team) error { return b.fanOut(ctx, server, t, c) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) fanOut(ctx context.Context, server *child, t team, c crowd) error {
	p, err := newPosts(server, t)
	if err != nil {
		return err
	}
	everyone := t.rooms[:1]
	audience, err := listen(ctx, server, t, everyone[0], c.sockets)
	if err != nil {
		return err
	}
	var variants []variant
	for _, n := range c.inFlight {
		variants = append(variants, variant{
			fmt.Sprintf("%d sockets, %d in flight", c.sockets, n),
			func(ctx context.Context, d time.Duration) (result sample, err error) {
				err = p.withAuthors(ctx, n, everyone, func(all crew) (err error) {
					result, err = audience.measure(ctx, all, d)
					return err
				})
				return result, err
			},
		})
	}
	rounds, err := b.interleave(ctx, variants...)
	if err := errors.Join(err, audience.end(ctx), p.verify(ctx)); err != nil {
		return err
	}
	for i, n := range c.inFlight {
		b.table.add(row{
			what: fmt.Sprintf("fan-out to %s sockets, %d in flight (CPU per delivery; latency to the last)", thousands(int64(c.sockets)), n),
			unit: "complete/s", rounds: rounds[i], goals: c.goals[n],
		})
	}
	return nil
}

// measure has each author post again as soon as everybody has the last one.
func (a *audience) measure(ctx context.Context, all crew, d time.Duration) (result sample, err error) {
	a.takeLatencies()
	result.cpu, err = a.server.cpuPer(func() (int, error) {
		n, took, err := closedLoop(ctx, len(all), d, func(worker int) error { return a.tell(ctx, all[worker]) })
		result.value = float64(n) / took.Seconds()
		return n * len(a.sockets), err
	})
	if err != nil {
		return result, err
	}
	result.latencies = a.takeLatencies()
	result.memory, err = a.server.residentMB()
	return result, err
}

// tell posts a message and waits until everybody has it.
func (a *audience) tell(ctx context.Context, from *author) error {
	id := from.nextID()
	told := a.expect(id, time.Now())
	if err := from.post(id); err != nil {
		return err
	}
	return a.await(ctx, told)
}

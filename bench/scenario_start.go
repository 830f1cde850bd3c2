package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// starts is how long it takes from starting the program until /health has
// answered, on the team's database. A first start, not counted, makes the
// secrets and warms the disk cache.
func (b *bench) starts(ctx context.Context) error {
	t, err := b.newTeam(ctx, b.sizes.teamPlan(), 1)
	if err != nil {
		return err
	}
	if _, err := b.start(ctx, t); err != nil {
		return err
	}
	var rounds []sample
	for range b.sizes.starts {
		s, err := b.start(ctx, t)
		if err != nil {
			return err
		}
		rounds = append(rounds, s)
	}
	b.table.add(row{
		what: fmt.Sprintf("start to first answer of /health, on %s messages, %d runs", thousands(int64(b.sizes.messages)), b.sizes.starts),
		unit: "ms", rounds: rounds, goals: []goal{atMost(ofValue, 25)},
	})
	return t.remove()
}

func (b *bench) start(ctx context.Context, t team) (result sample, err error) {
	began := time.Now()
	server, err := b.serve(ctx, t.data)
	if err != nil {
		return result, err
	}
	err = healthy(ctx, server)
	result.value = milliseconds(time.Since(began))
	if err == nil {
		result.memory, err = server.residentMB()
	}
	return result, errors.Join(err, server.stop())
}

// healthy asks the server how it is.
func healthy(ctx context.Context, server *child) error {
	c, err := dialHTTP(ctx, server.addr)
	if err != nil {
		return err
	}
	defer c.close()
	_, err = c.get("/health", "")
	return err
}

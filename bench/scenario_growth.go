package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// growth is what a post costs the server in rooms of different sizes, all of
// one database, beside the smallest.
func (b *bench) growth(ctx context.Context) error {
	p := b.sizes.growthPlan()
	t, err := b.newTeam(ctx, p, b.sizes.members[0])
	if err != nil {
		return err
	}
	server, err := b.serve(ctx, t.data)
	if err != nil {
		return err
	}
	posts, err := newPosts(server, t)
	if err != nil {
		return errors.Join(err, server.stop())
	}
	var variants []variant
	for i, r := range p.rooms {
		variants = append(variants, variant{r.String(), func(ctx context.Context, d time.Duration) (sample, error) {
			return b.costOfPost(ctx, posts, t.rooms[i], d)
		}})
	}
	rounds, err := b.interleave(ctx, variants...)
	if err := errors.Join(err, posts.verify(ctx), server.stop(), t.remove()); err != nil {
		return err
	}
	for i, r := range p.rooms[1:] {
		b.table.add(row{
			what: "cost of a post in a room of " + r.String(),
			unit: "µs of CPU", rounds: rounds[i+1], against: rounds[0], baseline: p.rooms[0].String(),
			goals: []goal{atMost(ofRatio, 1.5)},
		})
	}
	return nil
}

func (r roomPlan) String() string {
	return fmt.Sprintf("%s members, %s messages", thousands(int64(r.members)), thousands(int64(r.messages)))
}

// costOfPost is the CPU time of the server for each post to a room. It tells
// growth better than the time a post takes, most of which is the disk's.
func (b *bench) costOfPost(ctx context.Context, p *posts, r room, d time.Duration) (result sample, err error) {
	err = p.withAuthors(ctx, b.sizes.readers, []room{r}, func(all crew) (err error) {
		result.value, err = p.server.cpuPer(func() (int, error) {
			n, _, err := closedLoop(ctx, len(all), d, all.post)
			return n, err
		})
		return err
	})
	return result, err
}

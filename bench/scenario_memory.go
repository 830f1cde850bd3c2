package main

import (
	"context"
	"errors"
	"fmt"
)

// memory is the resident memory of a server at three points of its life. Each
// round is a new server.
func (b *bench) memory(ctx context.Context) error {
	var idle, listening, used []sample
	for range b.rounds {
		err := b.withTeam(ctx, func(server *child, t team) error {
			resident := func(to *[]sample) error {
				mb, err := server.residentMB()
				*to = append(*to, sample{value: mb})
				return err
			}
			if err := errors.Join(healthy(ctx, server), resident(&idle)); err != nil {
				return err
			}
			audience, err := listen(ctx, server, t, t.rooms[0], b.sizes.seers)
			if err != nil {
				return err
			}
			if err := errors.Join(resident(&listening), audience.end(ctx), b.httpSuite(ctx, server, t)); err != nil {
				return err
			}
			return resident(&used)
		})
		if err != nil {
			return err
		}
	}
	b.table.add(row{what: "resident memory, idle", unit: "MB", rounds: idle, goals: []goal{atMost(ofValue, 25)}})
	b.table.add(row{
		what: fmt.Sprintf("resident memory, %d sockets", b.sizes.seers),
		unit: "MB", rounds: listening, goals: []goal{atMost(ofValue, 30)},
	})
	b.table.add(row{what: "resident memory, after posts, pages and lists over HTTP", unit: "MB", rounds: used, goals: []goal{atMost(ofValue, 90)}})
	return nil
}

// httpSuite does for a while each of what the other scenarios do over HTTP.
func (b *bench) httpSuite(ctx context.Context, server *child, t team) error {
	pages, err := readers(ctx, server, t, b.sizes.readers, newestPage)
	if err != nil {
		return err
	}
	lists, err := readers(ctx, server, t, b.sizes.readers, func(room) string { return "/api/rooms" })
	if err != nil {
		return err
	}
	for _, readings := range [][]reading{pages, lists} {
		if _, err := repeating(server, readings)(ctx, b.measure); err != nil {
			return err
		}
	}
	p, err := newPosts(server, t)
	if err != nil {
		return err
	}
	err = p.withAuthors(ctx, b.sizes.authors, t.rooms, func(all crew) error {
		_, _, err := closedLoop(ctx, len(all), b.measure, all.post)
		return err
	})
	return errors.Join(err, p.verify(ctx))
}

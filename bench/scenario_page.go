package main

import (
	"context"
	"errors"
	"fmt"
)

// pages is how many rooms are opened a second, session check included, beside
// a bare handler with the same bytes; and what it is worth to have the page.
func (b *bench) pages(ctx context.Context) error {
	return b.withTeam(ctx, func(server *child, t team) error {
		pages, err := readers(ctx, server, t, b.sizes.readers, newestPage)
		if err != nil {
			return err
		}
		bare, err := b.serveBare(ctx, captures(pages))
		if err != nil {
			return err
		}
		variants := []variant{{"bare", repeating(bare, pages)}, {"warm", repeating(server, pages)}}
		if known, ok := unchangedAll(pages); ok {
			variants = append(variants, variant{"304", repeating(server, known)})
		}
		rounds, err := b.interleave(ctx, variants...)
		if err := errors.Join(err, bare.stop()); err != nil {
			return err
		}
		b.table.add(row{
			what: "open a room (latest 40 messages), warm, with its session check",
			unit: "pages/s", rounds: rounds[1], against: rounds[0], baseline: "bare handler",
			goals: []goal{atLeast(ofRatio, 0.8)},
		})
		if len(rounds) < 3 {
			b.table.leaveOut("open a room one has (304)", "the server gives no ETag")
			return nil
		}
		b.table.add(row{
			what: "open a room one has (304)",
			unit: "answers/s", rounds: rounds[2], against: rounds[0], baseline: "bare handler, the page",
			goals: []goal{atLeast(ofRatio, 1)},
		})
		return nil
	})
}

func unchangedAll(readings []reading) (all []reading, ok bool) {
	for _, r := range readings {
		known, ok := r.unchanged()
		if !ok {
			return nil, false
		}
		all = append(all, known)
	}
	return all, true
}

// roomLists is how often a second the sidebar is read by people in all rooms.
func (b *bench) roomLists(ctx context.Context) error {
	return b.withTeam(ctx, func(server *child, t team) error {
		inAll := t.rooms[len(t.rooms)-1] // of the smallest room, as all rooms have the same first people
		t.rooms = []room{inAll}
		lists, err := readers(ctx, server, t, b.sizes.readers, func(room) string { return "/api/rooms" })
		if err != nil {
			return err
		}
		bare, err := b.serveBare(ctx, captures(lists[:1]))
		if err != nil {
			return err
		}
		same := make([]reading, len(lists))
		for i := range same {
			same[i] = lists[0]
		}
		rounds, err := b.interleave(ctx, variant{"bare", repeating(bare, same)}, variant{"rooms", repeating(server, lists)})
		if err := errors.Join(err, bare.stop()); err != nil {
			return err
		}
		b.table.add(row{
			what: fmt.Sprintf("room list of a person in %d rooms", b.sizes.rooms),
			unit: "lists/s", rounds: rounds[1], against: rounds[0], baseline: "bare handler",
			goals: []goal{atLeast(ofRatio, 0.5)},
		})
		return nil
	})
}

// withTeam runs fn with a server on the team's database.
func (b *bench) withTeam(ctx context.Context, fn func(*child, team) error) error {
	t, err := b.newTeam(ctx, b.sizes.teamPlan(), b.sizes.people)
	if err != nil {
		return err
	}
	server, err := b.serve(ctx, t.data)
	if err != nil {
		return err
	}
	return errors.Join(fn(server, t), server.stop(), t.remove())
}

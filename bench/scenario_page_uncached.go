package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// uncachedPages is opening rooms of which the server has nothing ready: each
// round a new process, in which no page is read twice and no message is on two.
func (b *bench) uncachedPages(ctx context.Context) error {
	t, err := b.newTeam(ctx, b.sizes.teamPlan(), b.sizes.people)
	if err != nil {
		return err
	}
	cold, err := t.coldPages(ctx)
	if err != nil {
		return err
	}
	bare, sameSize, err := b.bareColdPages(ctx, t, cold)
	if err != nil {
		return err
	}
	rounds, err := b.interleave(ctx,
		variant{"bare", repeating(bare, sameSize)},
		variant{"uncached", func(ctx context.Context, d time.Duration) (sample, error) { return b.readOnce(ctx, t, cold, d) }})
	if err := errors.Join(err, bare.stop(), t.remove()); err != nil {
		return err
	}
	b.table.add(row{
		what: "open a room, nothing cached",
		unit: "pages/s", rounds: rounds[1], against: rounds[0], baseline: "bare handler",
		goals: []goal{atLeast(ofRatio, 0.25)},
	})
	return nil
}

const pageLength = 40

// coldPage is a page of a room's past.
type coldPage struct {
	path, cookie string
	ids          []int64 // of its messages, ascending
}

// coldPages cuts the team's messages into pages, in no order.
func (t team) coldPages(ctx context.Context) ([]coldPage, error) {
	var pages []coldPage
	for _, r := range t.rooms {
		ids := make([]int64, 0, pageLength)
		err := query(ctx, t.database(), `SELECT id FROM messages WHERE room_id = ? ORDER BY created_at, id`, func(rows *sql.Rows) error {
			var id int64
			if err := rows.Scan(&id); err != nil {
				return err
			}
			if len(ids) == pageLength { // id is the first message after the page
				pages = append(pages, coldPage{
					path:   fmt.Sprintf("/api/rooms/%d/messages?before=%d", r.id, id),
					cookie: t.cookies[t.member(r, len(pages))], ids: ids,
				})
				ids = make([]int64, 0, pageLength)
			}
			ids = append(ids, id)
			return nil
		}, r.id)
		if err != nil {
			return nil, err
		}
	}
	rand.Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
	return pages, nil
}

// bareColdPages starts a bare server with some of the pages.
func (b *bench) bareColdPages(ctx context.Context, t team, cold []coldPage) (*child, []reading, error) {
	server, err := b.serve(ctx, t.data)
	if err != nil {
		return nil, nil, err
	}
	c, err := dialHTTP(ctx, server.addr)
	if err != nil {
		return nil, nil, errors.Join(err, server.stop())
	}
	defer c.close()
	same := make([]reading, b.sizes.readers)
	for i := range same {
		p := cold[i%len(cold)]
		var failed error
		same[i], failed = newReading(c, p.path, p.cookie)
		err = errors.Join(err, failed)
	}
	if err := errors.Join(err, server.stop()); err != nil {
		return nil, nil, err
	}
	bare, err := b.serveBare(ctx, captures(same))
	return bare, same, err
}

// readOnce reads pages on a new server for d, or until there are no more.
func (b *bench) readOnce(ctx context.Context, t team, cold []coldPage, d time.Duration) (result sample, err error) {
	server, err := b.serve(ctx, t.data)
	if err != nil {
		return result, err
	}
	all, err := dialAll(ctx, server.addr, b.sizes.readers)
	if err != nil {
		return result, errors.Join(err, server.stop())
	}
	defer all.close()
	if err := wake(t, all); err != nil {
		return result, errors.Join(err, server.stop())
	}
	reading, enough := context.WithTimeout(ctx, d)
	defer enough()
	var next atomic.Int64
	started := time.Now()
	result.cpu, err = server.cpuPer(func() (int, error) {
		err := together(len(all), func(worker int) error {
			for reading.Err() == nil {
				n := next.Add(1) - 1
				if n >= int64(len(cold)) {
					return nil
				}
				if err := cold[n].read(all[worker]); err != nil {
					return err
				}
			}
			return nil
		})
		n := min(int(next.Load()), len(cold))
		result.value = float64(n) / time.Since(started).Seconds()
		return n, err
	})
	if err == nil {
		result.memory, err = server.residentMB()
	}
	return result, errors.Join(err, server.stop())
}

// wake has a new server open its database connections: those are part of its
// start, not of the pages.
func wake(t team, all clients) error {
	r := t.rooms[0]
	return together(len(all), func(i int) error {
		_, err := all[i].get(fmt.Sprintf("/api/rooms/%d/messages?limit=1", r.id), t.cookies[t.member(r, i)])
		return err
	})
}

// read asks for the page and looks for its messages.
func (p coldPage) read(c *client) error {
	a, err := c.get(p.path, p.cookie)
	if err != nil {
		return err
	}
	rest := a.body
	for _, id := range p.ids {
		var found bool
		_, rest, found = bytes.Cut(rest, fmt.Appendf(nil, `{"id":%d,"room_id":`, id))
		if !found {
			return fmt.Errorf("GET %s: message %d is not in its place", p.path, id)
		}
	}
	return nil
}

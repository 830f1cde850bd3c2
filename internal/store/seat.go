package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"sync/atomic"

	"campfire/internal/chat"
)

// seat is a membership as far as reading goes.
type seat struct {
	roomID        int64
	readMessageID int64
	involvement   chat.Involvement
	seq           *atomic.Int64 // of the room, moved by commits
}

// seats are a user's memberships.
type seats struct {
	version uint64 // no other state of anyone's seats has had it
	rooms   []seat // by room id
}

func (p *seats) find(roomID int64) (int, bool) {
	return slices.BinarySearchFunc(p.rooms, roomID, func(p seat, id int64) int { return cmp.Compare(p.roomID, id) })
}

// readMove is a read cursor that was moved.
type readMove struct{ userID, roomID, messageID int64 }

// seat returns a user's seat in a room; NotFound when there is none.
func (s *Store) seat(ctx context.Context, userID, roomID int64) (p seat, err error) {
	member := false
	err = s.seats(ctx, userID, func(all *seats) bool {
		var i int
		if i, member = all.find(roomID); member {
			p = all.rooms[i]
		}
		return true
	})
	if err == nil && !member {
		err = notFound("membership")
	}
	return p, err
}

// seats has look see a user's seats.
func (s *Store) seats(ctx context.Context, userID int64, look func(*seats) bool) error {
	memory := &s.writer.memory
	if memory.seats.use(userID, look) {
		return nil
	}
	return memory.seats.load(userID, func() (found seats, err error) {
		found.version = memory.seatsVersion.Add(1)
		err = s.read(ctx, func(c *conn) error {
			found.rooms, err = all(c, s.scanSeat, `
				SELECT m.room_id, m.read_message_id, m.involvement, r.seq
				FROM memberships m
				JOIN rooms r ON r.id = m.room_id
				WHERE m.user_id = ?`, userID)
			return err
		})
		slices.SortFunc(found.rooms, func(a, b seat) int { return cmp.Compare(a.roomID, b.roomID) })
		return found, err
	}, look)
}

func (s *Store) scanSeat(rows *sql.Rows) (p seat, err error) {
	var seq int64
	err = rows.Scan(&p.roomID, &p.readMessageID, (*text)(&p.involvement), &seq)
	p.seq = s.writer.versions.learn(p.roomID, seq)
	return p, err
}

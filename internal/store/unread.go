package store

import (
	"context"

	"campfire/internal/chat"
)

// Unread implements chat.Store.
func (s *Store) Unread(ctx context.Context, userID, roomID int64) (chat.Unread, error) {
	p, err := s.seat(ctx, userID, roomID)
	if err != nil {
		return chat.Unread{}, err
	}
	return s.unreadAt(ctx, userID, p)
}

// unreadAt counts what is unread by a user whose seat in a room is p.
func (s *Store) unreadAt(ctx context.Context, userID int64, p seat) (u chat.Unread, err error) {
	whole := false
	look := func(r *recent) bool {
		if !r.reaches(p.readMessageID) {
			return false
		}
		u, whole = r.unread(userID, p.readMessageID)
		return true
	}
	if rooms := s.writer.memory.recent; !rooms.use(p.roomID, look) {
		err = rooms.load(p.roomID, func() (found recent, err error) {
			err = s.read(ctx, func(c *conn) error {
				found, err = readRecent(c, p.roomID, p.readMessageID)
				return err
			})
			return found, err
		}, look)
	}
	if err == nil && !whole {
		err = s.read(ctx, func(c *conn) error {
			u.Mentions, err = countMentions(c, userID, p)
			return err
		})
	}
	u.Involvement = p.involvement
	return u, err
}

// RoomIDsOf implements chat.Store.
func (s *Store) RoomIDsOf(ctx context.Context, userID int64) (ids []int64, err error) {
	err = s.seats(ctx, userID, func(p *seats) bool {
		for _, seat := range p.rooms {
			ids = append(ids, seat.roomID)
		}
		return true
	})
	return ids, err
}

// SidebarVersion implements chat.Store.
func (s *Store) SidebarVersion(ctx context.Context, userID int64) (v chat.SidebarVersion, err error) {
	v.People = s.PeopleVersion()
	err = s.seats(ctx, userID, func(p *seats) bool {
		v.Seats = p.version
		for _, seat := range p.rooms {
			v.Seqs += seat.seq.Load()
		}
		return true
	})
	return v, err
}

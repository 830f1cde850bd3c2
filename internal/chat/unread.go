package chat

import (
	"context"
	"math"
)

// MaxUnreadCount is where counting unread messages stops.
const MaxUnreadCount = 1000

// Unread is what of a room a member has not read.
type Unread struct {
	Involvement     Involvement
	ReadMessageID   int64 // the newest message read; 0 is none
	NewestMessageID int64 // the newest message; 0 is none
	Count           int   // messages by others after the one read, at most MaxUnreadCount
	Mentions        int   // those of them that mention the member
}

// ReadCursor is how far somebody has read in a room.
type ReadCursor struct{ RoomID, MessageID int64 }

// SidebarVersion is the version of somebody's list of rooms: while it is the
// same, the list is. Versions begin anew with the process.
type SidebarVersion struct {
	Seats, People uint64
	Seqs          int64 // of all the rooms, added up
}

// counts reports whether a member wants to be told that something is unread. The
// read cursor moves all the same.
func (i Involvement) counts() bool { return i == Mentions || i == Everything }

// hush counts nothing in a room that its member wants to hear nothing of.
func (r *RoomView) hush() {
	if !r.Involvement.counts() {
		r.UnreadCount, r.MentionCount = 0, 0
	}
}

// SidebarVersion returns the version of what Rooms returns.
func (s *Service) SidebarVersion(ctx context.Context, v Viewer) (SidebarVersion, error) {
	return s.store.SidebarVersion(ctx, v.User.ID)
}

// Unread returns what of a room a member has not read and wants to be told of.
func (s *Service) Unread(ctx context.Context, userID, roomID int64) (Unread, error) {
	u, err := s.store.Unread(ctx, userID, roomID)
	if err != nil {
		return Unread{}, roomHidden(err)
	}
	if !u.Involvement.counts() {
		u.Count, u.Mentions = 0, 0
	}
	return u, nil
}

// RoomIDs returns all rooms a user is in, in no order.
func (s *Service) RoomIDs(ctx context.Context, userID int64) ([]int64, error) {
	return s.store.RoomIDsOf(ctx, userID)
}

// MarkRead moves the viewer's read cursor in a room up to a message; 0 is the
// newest. It never moves back.
func (s *Service) MarkRead(ctx context.Context, v Viewer, roomID, messageID int64) error {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return err
	}
	if messageID == 0 {
		messageID = math.MaxInt64
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		cursor, moved, err := tx.SetReadMessage(v.User.ID, roomID, messageID, s.now())
		if moved {
			tx.Notify(readNotice(v, roomID, cursor))
		}
		return roomHidden(err)
	})
}

// MarkUnread moves the viewer's read cursor in a room back to before a message,
// so that it and what follows are unread. Of the viewer's own messages, which are
// never unread, it goes back to the last one that somebody else wrote, unless
// others wrote after it.
func (s *Service) MarkUnread(ctx context.Context, v Viewer, roomID, messageID int64) error {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		m, err := tx.Message(roomID, messageID)
		if err != nil {
			return messageHidden(err)
		}
		if m.Creator.ID == v.User.ID {
			if messageID, err = tx.UnreadableFrom(v.User.ID, roomID, messageID); err != nil {
				return nothingToRead(err)
			}
		}
		cursor, err := tx.SetUnreadMessage(v.User.ID, roomID, messageID, s.now())
		if err == nil {
			notice := readNotice(v, roomID, cursor)
			notice.Unread = true
			tx.Notify(notice)
		}
		return roomHidden(err)
	})
}

func nothingToRead(err error) error {
	if KindOf(err) == NotFound {
		return &Error{Kind: Conflict, Code: "only_you", Message: "Only you have written here, so there is nothing to be unread."}
	}
	return err
}

// RestoreRead moves the viewer's read cursors back, or on, to where they were, as
// after everything was read by mistake. Rooms the viewer is not in are left out.
func (s *Service) RestoreRead(ctx context.Context, v Viewer, cursors []ReadCursor) error {
	return s.store.InTx(ctx, func(tx Tx) error {
		for _, c := range cursors {
			cursor, err := tx.SetUnreadMessage(v.User.ID, c.RoomID, c.MessageID+1, s.now())
			if KindOf(err) == NotFound {
				continue
			}
			if err != nil {
				return err
			}
			tx.Notify(readNotice(v, c.RoomID, cursor))
		}
		return nil
	})
}

// MarkAllRead moves the viewer's read cursors to the newest message of each room.
func (s *Service) MarkAllRead(ctx context.Context, v Viewer) error {
	return s.store.InTx(ctx, func(tx Tx) error {
		moved, err := tx.SetAllRead(v.User.ID, s.now())
		for _, c := range moved {
			tx.Notify(readNotice(v, c.RoomID, c.MessageID))
		}
		return err
	})
}

func readNotice(v Viewer, roomID, cursor int64) Notice {
	return Notice{To: v.User.ID, Type: RoomRead, RoomID: roomID, MessageID: cursor}
}

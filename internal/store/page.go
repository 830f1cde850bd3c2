package store

import (
	"context"
	"database/sql"
	"slices"

	"campfire/internal/chat"
)

// maxPage bounds a page whatever was asked for.
const maxPage = 500

// place is where a page begins: the room's position and a message's sort key.
type place struct {
	seq       int64
	createdAt string // as stored, so that it compares as stored
	messageID int64
}

func scanPlace(rows *sql.Rows) (p place, err error) {
	err = rows.Scan(&p.seq, (*text)(&p.createdAt), (*ref)(&p.messageID))
	return p, err
}

// Messages implements chat.Store. The room's seq is read first: what is
// committed in between is on the page and in the feed after it.
func (s *Store) Messages(ctx context.Context, roomID int64, c chat.Cursor) (page chat.MessagePage, err error) {
	c.Limit = min(max(c.Limit, 1), maxPage)
	err = s.read(ctx, func(conn *conn) error {
		page, err = readPage(conn, roomID, c)
		if err != nil {
			return err
		}
		s.writer.versions.learn(roomID, page.Seq)
		return complete(conn, page.Messages)
	})
	return page, err
}

func readPage(conn *conn, roomID int64, c chat.Cursor) (chat.MessagePage, error) {
	at, err := findPlace(conn, roomID, c.Before+c.After+c.Around)
	if err != nil {
		return chat.MessagePage{}, err
	}
	page := chat.MessagePage{Seq: at.seq}
	switch {
	case c.Before != 0:
		page.HasAfter = true
		page.Messages, page.HasBefore, err = messagesBefore(conn, roomID, at, c.Limit)
	case c.After != 0:
		page.HasBefore = true
		page.Messages, page.HasAfter, err = messagesAfter(conn, roomID, at, c.Limit)
	case c.Around != 0:
		err = readAround(conn, &page, roomID, at, c.Limit)
	default:
		page.Messages, page.HasBefore, err = newestMessages(conn, roomID, c.Limit)
	}
	return page, err
}

func readAround(conn *conn, page *chat.MessagePage, roomID int64, at place, limit int) error {
	middle, err := one(conn, "message", scanMessage, `
		SELECT `+messageColumns+`
		FROM `+messageTables+`
		WHERE m.id = ?`, at.messageID)
	if err != nil {
		return err
	}
	var before, after []chat.Message
	if before, page.HasBefore, err = messagesBefore(conn, roomID, at, limit); err != nil {
		return err
	}
	if after, page.HasAfter, err = messagesAfter(conn, roomID, at, limit); err != nil {
		return err
	}
	page.Messages = slices.Concat(before, []chat.Message{middle}, after)
	return nil
}

// findPlace returns a room's seq and where in it the message is; messageID 0 is
// nowhere.
func findPlace(conn *conn, roomID, messageID int64) (place, error) {
	at, err := one(conn, "room", scanPlace, `
		SELECT r.seq, m.created_at, m.id
		FROM rooms r
		LEFT JOIN messages m ON m.id = ? AND m.room_id = r.id
		WHERE r.id = ?`, messageID, roomID)
	if err == nil && at.messageID != messageID {
		err = notFound("message")
	}
	return at, err
}

// newestMessages returns a room's last messages and whether there are more.
func newestMessages(conn *conn, roomID int64, limit int) ([]chat.Message, bool, error) {
	found, err := upTo(limit+1, conn, scanMessage, `
		SELECT `+messageColumns+`
		FROM `+messageTables+`
		WHERE m.room_id = ?
		ORDER BY m.created_at DESC, m.id DESC
		LIMIT ?`, roomID, limit+1)
	return reversed(found, limit, err)
}

func messagesBefore(conn *conn, roomID int64, at place, limit int) ([]chat.Message, bool, error) {
	found, err := upTo(limit+1, conn, scanMessage, `
		SELECT `+messageColumns+`
		FROM `+messageTables+`
		WHERE m.room_id = ? AND (m.created_at, m.id) < (?, ?)
		ORDER BY m.created_at DESC, m.id DESC
		LIMIT ?`, roomID, at.createdAt, at.messageID, limit+1)
	return reversed(found, limit, err)
}

func messagesAfter(conn *conn, roomID int64, at place, limit int) ([]chat.Message, bool, error) {
	found, err := upTo(limit+1, conn, scanMessage, `
		SELECT `+messageColumns+`
		FROM `+messageTables+`
		WHERE m.room_id = ? AND (m.created_at, m.id) > (?, ?)
		ORDER BY m.created_at, m.id
		LIMIT ?`, roomID, at.createdAt, at.messageID, limit+1)
	return found[:min(len(found), limit)], len(found) > limit, err
}

// reversed puts newest-first messages in order and says whether there were
// more than limit.
func reversed(found []chat.Message, limit int, err error) ([]chat.Message, bool, error) {
	kept := found[:min(len(found), limit)]
	slices.Reverse(kept)
	return kept, len(found) > limit, err
}

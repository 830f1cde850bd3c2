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

// listing is what is read of each message on a page.
type listing[T any] struct {
	columns, tables string
	args            []any // of tables
	scan            func(*sql.Rows) (T, error)
}

var messages = listing[chat.Message]{columns: messageColumns, tables: messageTables, scan: scanMessage}

// page is a run of a room's messages in order.
type page[T any] struct {
	items               []T
	seq                 int64
	hasBefore, hasAfter bool
}

// Messages implements chat.Store. The room's seq is read first: what is
// committed in between is on the page and in the feed after it.
func (s *Store) Messages(ctx context.Context, roomID int64, c chat.Cursor) (found chat.MessagePage, err error) {
	err = s.read(ctx, func(conn *conn) error {
		p, err := readPage(s, conn, messages, roomID, c)
		if err != nil {
			return err
		}
		found = chat.MessagePage{Messages: p.items, Seq: p.seq, HasBefore: p.hasBefore, HasAfter: p.hasAfter}
		return complete(conn, found.Messages)
	})
	return found, err
}

func readPage[T any](s *Store, conn *conn, l listing[T], roomID int64, c chat.Cursor) (p page[T], err error) {
	limit := min(max(c.Limit, 1), maxPage)
	at, err := findPlace(conn, roomID, c.Before+c.After+c.Around)
	if err != nil {
		return p, err
	}
	s.writer.versions.learn(roomID, at.seq)
	p.seq = at.seq
	switch {
	case c.Before != 0:
		p.hasAfter = true
		p.items, p.hasBefore, err = l.before(conn, roomID, at, limit)
	case c.After != 0:
		p.hasBefore = true
		p.items, p.hasAfter, err = l.after(conn, roomID, at, limit)
	case c.Around != 0:
		err = l.around(conn, &p, roomID, at, limit)
	default:
		p.items, p.hasBefore, err = l.newest(conn, roomID, limit)
	}
	return p, err
}

func (l listing[T]) around(conn *conn, p *page[T], roomID int64, at place, limit int) error {
	middle, err := one(conn, "message", l.scan, `
		SELECT `+l.columns+`
		FROM `+l.tables+`
		WHERE m.id = ?`, l.with(at.messageID)...)
	if err != nil {
		return err
	}
	var before, after []T
	if before, p.hasBefore, err = l.before(conn, roomID, at, limit); err != nil {
		return err
	}
	if after, p.hasAfter, err = l.after(conn, roomID, at, limit); err != nil {
		return err
	}
	p.items = slices.Concat(before, []T{middle}, after)
	return nil
}

// with is the arguments of l and those of what follows it.
func (l listing[T]) with(args ...any) []any { return append(slices.Clip(l.args), args...) }

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

// newest returns a room's last messages and whether there are more.
func (l listing[T]) newest(conn *conn, roomID int64, limit int) ([]T, bool, error) {
	found, err := upTo(limit+1, conn, l.scan, `
		SELECT `+l.columns+`
		FROM `+l.tables+`
		WHERE m.room_id = ?
		ORDER BY m.created_at DESC, m.id DESC
		LIMIT ?`, l.with(roomID, limit+1)...)
	return reversed(found, limit, err)
}

func (l listing[T]) before(conn *conn, roomID int64, at place, limit int) ([]T, bool, error) {
	found, err := upTo(limit+1, conn, l.scan, `
		SELECT `+l.columns+`
		FROM `+l.tables+`
		WHERE m.room_id = ? AND (m.created_at, m.id) < (?, ?)
		ORDER BY m.created_at DESC, m.id DESC
		LIMIT ?`, l.with(roomID, at.createdAt, at.messageID, limit+1)...)
	return reversed(found, limit, err)
}

func (l listing[T]) after(conn *conn, roomID int64, at place, limit int) ([]T, bool, error) {
	found, err := upTo(limit+1, conn, l.scan, `
		SELECT `+l.columns+`
		FROM `+l.tables+`
		WHERE m.room_id = ? AND (m.created_at, m.id) > (?, ?)
		ORDER BY m.created_at, m.id
		LIMIT ?`, l.with(roomID, at.createdAt, at.messageID, limit+1)...)
	return found[:min(len(found), limit)], len(found) > limit, err
}

// reversed puts newest-first messages in order and says whether there were
// more than limit.
func reversed[T any](found []T, limit int, err error) ([]T, bool, error) {
	kept := found[:min(len(found), limit)]
	slices.Reverse(kept)
	return kept, len(found) > limit, err
}

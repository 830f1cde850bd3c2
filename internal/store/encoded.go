package store

import (
	"context"
	"database/sql"

	"campfire/internal/chat"
)

// encodedTables have what was kept of each message, NULL when there is nothing
// or it was made by another version or before somebody changed.
const encodedTables = `messages m
	LEFT JOIN encoded_messages e
		ON e.place = (m.room_id << 40) | m.id AND e.version = ? AND e.people = (SELECT people FROM feed WHERE id = 1)`

// encodedPage is the usual size of a page in bytes.
const encodedPage = 32 << 10

// scanEncoded puts the messages of a page into one piece of memory.
func scanEncoded() func(*sql.Rows) (chat.EncodedMessage, error) {
	whole := make([]byte, 0, encodedPage)
	return func(rows *sql.Rows) (e chat.EncodedMessage, err error) {
		var json sql.RawBytes
		err = rows.Scan(&e.ID, &json)
		if json != nil {
			begin := len(whole)
			whole = append(whole, json...)
			e.JSON = whole[begin:len(whole):len(whole)]
		}
		return e, err
	}
}

// EncodedMessages implements chat.Store.
func (s *Store) EncodedMessages(ctx context.Context, roomID int64, c chat.Cursor, version int64) (found chat.EncodedPage, err error) {
	encoded := listing[chat.EncodedMessage]{columns: "m.id, e.json", tables: encodedTables, args: []any{version}, scan: scanEncoded()}
	err = s.read(ctx, func(conn *conn) error {
		p, err := readPage(s, conn, encoded, roomID, c)
		if err != nil {
			return err
		}
		found = chat.EncodedPage{Messages: p.items, Seq: p.seq, HasBefore: p.hasBefore, HasAfter: p.hasAfter}
		return addMissing(conn, found.Messages)
	})
	return found, err
}

// addMissing adds the messages of which nothing was kept.
func addMissing(c *conn, encoded []chat.EncodedMessage) error {
	var missing []int64
	for _, e := range encoded {
		if e.JSON == nil {
			missing = append(missing, e.ID)
		}
	}
	messages, err := messagesByID(c, missing)
	for i, e := range encoded {
		encoded[i].Message = messages[e.ID]
	}
	return err
}

// RefreshMessages implements chat.Tx.
func (t *tx) RefreshMessages() { t.changes.people = true }

// KeepEncoded implements chat.Tx.
func (t *tx) KeepEncoded(roomID int64, e chat.EncodedMessage, version int64) error {
	_, err := t.conn.exec(`
		INSERT OR REPLACE INTO encoded_messages (place, version, people, json)
		SELECT (? << 40) | ?, ?, people, ?
		FROM feed`, roomID, e.ID, version, e.JSON)
	return err
}

// Position implements chat.Tx.
func (t *tx) Position(roomID int64) chat.Position {
	at := chat.Position{People: t.group.versions.people.Load()}
	if t.changes.people || t.group.changes.people {
		at.People++
	}
	at.Seq, _ = t.group.versions.seq(roomID)
	for _, events := range [][]chat.Event{t.group.events, t.events} {
		for _, e := range events {
			if e.RoomID == roomID {
				at.Seq = e.Seq
			}
		}
	}
	return at
}

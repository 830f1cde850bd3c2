package store

import (
	"context"
	"database/sql"

	"campfire/internal/chat"
)

func scanPin(rows *sql.Rows) (p chat.Pin, err error) {
	err = rows.Scan(&p.Message.ID, &p.By.ID, (*instant)(&p.CreatedAt))
	return p, err
}

// Pins implements chat.Store.
func (s *Store) Pins(ctx context.Context, roomID int64) (pins []chat.Pin, err error) {
	err = s.read(ctx, func(c *conn) error {
		pins, err = all(c, scanPin, `
			SELECT message_id, user_id, created_at
			FROM pins
			WHERE room_id = ?
			ORDER BY id DESC`, roomID)
		if err != nil {
			return err
		}
		return completePins(c, pins)
	})
	return pins, err
}

// completePins adds the messages and who pinned them.
func completePins(c *conn, pins []chat.Pin) error {
	messageIDs, userIDs := make([]int64, len(pins)), make([]int64, len(pins))
	for i, p := range pins {
		messageIDs[i], userIDs[i] = p.Message.ID, p.By.ID
	}
	messages, err := messagesByID(c, messageIDs)
	if err != nil {
		return err
	}
	people, err := peopleByID(c, userIDs)
	if err != nil {
		return err
	}
	for i, p := range pins {
		pins[i].Message, pins[i].By = *messages[p.Message.ID], *people[p.By.ID] // foreign keys keep both
	}
	return nil
}

// CreatePin implements chat.Tx.
func (t *tx) CreatePin(p chat.Pin) (created bool, err error) {
	ids, err := all(t.conn, scanInt, `
		INSERT INTO pins (room_id, message_id, user_id, created_at)
		VALUES (?, ?, ?, ?)
		ON CONFLICT DO NOTHING
		RETURNING id`, p.Message.RoomID, p.Message.ID, p.By.ID, instant(p.CreatedAt))
	return len(ids) > 0, err
}

// CountPins implements chat.Tx.
func (t *tx) CountPins(roomID int64) (int64, error) {
	return one(t.conn, "pins", scanInt, `SELECT count(*) FROM pins WHERE room_id = ?`, roomID)
}

// DeletePin implements chat.Tx.
func (t *tx) DeletePin(roomID, messageID int64) (deleted bool, err error) {
	ids, err := all(t.conn, scanInt, `
		DELETE FROM pins WHERE room_id = ? AND message_id = ? RETURNING id`, roomID, messageID)
	return len(ids) > 0, err
}

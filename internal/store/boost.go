package store

import (
	"database/sql"
	"fmt"
	"time"

	"campfire/internal/chat"
)

const boostColumns = `b.id, b.message_id, b.content, b.created_at, u.id, u.name, u.role`

func scanBoost(rows *sql.Rows) (b chat.Boost, err error) {
	err = rows.Scan(&b.ID, &b.MessageID, &b.Content, (*instant)(&b.CreatedAt),
		&b.Booster.ID, &b.Booster.Name, &b.Booster.Role)
	return b, err
}

// boostsOf returns the boosts of messages by message id, oldest first.
func boostsOf(c *conn, messageIDs []int64) (map[int64][]chat.Boost, error) {
	if len(messageIDs) == 0 {
		return nil, nil
	}
	list, args := placeholders(messageIDs)
	boosts, err := all(c, scanBoost, `
		SELECT `+boostColumns+`
		FROM boosts b
		JOIN users u ON u.id = b.booster_id
		WHERE b.message_id IN (`+list+`)
		ORDER BY b.message_id, b.id`, args...)
	byMessage := make(map[int64][]chat.Boost)
	for _, b := range boosts {
		byMessage[b.MessageID] = append(byMessage[b.MessageID], b)
	}
	return byMessage, err
}

// CreateBoost implements chat.Tx.
func (t *tx) CreateBoost(b chat.Boost) (chat.Boost, error) {
	err := t.touchMessage(b.MessageID, b.CreatedAt)
	if err != nil {
		return chat.Boost{}, err
	}
	b.ID, err = one(t.conn, "boost", scanInt, `
		INSERT INTO boosts (message_id, booster_id, content, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?)
		RETURNING id`, b.MessageID, b.Booster.ID, b.Content, instant(b.CreatedAt), instant(b.CreatedAt))
	if err != nil {
		return chat.Boost{}, fmt.Errorf("boost message %d: %w", b.MessageID, err)
	}
	return b, nil
}

// DeleteBoost implements chat.Tx.
func (t *tx) DeleteBoost(messageID, boostID int64, at time.Time) error {
	if err := t.conn.change("boost", `DELETE FROM boosts WHERE id = ? AND message_id = ?`, boostID, messageID); err != nil {
		return err
	}
	return t.touchMessage(messageID, at)
}

// touchMessage says that something happened to a message, and so in its room.
func (t *tx) touchMessage(id int64, at time.Time) error {
	roomID, err := one(t.conn, "message", scanInt, `
		UPDATE messages SET updated_at = ? WHERE id = ? RETURNING room_id`, instant(at), id)
	if err != nil {
		return err
	}
	return t.touchRoom(roomID, at)
}

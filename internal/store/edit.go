package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"campfire/internal/chat"
)

// maxEdits bounds how many edits of a message are read.
const maxEdits = 100

func scanEdit(rows *sql.Rows) (e chat.Edit, err error) {
	err = rows.Scan(&e.Editor.ID, &e.Editor.Name, &e.Editor.Role, (*text)(&e.Body), (*instant)(&e.At))
	return e, err
}

// MessageHistory implements chat.Store.
func (s *Store) MessageHistory(ctx context.Context, roomID, messageID int64) (m chat.Message, edits []chat.Edit, err error) {
	err = s.read(ctx, func(c *conn) error {
		edits, err = all(c, scanEdit, `
			SELECT u.id, u.name, u.role, e.body, e.edited_at
			FROM message_edits e
			JOIN users u ON u.id = e.editor_id
			WHERE e.message_id = ?
			ORDER BY e.id DESC
			LIMIT ?`, messageID, maxEdits)
		if err == nil {
			m, err = message(c, roomID, messageID)
		}
		return err
	})
	slices.Reverse(edits)
	return m, edits, err
}

// UpdateMessage implements chat.Tx.
func (t *tx) UpdateMessage(m chat.Message, editorID int64) error {
	if err := t.keepBody(m, editorID); err != nil {
		return err
	}
	err := t.conn.change("message", `
		UPDATE messages SET edited_at = ?, updated_at = ? WHERE id = ? AND room_id = ?`,
		instant(m.EditedAt), instant(m.EditedAt), m.ID, m.RoomID)
	if err != nil {
		return err
	}
	err = t.conn.change("message", `
		UPDATE action_text_rich_texts
		SET body = ?, updated_at = ?
		WHERE record_type = 'Message' AND record_id = ? AND name = 'body'`,
		m.Body, instant(m.EditedAt), m.ID)
	if err != nil {
		return err
	}
	if _, err := t.conn.exec(`DELETE FROM mentions WHERE message_id = ?`, m.ID); err != nil {
		return err
	}
	if err := t.createMentions(m); err != nil {
		return err
	}
	t.noteSaid(m)
	t.search = append(t.search, searchRow{messageID: m.ID, text: m.Text, edited: true})
	return t.touchRoom(m.RoomID, m.EditedAt)
}

// keepBody notes what a message says before it says something else.
func (t *tx) keepBody(m chat.Message, editorID int64) error {
	_, err := t.conn.exec(`
		INSERT INTO message_edits (message_id, editor_id, body, edited_at)
		SELECT m.id, ?, body.body, ?
		FROM `+messageTables+`
		WHERE m.id = ?`, editorID, instant(m.EditedAt), m.ID)
	if err != nil {
		return fmt.Errorf("keep what message %d said: %w", m.ID, err)
	}
	return nil
}

// deletions remove what belongs to a message before it goes itself, also what bots were
// told of it. Mentions and edits go with it. The record of a file stays, as it does in the original: only
// its attachment goes.
var deletions = []string{
	`DELETE FROM boosts WHERE message_id = ?`,
	`DELETE FROM action_text_rich_texts WHERE record_type = 'Message' AND record_id = ?`,
	`DELETE FROM active_storage_attachments WHERE record_type = 'Message' AND record_id = ?`,
	`DELETE FROM webhook_deliveries WHERE message_id = ?`,
}

// DeleteMessage implements chat.Tx.
func (t *tx) DeleteMessage(roomID, messageID int64, at time.Time) error {
	if err := t.removeMessage(roomID, messageID); err != nil {
		return err
	}
	return t.touchRoom(roomID, at)
}

func (t *tx) removeMessage(roomID, messageID int64) error {
	for _, statement := range deletions {
		if _, err := t.conn.exec(statement, messageID); err != nil {
			return fmt.Errorf("delete what belongs to message %d: %w", messageID, err)
		}
	}
	err := t.conn.change("message", `DELETE FROM messages WHERE id = ? AND room_id = ?`, messageID, roomID)
	if err != nil {
		return err
	}
	t.changes.said = append(t.changes.said, saidChange{roomID: roomID, said: said{id: messageID}, gone: true})
	t.search = append(t.search, searchRow{messageID: messageID, gone: true})
	return nil
}

// MessagesBy implements chat.Tx.
func (t *tx) MessagesBy(userID, after int64, limit int) ([]chat.Message, error) {
	messages, err := all(t.conn, scanMessage, `
		SELECT `+messageColumns+`
		FROM `+messageTables+`
		WHERE m.creator_id = ? AND m.id > ?
		ORDER BY m.id
		LIMIT ?`, userID, after, min(max(limit, 1), maxPage))
	if err != nil {
		return nil, err
	}
	return messages, complete(t.conn, messages)
}

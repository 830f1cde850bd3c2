package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"campfire/internal/chat"
	"campfire/internal/richtext"
)

const messageColumns = `m.id, m.room_id, m.creator_id, m.client_message_id, body.body, m.created_at, m.updated_at, m.edited_at`

// messageTables joins what messageColumns name. The original keeps no body for
// a message that is only a file.
const messageTables = `messages m
	LEFT JOIN action_text_rich_texts body
		ON body.record_type = 'Message' AND body.record_id = m.id AND body.name = 'body'`

func scanMessage(rows *sql.Rows) (m chat.Message, err error) {
	err = rows.Scan(&m.ID, &m.RoomID, &m.Creator.ID, &m.ClientMessageID, (*text)(&m.Body),
		(*instant)(&m.CreatedAt), (*instant)(&m.UpdatedAt), (*instant)(&m.EditedAt))
	return m, err
}

// complete adds to messages what belongs to them. Authors, boosts and files are
// read once for all: a page has few of each.
func complete(c *conn, messages []chat.Message) error {
	ids, creatorIDs := make([]int64, len(messages)), make([]int64, len(messages))
	for i, m := range messages {
		ids[i], creatorIDs[i] = m.ID, m.Creator.ID
	}
	creators, err := peopleByID(c, creatorIDs)
	if err != nil {
		return err
	}
	boosts, err := boostsOf(c, ids)
	if err != nil {
		return err
	}
	attachments, err := attachmentsOf(c, ids)
	if err != nil {
		return err
	}
	for i := range messages {
		m := &messages[i]
		m.Boosts, m.Attachment = boosts[m.ID], attachments[m.ID]
		if creator := creators[m.Creator.ID]; creator != nil {
			m.Creator = *creator
		}
	}
	return nil
}

// Message implements chat.Store.
func (s *Store) Message(ctx context.Context, roomID, messageID int64) (m chat.Message, err error) {
	err = s.read(ctx, func(c *conn) error {
		m, err = message(c, roomID, messageID)
		return err
	})
	return m, err
}

// Message implements chat.Tx.
func (t *tx) Message(roomID, messageID int64) (chat.Message, error) {
	return message(t.conn, roomID, messageID)
}

func message(c *conn, roomID, messageID int64) (chat.Message, error) {
	found, err := all(c, scanMessage, `
		SELECT `+messageColumns+`
		FROM `+messageTables+`
		WHERE m.id = ? AND m.room_id = ?`, messageID, roomID)
	if err == nil && len(found) == 0 {
		err = notFound("message")
	}
	if err != nil {
		return chat.Message{}, err
	}
	err = complete(c, found)
	return found[0], err
}

// messagesByID returns messages; those that are gone are left out.
func messagesByID(c *conn, ids []int64) (map[int64]*chat.Message, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, args := placeholders(ids)
	messages, err := all(c, scanMessage, `
		SELECT `+messageColumns+`
		FROM `+messageTables+`
		WHERE m.id IN (`+list+`)`, args...)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]*chat.Message, len(messages))
	for i := range messages {
		byID[messages[i].ID] = &messages[i]
	}
	return byID, complete(c, messages)
}

// NewestMessageAt implements chat.Tx.
func (t *tx) NewestMessageAt(roomID int64) (time.Time, error) {
	found, err := all(t.conn, scanInstant, `
		SELECT created_at
		FROM messages
		WHERE room_id = ?
		ORDER BY created_at DESC
		LIMIT 1`, roomID)
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return found[0], nil
}

func scanInstant(rows *sql.Rows) (at time.Time, err error) {
	err = rows.Scan((*instant)(&at))
	return at, err
}

// insertMessage stores a message that was not posted before, nor posted and deleted. The plus
// has the deletion looked up by its name rather than among all that happened in the room.
const insertMessage = `
	INSERT INTO messages (room_id, creator_id, client_message_id, created_at, updated_at)
	SELECT *
	FROM (SELECT ? AS room, ? AS author, ? AS name, ?, ?) new
	WHERE NOT EXISTS (
		SELECT 1
		FROM room_events
		WHERE client_message_id = new.name AND user_id = new.author AND +room_id = new.room AND type = 'message.deleted')
	ON CONFLICT (room_id, creator_id, client_message_id) DO NOTHING
	RETURNING id`

// CreateMessage implements chat.Tx. What was deleted is remembered for as long as the
// room's feed is kept.
func (t *tx) CreateMessage(m chat.Message) (id int64, created bool, err error) {
	ids, err := all(t.conn, scanInt, insertMessage,
		m.RoomID, m.Creator.ID, m.ClientMessageID, instant(m.CreatedAt), instant(m.UpdatedAt))
	if err != nil {
		return 0, false, fmt.Errorf("create message in room %d: %w", m.RoomID, err)
	}
	if len(ids) == 0 {
		id, err = t.earlierMessage(m)
		return id, false, err
	}
	m.ID = ids[0]
	if err := t.createBody(m); err != nil {
		return 0, false, err
	}
	if err := t.createMentions(m); err != nil {
		return 0, false, err
	}
	t.noteSaid(m)
	t.search = append(t.search, searchRow{messageID: m.ID, text: m.Text})
	return m.ID, true, t.touchRoom(m.RoomID, m.CreatedAt)
}

// earlierMessage returns the id of the message that m repeats; Gone when that was deleted.
func (t *tx) earlierMessage(m chat.Message) (int64, error) {
	found, err := all(t.conn, scanInt, `
		SELECT id
		FROM messages
		WHERE room_id = ? AND creator_id = ? AND client_message_id = ?`,
		m.RoomID, m.Creator.ID, m.ClientMessageID)
	if err != nil {
		return 0, err
	}
	if len(found) == 0 {
		return 0, &chat.Error{Kind: chat.Gone, Code: "message_deleted", Message: "This message was posted, and deleted since. To say it again, write it anew."}
	}
	return found[0], nil
}

func (t *tx) createBody(m chat.Message) error {
	_, err := t.conn.exec(`
		INSERT INTO action_text_rich_texts (record_type, record_id, name, body, created_at, updated_at)
		VALUES ('Message', ?, 'body', ?, ?, ?)`,
		m.ID, m.Body, instant(m.CreatedAt), instant(m.UpdatedAt))
	return err
}

// createMentions notes which members of the room are mentioned, for counting;
// authors do not count their own messages.
func (t *tx) createMentions(m chat.Message) error {
	if m.Mass == richtext.Everyone {
		_, err := t.conn.exec(`
			INSERT INTO mentions (user_id, room_id, message_id)
			VALUES (?, ?, ?)
			ON CONFLICT DO NOTHING`, everyone, m.RoomID, m.ID)
		if err != nil {
			return err
		}
	}
	if len(m.MentionedUserIDs)+len(m.OnlineUserIDs) == 0 {
		return nil
	}
	list, ids := placeholders(slices.Concat(m.MentionedUserIDs, m.OnlineUserIDs))
	_, err := t.conn.exec(`
		INSERT INTO mentions (user_id, room_id, message_id)
		SELECT user_id, room_id, ?
		FROM memberships
		WHERE room_id = ? AND user_id <> ? AND user_id IN (`+list+`)
		ON CONFLICT DO NOTHING`, append([]any{m.ID, m.RoomID, m.Creator.ID}, ids...)...)
	return err
}

// everyone is in place of a user's id where everyone in the room is mentioned:
// a row for each would be thousands of pages to write for one message.
const everyone = 0

// noteSaid has a message counted as unread, or as it is after an edit.
func (t *tx) noteSaid(m chat.Message) {
	t.changes.said = append(t.changes.said, saidChange{
		roomID: m.RoomID,
		said:   said{m.ID, m.Creator.ID, mentionedBy(m)},
	})
}

// mentionedBy returns whom a message mentions, ascending.
func mentionedBy(m chat.Message) []int64 {
	var ids []int64
	if m.Mass == richtext.Everyone {
		ids = append(ids, everyone)
	}
	ids = append(append(ids, m.MentionedUserIDs...), m.OnlineUserIDs...)
	slices.Sort(ids)
	return ids
}

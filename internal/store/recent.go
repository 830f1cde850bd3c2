package store

import (
	"cmp"
	"database/sql"
	"slices"

	"campfire/internal/chat"
)

// said is a message as far as counting what is unread goes.
type said struct {
	id, creatorID int64
	mentioned     []int64 // users, ascending, or everyone; nil is nobody
}

func (m said) mentions(userID int64) bool {
	if len(m.mentioned) == 0 {
		return false
	}
	_, named := slices.BinarySearch(m.mentioned, userID)
	return named || m.mentioned[0] == everyone
}

// recent is what was said last in a room: all messages with an id above since,
// or, with at least chat.MaxUnreadCount of them, the newest.
type recent struct {
	since    int64
	messages []said // by id
}

// reaches reports whether what is unread after a cursor can be told.
func (r *recent) reaches(cursor int64) bool {
	return cursor >= r.since || len(r.messages) >= chat.MaxUnreadCount
}

// unread counts what others than the user said after a cursor, among the newest
// chat.MaxUnreadCount messages. It is not whole when there are older ones.
func (r *recent) unread(userID, cursor int64) (u chat.Unread, whole bool) {
	from, _ := r.find(cursor + 1)
	first := max(from, len(r.messages)-chat.MaxUnreadCount)
	for _, m := range r.messages[first:] {
		if m.creatorID == userID {
			continue
		}
		u.Count++
		if m.mentions(userID) {
			u.Mentions++
		}
	}
	u.ReadMessageID, u.NewestMessageID = cursor, cursor
	if n := len(r.messages); n > 0 {
		u.NewestMessageID = max(cursor, r.messages[n-1].id)
	}
	return u, first == from && cursor >= r.since
}

// find returns where the message with an id is, or would be.
func (r *recent) find(id int64) (int, bool) {
	return slices.BinarySearchFunc(r.messages, id, func(m said, id int64) int { return cmp.Compare(m.id, id) })
}

// apply makes what was committed of a message so here. What is so already stays:
// it may have been read after the commit.
func (r *recent) apply(c saidChange) {
	i, found := r.find(c.id)
	switch {
	case c.gone && found:
		r.messages = slices.Delete(r.messages, i, i+1)
	case c.gone || c.id <= r.since:
	case found:
		r.messages[i] = c.said
	default:
		r.messages = slices.Insert(r.messages, i, c.said)
		r.trim()
	}
}

// trim forgets the oldest messages once there are twice as many as count.
func (r *recent) trim() {
	if surplus := len(r.messages) - chat.MaxUnreadCount; surplus > chat.MaxUnreadCount {
		r.since = r.messages[surplus-1].id
		r.messages = slices.Clone(r.messages[surplus:])
	}
}

// saidChange is a message that was posted, edited or deleted.
type saidChange struct {
	roomID int64
	said
	gone bool
}

func scanSaid(rows *sql.Rows) (m said, err error) {
	err = rows.Scan(&m.id, &m.creatorID)
	return m, err
}

type mention struct{ messageID, userID int64 }

func scanMention(rows *sql.Rows) (m mention, err error) {
	err = rows.Scan(&m.messageID, &m.userID)
	return m, err
}

// readRecent reads the messages after a cursor, the newest when they are many.
func readRecent(c *conn, roomID, cursor int64) (recent, error) {
	r := recent{since: cursor}
	var err error
	r.messages, err = all(c, scanSaid, `
		SELECT id, creator_id
		FROM messages
		WHERE room_id = ? AND id > ?
		ORDER BY id DESC
		LIMIT ?`, roomID, cursor, chat.MaxUnreadCount)
	if err != nil || len(r.messages) == 0 {
		return r, err
	}
	slices.Reverse(r.messages)
	if len(r.messages) == chat.MaxUnreadCount {
		r.since = r.messages[0].id - 1
	}
	mentions, err := all(c, scanMention, `
		SELECT mentions.message_id, mentions.user_id
		FROM messages m
		JOIN mentions ON mentions.message_id = m.id
		WHERE m.room_id = ? AND m.id > ?`, roomID, r.since)
	for _, m := range mentions {
		if i, found := r.find(m.messageID); found {
			r.messages[i].mentioned = append(r.messages[i].mentioned, m.userID)
		}
	}
	for i := range r.messages {
		slices.Sort(r.messages[i].mentioned)
	}
	return r, err
}

// countMentions counts where recent does not reach.
func countMentions(c *conn, userID int64, p seat) (int, error) {
	n, err := one(c, "mentions", scanInt, `
		SELECT count(*)
		FROM (SELECT 1
		      FROM mentions
		      JOIN messages m ON m.id = mentions.message_id
		      WHERE mentions.user_id IN (?, 0) AND mentions.room_id = ? AND mentions.message_id > ? AND m.creator_id <> ?
		      GROUP BY m.id
		      LIMIT ?) unread`, userID, p.roomID, p.readMessageID, userID, chat.MaxUnreadCount)
	return int(n), err
}

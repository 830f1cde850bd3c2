package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"campfire/internal/chat"
)

const eventColumns = `room_id, seq, type, message_id, client_message_id, boost_id, user_id, created_at`

// eventRow is an event as stored: what it is about by id alone.
type eventRow struct {
	chat.Event
	userID int64
}

func scanEvent(rows *sql.Rows) (e eventRow, err error) {
	err = rows.Scan(&e.RoomID, &e.Seq, &e.Type, (*ref)(&e.MessageID), (*text)(&e.ClientMessageID),
		(*ref)(&e.BoostID), (*ref)(&e.userID), (*instant)(&e.CreatedAt))
	return e, err
}

// AppendEvent implements chat.Tx.
func (t *tx) AppendEvent(e chat.Event) (chat.Event, error) {
	var err error
	e.Seq, err = one(t.conn, "room", scanInt, `
		UPDATE rooms SET seq = seq + 1 WHERE id = ? RETURNING seq`, e.RoomID)
	if err != nil {
		return chat.Event{}, err
	}
	userID := e.AuthorID
	if e.User != nil {
		userID = e.User.ID
	}
	_, err = t.conn.exec(`
		INSERT INTO room_events (`+eventColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, (
			SELECT max(at)
			FROM (
				SELECT created_at AS at FROM room_events WHERE room_id = ? AND seq = ?
				UNION ALL SELECT ?) times))`,
		e.RoomID, e.Seq, string(e.Type), ref(e.MessageID), text(e.ClientMessageID),
		ref(e.BoostID), ref(userID),
		e.RoomID, e.Seq-1, instant(e.CreatedAt))
	if err != nil {
		return chat.Event{}, fmt.Errorf("append event to room %d: %w", e.RoomID, err)
	}
	t.events = append(t.events, e)
	return e, nil
}

// Events implements chat.Store. The room's seq is read first, so every event
// up to it is there to be found, unless it was pruned.
func (s *Store) Events(ctx context.Context, roomID, after int64, limit int) (page chat.EventPage, err error) {
	limit = min(max(limit, 1), maxPage)
	err = s.read(ctx, func(c *conn) error {
		page, err = readEvents(c, roomID, after, limit)
		return err
	})
	return page, err
}

func readEvents(c *conn, roomID, after int64, limit int) (chat.EventPage, error) {
	room, err := one(c, "room", scanRoom, `SELECT `+roomColumns+` FROM rooms r WHERE r.id = ?`, roomID)
	if err != nil {
		return chat.EventPage{}, err
	}
	rows, err := all(c, scanEvent, `
		SELECT `+eventColumns+`
		FROM room_events
		WHERE room_id = ? AND seq > ?
		ORDER BY seq
		LIMIT ?`, roomID, after, limit+1)
	if err != nil {
		return chat.EventPage{}, err
	}
	pruned := after < room.Seq && (len(rows) == 0 || rows[0].Seq != after+1)
	if pruned || after < 0 || after > room.Seq {
		return chat.EventPage{}, errEventsGone
	}
	page := chat.EventPage{Seq: after, More: len(rows) > limit}
	rows = rows[:min(len(rows), limit)]
	if len(rows) > 0 {
		page.Seq = rows[len(rows)-1].Seq
	}
	page.Events, err = fillIn(c, room, rows)
	return page, err
}

// SeqAt implements chat.Store. It looks at the newest events of the room, as
// many as could be asked for at once.
func (s *Store) SeqAt(ctx context.Context, roomID int64, at time.Time) (seq int64, err error) {
	err = s.read(ctx, func(c *conn) error {
		seq, err = readSeqAt(c, roomID, at)
		return err
	})
	return seq, err
}

func readSeqAt(c *conn, roomID int64, at time.Time) (int64, error) {
	seq, err := one(c, "room", scanInt, `SELECT seq FROM rooms WHERE id = ?`, roomID)
	if err != nil {
		return 0, err
	}
	before, err := all(c, scanInt, `
		SELECT seq
		FROM room_events
		WHERE room_id = ? AND seq >= ? AND created_at < ?
		ORDER BY seq DESC
		LIMIT 1`, roomID, seq-maxPage, instant(at))
	if err != nil {
		return 0, err
	}
	if len(before) > 0 {
		return before[0], nil
	}
	first, err := one(c, "event", scanInt, `
		SELECT coalesce(min(seq), 0) FROM room_events WHERE room_id = ?`, roomID)
	switch {
	case err != nil:
		return 0, err
	case first == 0: // nothing has happened since the feed was begun
		return seq, nil
	case first == 1 && seq <= maxPage:
		return 0, nil
	}
	return 0, errEventsGone
}

var errEventsGone = &chat.Error{
	Kind: chat.Gone, Code: "events_gone",
	Message: "Those changes are no longer kept. Reload the room.",
}

// fillIn adds to events what they are about as it is now, and leaves out the
// changes to what is no longer there.
func fillIn(c *conn, room chat.Room, rows []eventRow) ([]chat.Event, error) {
	var messageIDs, userIDs []int64
	for _, e := range rows {
		switch e.Type {
		case chat.MessageCreated, chat.MessageUpdated, chat.BoostCreated:
			messageIDs = append(messageIDs, e.MessageID)
		case chat.MemberJoined, chat.MemberLeft, chat.PinCreated, chat.PinDeleted:
			userIDs = append(userIDs, e.userID)
		}
	}
	messages, err := messagesByID(c, messageIDs)
	if err != nil {
		return nil, err
	}
	people, err := peopleByID(c, userIDs)
	if err != nil {
		return nil, err
	}
	events := make([]chat.Event, 0, len(rows))
	for _, e := range rows {
		if e.fill(room, messages[e.MessageID], people[e.userID]) {
			events = append(events, e.Event)
		}
	}
	return events, nil
}

// fill adds what the event is about and reports whether that is still there.
func (e *eventRow) fill(room chat.Room, m *chat.Message, person *chat.User) bool {
	switch e.Type {
	case chat.MessageCreated, chat.MessageUpdated:
		e.Message = m
		return m != nil
	case chat.BoostCreated:
		e.Boost = boostIn(m, e.BoostID)
		return e.Boost != nil
	case chat.MemberJoined, chat.MemberLeft, chat.PinCreated, chat.PinDeleted:
		e.User = person
		return person != nil
	case chat.RoomUpdated:
		e.Room = &room
	}
	return true
}

func boostIn(m *chat.Message, boostID int64) *chat.Boost {
	if m == nil {
		return nil
	}
	i := slices.IndexFunc(m.Boosts, func(b chat.Boost) bool { return b.ID == boostID })
	if i < 0 {
		return nil
	}
	return &m.Boosts[i]
}

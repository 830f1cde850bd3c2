package store

import (
	"database/sql"

	"campfire/internal/chat"
)

// callees is what tells of most messages that no bot is to be called about them. It is kept
// until a commit adds to it; what it has too much is told apart by the database.
type callees struct {
	bots     map[int64]bool   // those with a webhook
	rooms    map[int64]bool   // direct rooms that one of them is in
	commands map[string]int64 // whose each command is
}

// concerns reports whether a message may be for a bot.
func (c *callees) concerns(m chat.Message) bool {
	for _, id := range m.MentionedUserIDs {
		if c.bots[id] {
			return true
		}
	}
	return c.rooms[m.RoomID]
}

// callees reads it anew where this commit has changed it.
func (t *tx) callees() (*callees, error) {
	kept := &t.group.memory.callees
	changed := t.changes.callees || t.group.changes.callees
	if known := kept.Load(); known != nil && !changed {
		return known, nil
	}
	known, err := readCallees(t.conn)
	if err == nil && !changed {
		kept.Store(known)
	}
	return known, err
}

func readCallees(c *conn) (*callees, error) {
	bots, err := all(c, scanInt, `SELECT DISTINCT user_id FROM webhooks WHERE url <> ''`)
	if err != nil {
		return nil, err
	}
	rooms, err := all(c, scanInt, `
		SELECT DISTINCT p.room_id
		FROM webhooks w
		CROSS JOIN memberships p ON p.user_id = w.user_id
		CROSS JOIN rooms r ON r.id = p.room_id
		WHERE w.url <> '' AND r.type = 'Rooms::Direct'`)
	if err != nil {
		return nil, err
	}
	commands, err := all(c, scanOwner, `SELECT name, user_id FROM bot_commands`)
	if err != nil {
		return nil, err
	}
	known := &callees{make(map[int64]bool, len(bots)), make(map[int64]bool, len(rooms)), make(map[string]int64, len(commands))}
	for _, id := range bots {
		known.bots[id] = true
	}
	for _, id := range rooms {
		known.rooms[id] = true
	}
	for _, c := range commands {
		known.commands[c.name] = c.botID
	}
	return known, nil
}

type commandOwner struct {
	name  string
	botID int64
}

func scanOwner(rows *sql.Rows) (o commandOwner, err error) {
	err = rows.Scan(&o.name, &o.botID)
	return o, err
}

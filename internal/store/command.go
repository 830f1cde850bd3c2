package store

import (
	"context"
	"database/sql"
	"time"

	"campfire/internal/chat"
)

const commandColumns = `c.name, c.description, c.hint, ` + userColumns

func scanCommand(rows *sql.Rows) (c chat.Command, err error) {
	err = rows.Scan(append([]any{&c.Name, &c.Description, &c.Hint}, userFields(&c.Bot)...)...)
	return c, err
}

// CommandsIn implements chat.Store.
func (s *Store) CommandsIn(ctx context.Context, roomID int64) (commands []chat.Command, err error) {
	err = s.read(ctx, func(c *conn) error {
		commands, err = all(c, scanCommand, `
			SELECT `+commandColumns+`
			FROM bot_commands c
			JOIN users u ON u.id = c.user_id
			JOIN memberships p ON p.user_id = u.id AND p.room_id = ?
			WHERE u.role = ? AND u.status = ?
				AND EXISTS (SELECT 1 FROM webhooks WHERE user_id = u.id AND url <> '')
			ORDER BY c.name`, roomID, chat.Bot, chat.Active)
		return err
	})
	return commands, err
}

// CommandsOf implements chat.Store.
func (s *Store) CommandsOf(ctx context.Context, botID int64) (commands []chat.Command, err error) {
	err = s.read(ctx, func(c *conn) error {
		commands, err = all(c, scanCommand, `
			SELECT `+commandColumns+`
			FROM bot_commands c
			JOIN users u ON u.id = c.user_id
			WHERE u.id = ?
			ORDER BY c.name`, botID)
		return err
	})
	return commands, err
}

// SaveCommand implements chat.Tx.
func (t *tx) SaveCommand(c chat.Command, at time.Time) (created bool, err error) {
	t.changes.callees = true
	owner, err := all(t.conn, scanInt, `SELECT user_id FROM bot_commands WHERE name = ?`, c.Name)
	if err != nil {
		return false, err
	}
	if len(owner) > 0 && owner[0] != c.Bot.ID {
		return false, &chat.Error{Kind: chat.Conflict, Code: "command_taken"}
	}
	_, err = t.conn.exec(`
		INSERT INTO bot_commands (name, user_id, description, hint, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET description = excluded.description, hint = excluded.hint, updated_at = excluded.updated_at`,
		c.Name, c.Bot.ID, c.Description, c.Hint, instant(at), instant(at))
	return len(owner) == 0, err
}

// CountCommands implements chat.Tx.
func (t *tx) CountCommands(botID int64) (int64, error) {
	return one(t.conn, "count", scanInt, `SELECT count(*) FROM bot_commands WHERE user_id = ?`, botID)
}

// DeleteCommand implements chat.Tx.
func (t *tx) DeleteCommand(botID int64, name string) error {
	t.changes.callees = true
	return t.conn.change("command", `DELETE FROM bot_commands WHERE user_id = ? AND name = ?`, botID, name)
}

// DeleteCommandsOf implements chat.Tx.
func (t *tx) DeleteCommandsOf(botID int64) error {
	t.changes.callees = true
	_, err := t.conn.exec(`DELETE FROM bot_commands WHERE user_id = ?`, botID)
	return err
}

// CommandBot implements chat.Tx.
func (t *tx) CommandBot(roomID int64, name string) (chat.BotView, error) {
	known, err := t.callees()
	if err != nil {
		return chat.BotView{}, err
	}
	botID, taken := known.commands[name]
	if !taken {
		return chat.BotView{}, &chat.Error{Kind: chat.NotFound, Code: "no_command"}
	}
	return one(t.conn, "bot", scanBot, `
		SELECT `+userColumns+`, w.url
		FROM `+botTables+`
		JOIN memberships p ON p.user_id = u.id AND p.room_id = ?
		WHERE u.id = ? AND u.role = ? AND u.status = ? AND w.url <> ''`, roomID, botID, chat.Bot, chat.Active)
}

package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"campfire/internal/chat"
)

// botTables have each bot with its webhook. The original means one; of several
// the first counts. It may be an empty text.
const botTables = `users u
	LEFT JOIN webhooks w ON w.id = (SELECT min(id) FROM webhooks WHERE user_id = u.id)`

func scanBot(rows *sql.Rows) (b chat.BotView, err error) {
	err = rows.Scan(append(userFields(&b.User), (*text)(&b.WebhookURL))...)
	return b, err
}

// Bots implements chat.Store.
func (s *Store) Bots(ctx context.Context) (bots []chat.BotView, err error) {
	err = s.read(ctx, func(c *conn) error {
		bots, err = all(c, scanBot, `
			SELECT `+userColumns+`, w.url
			FROM `+botTables+`
			WHERE u.role = ? AND u.status = ?
			ORDER BY u.id`, chat.Bot, chat.Active)
		return err
	})
	slices.SortStableFunc(bots, func(a, b chat.BotView) int { return compareNames(a.User.Name, b.User.Name) })
	return bots, err
}

// Bot implements chat.Tx.
func (t *tx) Bot(id int64) (chat.BotView, error) {
	return one(t.conn, "bot", scanBot, `
		SELECT `+userColumns+`, w.url
		FROM `+botTables+`
		WHERE u.id = ? AND u.role = ? AND u.status = ?`, id, chat.Bot, chat.Active)
}

// tokenBot is a bot with its token.
type tokenBot struct {
	chat.BotView
	token string
}

func scanTokenBot(rows *sql.Rows) (b tokenBot, err error) {
	err = rows.Scan(append(userFields(&b.User), (*text)(&b.WebhookURL), (*text)(&b.token))...)
	return b, err
}

// BotToken implements chat.Store.
func (s *Store) BotToken(ctx context.Context, userID int64) (chat.User, string, error) {
	var found tokenBot
	err := s.read(ctx, func(c *conn) (err error) {
		found, err = one(c, "bot", scanTokenBot, `
			SELECT `+userColumns+`, NULL, u.bot_token
			FROM users u
			WHERE u.id = ?`, userID)
		return err
	})
	return found.User, found.token, err
}

// BotToCall implements chat.Store.
func (s *Store) BotToCall(ctx context.Context, botID, roomID int64) (chat.BotView, string, error) {
	var found tokenBot
	err := s.read(ctx, func(c *conn) (err error) {
		found, err = one(c, "bot", scanTokenBot, `
			SELECT `+userColumns+`, w.url, u.bot_token
			FROM `+botTables+`
			JOIN memberships m ON m.user_id = u.id AND m.room_id = ?
			WHERE u.id = ? AND u.role = ? AND u.status = ? AND w.url <> ''`, roomID, botID, chat.Bot, chat.Active)
		return err
	})
	return found.BotView, found.token, err
}

// SetBotToken implements chat.Tx.
func (t *tx) SetBotToken(userID int64, token string) error {
	t.changes.access = true
	return t.conn.change("bot", `UPDATE users SET bot_token = ? WHERE id = ?`, token, userID)
}

// SetWebhook implements chat.Tx.
func (t *tx) SetWebhook(userID int64, url string, at time.Time) error {
	t.changes.callees = true
	if _, err := t.conn.exec(`DELETE FROM webhooks WHERE user_id = ?`, userID); err != nil || url == "" {
		return err
	}
	_, err := t.conn.exec(`
		INSERT INTO webhooks (user_id, url, created_at, updated_at)
		VALUES (?, ?, ?, ?)`, userID, url, instant(at), instant(at))
	return err
}

// BotsToCall implements chat.Tx. Most messages are for none, which memory tells; else it
// begins with the webhooks, of which there are few.
func (t *tx) BotsToCall(m chat.Message) ([]chat.BotView, error) {
	if known, err := t.callees(); err != nil || !known.concerns(m) {
		return nil, err
	}
	return all(t.conn, scanBot, `
		SELECT `+userColumns+`, w.url
		FROM webhooks w
		CROSS JOIN users u ON u.id = w.user_id
		CROSS JOIN memberships p ON p.user_id = u.id AND p.room_id = ?
		CROSS JOIN rooms r ON r.id = p.room_id
		WHERE w.url <> '' AND u.role = ? AND u.status = ? AND u.id <> ?
			AND (r.type = 'Rooms::Direct' OR EXISTS (SELECT 1 FROM mentions WHERE message_id = ? AND user_id = u.id))
			AND w.id = (SELECT min(id) FROM webhooks WHERE user_id = u.id)`,
		m.RoomID, chat.Bot, chat.Active, m.Creator.ID, m.ID)
}

// OnlyBots implements chat.Tx.
func (t *tx) OnlyBots(roomID int64, n int) (bool, error) {
	said, err := all(t.conn, scanInt, `
		SELECT u.role
		FROM (
			SELECT creator_id
			FROM messages
			WHERE room_id = ?
			ORDER BY created_at DESC, id DESC
			LIMIT ?
		) m
		JOIN users u ON u.id = m.creator_id`, roomID, n)
	isPerson := func(role int64) bool { return chat.Role(role) != chat.Bot }
	return len(said) == n && !slices.ContainsFunc(said, isPerson), err
}

const deliveryColumns = `id, user_id, room_id, message_id, attempt, url, request, status, content_type, answer, note, error, took_ms, created_at`

func scanDelivery(rows *sql.Rows) (d chat.Delivery, err error) {
	var milliseconds int64
	err = rows.Scan(
		&d.ID, &d.BotID, &d.RoomID, &d.MessageID, &d.Attempt, &d.URL, &d.Request, &d.Status,
		(*text)(&d.ContentType), (*text)(&d.Answer), (*text)(&d.Note), (*text)(&d.Error), &milliseconds, (*instant)(&d.At))
	d.Took = time.Duration(milliseconds) * time.Millisecond
	return d, err
}

// CreateDelivery implements chat.Tx.
func (t *tx) CreateDelivery(d chat.Delivery, keep int) error {
	_, err := t.conn.exec(`
		INSERT INTO webhook_deliveries (user_id, room_id, message_id, attempt, url, request, status, content_type, answer, note, error, took_ms, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.BotID, d.RoomID, d.MessageID, d.Attempt, d.URL, d.Request, d.Status,
		text(d.ContentType), text(d.Answer), text(d.Note), text(d.Error), d.Took.Milliseconds(), instant(d.At))
	if err != nil {
		return err
	}
	_, err = t.conn.exec(`
		DELETE FROM webhook_deliveries
		WHERE user_id = ? AND id <= (
			SELECT id FROM webhook_deliveries WHERE user_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`, d.BotID, d.BotID, keep)
	return err
}

// Delivery implements chat.Tx.
func (t *tx) Delivery(botID, id int64) (chat.Delivery, error) {
	return one(t.conn, "delivery", scanDelivery, `
		SELECT `+deliveryColumns+`
		FROM webhook_deliveries
		WHERE user_id = ? AND id = ?`, botID, id)
}

// Deliveries implements chat.Store.
func (s *Store) Deliveries(ctx context.Context, botID int64, limit int) (deliveries []chat.Delivery, err error) {
	err = s.read(ctx, func(c *conn) error {
		deliveries, err = all(c, scanDelivery, `
			SELECT `+deliveryColumns+`
			FROM webhook_deliveries
			WHERE user_id = ?
			ORDER BY id DESC
			LIMIT ?`, botID, limit)
		return err
	})
	return deliveries, err
}

package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"campfire/internal/chat"
)

const pushSubscriptionColumns = `s.id, s.user_id, s.session_id, s.endpoint, s.p256dh_key, s.auth_key, s.user_agent, s.created_at, s.updated_at, s.refused_at`

func pushSubscriptionFields(p *chat.PushSubscription) []any {
	return []any{
		&p.ID, &p.UserID, (*ref)(&p.SessionID), (*text)(&p.Endpoint), (*text)(&p.P256dhKey), (*text)(&p.AuthKey),
		(*text)(&p.UserAgent), (*instant)(&p.CreatedAt), (*instant)(&p.UpdatedAt), (*instant)(&p.RefusedAt),
	}
}

func scanPushSubscription(rows *sql.Rows) (p chat.PushSubscription, err error) {
	err = rows.Scan(pushSubscriptionFields(&p)...)
	return p, err
}

// PushSubscriptionsOf implements chat.Store.
func (s *Store) PushSubscriptionsOf(ctx context.Context, userID int64) (found []chat.PushSubscription, err error) {
	err = s.read(ctx, func(c *conn) error {
		found, err = all(c, scanPushSubscription, `
			SELECT `+pushSubscriptionColumns+`
			FROM push_subscriptions s
			WHERE s.user_id = ?
			ORDER BY s.updated_at DESC, s.id DESC`, userID)
		return err
	})
	return found, err
}

// PushSubscription implements chat.Store.
func (s *Store) PushSubscription(ctx context.Context, userID, id int64) (p chat.PushSubscription, err error) {
	err = s.read(ctx, func(c *conn) error {
		p, err = one(c, "push subscription", scanPushSubscription, `
			SELECT `+pushSubscriptionColumns+`
			FROM push_subscriptions s
			WHERE s.user_id = ? AND s.id = ?`, userID, id)
		return err
	})
	return p, err
}

// targetTables have the devices of those whom a message, the first argument,
// concerns.
const targetTables = `messages msg
	CROSS JOIN memberships m ON m.room_id = msg.room_id AND m.user_id <> msg.creator_id AND m.read_message_id < msg.id
	CROSS JOIN rooms r ON r.id = msg.room_id
	CROSS JOIN users u ON u.id = m.user_id AND u.status = 0
	CROSS JOIN push_subscriptions s ON s.user_id = m.user_id
	LEFT JOIN quiet_hours q ON q.user_id = m.user_id
	WHERE msg.id = ? AND (
		m.involvement = 'everything'
		OR m.involvement = 'mentions' AND EXISTS (SELECT 1 FROM mentions WHERE message_id = msg.id AND user_id IN (0, m.user_id)))`

const targetColumns = pushSubscriptionColumns + `, ` + roomColumns + `, q.from_minute, q.until_minute, q.time_zone`

func scanPushTarget(rows *sql.Rows) (t chat.PushTarget, err error) {
	var from, until sql.NullInt64
	var zone text
	err = rows.Scan(slices.Concat(pushSubscriptionFields(&t.Subscription), roomFields(&t.Room), []any{&from, &until, &zone})...)
	if from.Valid {
		t.Quiet = &chat.QuietHours{From: int(from.Int64), Until: int(until.Int64), TimeZone: string(zone)}
	}
	return t, err
}

// PushTargets implements chat.Store. It goes through the room's members in the
// order of their index.
func (s *Store) PushTargets(ctx context.Context, messageID int64, after chat.PushCursor, limit int) (found []chat.PushTarget, err error) {
	err = s.read(ctx, func(c *conn) error {
		found, err = all(c, scanPushTarget, `
			SELECT `+targetColumns+`
			FROM `+targetTables+`
				AND m.user_id >= ? AND (m.user_id > ? OR s.id > ?)
			ORDER BY m.user_id, s.id
			LIMIT ?`, messageID, after.UserID, after.UserID, after.SubscriptionID, limit)
		return err
	})
	return found, err
}

// PushTarget implements chat.Store.
func (s *Store) PushTarget(ctx context.Context, messageID, subscriptionID int64) (t chat.PushTarget, err error) {
	err = s.read(ctx, func(c *conn) error {
		t, err = one(c, "push target", scanPushTarget, `
			SELECT `+targetColumns+`
			FROM `+targetTables+`
				AND m.user_id = (SELECT user_id FROM push_subscriptions WHERE id = ?) AND s.id = ?`,
			messageID, subscriptionID, subscriptionID)
		return err
	})
	return t, err
}

// SavePushSubscription implements chat.Tx. A trigger removes another one with the
// endpoint.
func (t *tx) SavePushSubscription(p chat.PushSubscription, keep int) (saved chat.PushSubscription, created bool, err error) {
	same, err := all(t.conn, scanInt, `
		UPDATE push_subscriptions
		SET session_id = ?, user_agent = ?, updated_at = ?
		WHERE endpoint = ? AND user_id = ? AND p256dh_key = ? AND auth_key = ?
		RETURNING id`,
		ref(p.SessionID), text(p.UserAgent), instant(p.UpdatedAt), p.Endpoint, p.UserID, p.P256dhKey, p.AuthKey)
	if err != nil {
		return p, false, err
	}
	if len(same) == 0 {
		same, err = t.createPushSubscription(p, keep)
		created = true
	}
	if err != nil {
		return p, false, fmt.Errorf("save push subscription: %w", err)
	}
	saved, err = one(t.conn, "push subscription", scanPushSubscription, `
		SELECT `+pushSubscriptionColumns+`
		FROM push_subscriptions s
		WHERE s.id = ?`, same[0])
	return saved, created, err
}

func (t *tx) createPushSubscription(p chat.PushSubscription, keep int) (id []int64, err error) {
	id, err = all(t.conn, scanInt, `
		INSERT INTO push_subscriptions (user_id, session_id, endpoint, p256dh_key, auth_key, user_agent, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		p.UserID, ref(p.SessionID), p.Endpoint, p.P256dhKey, p.AuthKey, text(p.UserAgent), instant(p.CreatedAt), instant(p.UpdatedAt))
	if err != nil {
		return nil, err
	}
	t.changes.subscribed = true
	_, err = t.conn.exec(`
		DELETE FROM push_subscriptions
		WHERE user_id = ? AND id NOT IN (
			SELECT id FROM push_subscriptions WHERE user_id = ? ORDER BY updated_at DESC, id DESC LIMIT ?)`, p.UserID, p.UserID, keep)
	return id, err
}

// AnyPushSubscriptions implements chat.Tx.
func (t *tx) AnyPushSubscriptions() bool {
	return t.changes.subscribed || t.group.changes.subscribed || t.group.memory.subscribed.Load()
}

func anySubscriptions(c *conn) (bool, error) {
	found, err := all(c, scanInt, `SELECT 1 FROM push_subscriptions LIMIT 1`)
	return len(found) > 0, err
}

// SetPushRefused implements chat.Tx.
func (t *tx) SetPushRefused(id int64, since time.Time) error {
	_, err := t.conn.exec(`UPDATE push_subscriptions SET refused_at = ? WHERE id = ?`, instant(since), id)
	return err
}

// DeletePushSubscription implements chat.Tx.
func (t *tx) DeletePushSubscription(id int64) error {
	_, err := t.conn.exec(`DELETE FROM push_subscriptions WHERE id = ?`, id)
	return err
}

// DeletePushSubscriptionOf implements chat.Tx.
func (t *tx) DeletePushSubscriptionOf(userID, id int64) error {
	return t.conn.change("push subscription", `DELETE FROM push_subscriptions WHERE user_id = ? AND id = ?`, userID, id)
}

// DeletePushSubscriptionAt implements chat.Tx.
func (t *tx) DeletePushSubscriptionAt(userID int64, endpoint string) error {
	_, err := t.conn.exec(`DELETE FROM push_subscriptions WHERE user_id = ? AND endpoint = ?`, userID, endpoint)
	return err
}

// DeletePushSubscriptionsOf implements chat.Tx.
func (t *tx) DeletePushSubscriptionsOf(userID int64) error {
	_, err := t.conn.exec(`DELETE FROM push_subscriptions WHERE user_id = ?`, userID)
	return err
}

package store

import (
	"context"
	"database/sql"
	"time"

	"campfire/internal/chat"
)

// BannedAddresses implements chat.Store. Addresses that the original banned
// count as long as their owner is banned.
func (s *Store) BannedAddresses(ctx context.Context) (found []chat.BannedAddress, err error) {
	err = s.read(ctx, func(c *conn) error {
		found, err = all(c, scanBannedAddress, `
			SELECT b.ip_address, u.banned_until
			FROM bans b
			JOIN users u ON u.id = b.user_id
			WHERE u.status = ?`, chat.Banned)
		return err
	})
	return found, err
}

func scanBannedAddress(rows *sql.Rows) (b chat.BannedAddress, err error) {
	err = rows.Scan(&b.IPAddress, (*instant)(&b.Until))
	return b, err
}

// AddressesBannedFor implements chat.Store.
func (s *Store) AddressesBannedFor(ctx context.Context, userID int64) (addresses []string, err error) {
	err = s.read(ctx, func(c *conn) error {
		addresses, err = all(c, scanString, `SELECT DISTINCT ip_address FROM bans WHERE user_id = ? ORDER BY ip_address`, userID)
		return err
	})
	return addresses, err
}

// BansOver implements chat.Store.
func (s *Store) BansOver(ctx context.Context, at time.Time) (userIDs []int64, err error) {
	err = s.read(ctx, func(c *conn) error {
		userIDs, err = all(c, scanInt, `
			SELECT id
			FROM users
			WHERE banned_until <= ? AND status = ?
			ORDER BY banned_until`, instant(at), chat.Banned)
		return err
	})
	return userIDs, err
}

// NextBanEnd implements chat.Store.
func (s *Store) NextBanEnd(ctx context.Context) (at time.Time, err error) {
	err = s.read(ctx, func(c *conn) error {
		found, err := all(c, scanInstant, `
			SELECT banned_until
			FROM users
			WHERE banned_until IS NOT NULL AND status = ?
			ORDER BY banned_until
			LIMIT 1`, chat.Banned)
		if len(found) > 0 {
			at = found[0]
		}
		return err
	})
	return at, err
}

// SessionAddresses implements chat.Tx.
func (t *tx) SessionAddresses(userID int64) ([]string, error) {
	return all(t.conn, scanString, `
		SELECT DISTINCT ip_address
		FROM sessions
		WHERE user_id = ? AND ip_address <> ''
		ORDER BY ip_address`, userID)
}

// FormerAddresses implements chat.Tx.
func (t *tx) FormerAddresses(userID int64, since time.Time) ([]string, error) {
	return all(t.conn, scanString, `
		SELECT ip_address
		FROM bans
		WHERE user_id = ?
		UNION
		SELECT ip_address
		FROM audit_entries
		WHERE actor_id = ? AND kind = ? AND created_at >= ? AND ip_address <> ''
		ORDER BY ip_address`, userID, userID, chat.SessionCreated, instant(since))
}

// SetBannedAddresses implements chat.Tx.
func (t *tx) SetBannedAddresses(userID int64, addresses []string, at time.Time) error {
	t.changes.access = true
	if _, err := t.conn.exec(`DELETE FROM bans WHERE user_id = ?`, userID); err != nil {
		return err
	}
	for _, address := range addresses {
		_, err := t.conn.exec(`
			INSERT INTO bans (user_id, ip_address, created_at, updated_at)
			VALUES (?, ?, ?, ?)`, userID, address, instant(at), instant(at))
		if err != nil {
			return err
		}
	}
	return nil
}

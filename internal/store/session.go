package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"campfire/internal/chat"
)

const sessionColumns = `s.id, s.user_id, s.token, s.ip_address, s.user_agent, s.last_active_at, s.created_at`

func sessionFields(s *chat.Session) []any {
	return []any{
		&s.ID, &s.UserID, &s.Token, (*text)(&s.IPAddress), (*text)(&s.UserAgent),
		(*instant)(&s.LastActiveAt), (*instant)(&s.CreatedAt),
	}
}

type signIn struct {
	session chat.Session
	user    chat.User
}

func scanSignIn(rows *sql.Rows) (s signIn, err error) {
	err = rows.Scan(append(sessionFields(&s.session), userFields(&s.user)...)...)
	return s, err
}

// SessionByToken implements chat.Store.
func (s *Store) SessionByToken(ctx context.Context, token string) (chat.Session, chat.User, error) {
	var found signIn
	err := s.read(ctx, func(c *conn) (err error) {
		found, err = one(c, "session", scanSignIn, `
			SELECT `+sessionColumns+`, `+userColumns+`
			FROM sessions s
			JOIN users u ON u.id = s.user_id
			WHERE s.token = ?`, token)
		return err
	})
	return found.session, found.user, err
}

func scanSession(rows *sql.Rows) (s chat.Session, err error) {
	err = rows.Scan(sessionFields(&s)...)
	return s, err
}

// SessionsOf implements chat.Store.
func (s *Store) SessionsOf(ctx context.Context, userID int64, limit int) (sessions []chat.Session, err error) {
	err = s.read(ctx, func(c *conn) error {
		sessions, err = all(c, scanSession, `
			SELECT `+sessionColumns+`
			FROM sessions s
			WHERE s.user_id = ?
			ORDER BY s.last_active_at DESC, s.id DESC
			LIMIT ?`, userID, limit)
		return err
	})
	return sessions, err
}

// CreateSession implements chat.Tx.
func (t *tx) CreateSession(s chat.Session) (chat.Session, error) {
	var err error
	s.ID, err = one(t.conn, "session", scanInt, `
		INSERT INTO sessions (user_id, token, ip_address, user_agent, last_active_at, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		s.UserID, s.Token, text(s.IPAddress), text(s.UserAgent),
		instant(s.LastActiveAt), instant(s.CreatedAt), instant(s.CreatedAt))
	if err != nil {
		return chat.Session{}, fmt.Errorf("create session: %w", err)
	}
	return s, nil
}

// TouchSession implements chat.Tx.
func (t *tx) TouchSession(id int64, ipAddress, userAgent string, at time.Time) error {
	return t.conn.change("session", `
		UPDATE sessions
		SET ip_address = ?, user_agent = ?, last_active_at = ?, updated_at = ?
		WHERE id = ?`, text(ipAddress), text(userAgent), instant(at), instant(at), id)
}

// DeleteSession implements chat.Tx. A session that is gone already is no error.
func (t *tx) DeleteSession(id int64) error {
	t.changes.access = true
	_, err := t.conn.exec(`DELETE FROM sessions WHERE id = ?`, id)
	return err
}

// DeleteSessionOf implements chat.Tx.
func (t *tx) DeleteSessionOf(userID, id int64) error {
	t.changes.access = true
	return t.conn.change("session", `DELETE FROM sessions WHERE id = ? AND user_id = ?`, id, userID)
}

// DeleteOtherSessionsOf implements chat.Tx.
func (t *tx) DeleteOtherSessionsOf(userID, keepID int64) ([]int64, error) {
	t.changes.access = true
	if err := t.deleteTransfersOf(userID); err != nil {
		return nil, err
	}
	return all(t.conn, scanInt, `DELETE FROM sessions WHERE user_id = ? AND id <> ? RETURNING id`, userID, keepID)
}

// DeleteSessionsOf implements chat.Tx.
func (t *tx) DeleteSessionsOf(userID int64) ([]int64, error) {
	t.changes.access = true
	if err := t.deleteTransfersOf(userID); err != nil {
		return nil, err
	}
	return all(t.conn, scanInt, `DELETE FROM sessions WHERE user_id = ? RETURNING id`, userID)
}

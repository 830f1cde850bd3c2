package store

import (
	"context"
	"database/sql"
	"time"

	"campfire/internal/chat"
)

const accessTokenColumns = `t.id, t.user_id, t.name, t.scope, t.hint, t.created_at, t.expires_at, t.last_used_at`

func accessTokenFields(t *chat.AccessToken) []any {
	return []any{&t.ID, &t.UserID, &t.Name, &t.Scope, &t.Hint, (*instant)(&t.CreatedAt), (*instant)(&t.ExpiresAt), (*instant)(&t.LastUsedAt)}
}

func scanAccessToken(rows *sql.Rows) (t chat.AccessToken, err error) {
	err = rows.Scan(accessTokenFields(&t)...)
	return t, err
}

// ownedToken is a token with whom it is of.
type ownedToken struct {
	chat.AccessToken
	user chat.User
}

func scanOwnedToken(rows *sql.Rows) (t ownedToken, err error) {
	err = rows.Scan(append(accessTokenFields(&t.AccessToken), userFields(&t.user)...)...)
	return t, err
}

// AccessToken implements chat.Store.
func (s *Store) AccessToken(ctx context.Context, digest string) (chat.AccessToken, chat.User, error) {
	var found ownedToken
	err := s.read(ctx, func(c *conn) (err error) {
		found, err = one(c, "access token", scanOwnedToken, `
			SELECT `+accessTokenColumns+`, `+userColumns+`
			FROM access_tokens t
			JOIN users u ON u.id = t.user_id
			WHERE t.digest = ?`, digest)
		return err
	})
	return found.AccessToken, found.user, err
}

// AccessTokensOf implements chat.Store.
func (s *Store) AccessTokensOf(ctx context.Context, userID int64) (tokens []chat.AccessToken, err error) {
	err = s.read(ctx, func(c *conn) error {
		tokens, err = all(c, scanAccessToken, `
			SELECT `+accessTokenColumns+`
			FROM access_tokens t
			WHERE t.user_id = ?
			ORDER BY t.id DESC`, userID)
		return err
	})
	return tokens, err
}

// CreateAccessToken implements chat.Tx.
func (t *tx) CreateAccessToken(token chat.AccessToken) (chat.AccessToken, error) {
	ids, err := all(t.conn, scanInt, `
		INSERT INTO access_tokens (user_id, name, scope, digest, hint, created_at, expires_at)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		token.UserID, token.Name, token.Scope, token.Digest(), token.Hint, instant(token.CreatedAt), instant(token.ExpiresAt))
	if err == nil {
		token.ID = ids[0]
	}
	return token, err
}

// DeleteAccessToken implements chat.Tx.
func (t *tx) DeleteAccessToken(userID, id int64) (chat.AccessToken, error) {
	found, err := one(t.conn, "access token", scanAccessToken, `
		SELECT `+accessTokenColumns+`
		FROM access_tokens t
		WHERE t.user_id = ? AND t.id = ?`, userID, id)
	if err == nil {
		_, err = t.conn.exec(`DELETE FROM access_tokens WHERE id = ?`, id)
	}
	return found, err
}

// DeleteAccessTokensOf implements chat.Tx.
func (t *tx) DeleteAccessTokensOf(userID int64) error {
	_, err := t.conn.exec(`DELETE FROM access_tokens WHERE user_id = ?`, userID)
	return err
}

// TouchAccessToken implements chat.Tx.
func (t *tx) TouchAccessToken(id int64, at time.Time) error {
	_, err := t.conn.exec(`UPDATE access_tokens SET last_used_at = ? WHERE id = ?`, instant(at), id)
	return err
}

package store

import (
	"context"
	"database/sql"
	"fmt"

	"campfire/internal/chat"
)

const accountColumns = `name, join_code, custom_styles, settings, created_at, updated_at`

func scanAccount(rows *sql.Rows) (a chat.Account, err error) {
	err = rows.Scan(&a.Name, &a.JoinCode, (*text)(&a.CustomStyles), (*settings)(&a.Settings),
		(*instant)(&a.CreatedAt), (*instant)(&a.UpdatedAt))
	return a, err
}

// Account implements chat.Store.
func (s *Store) Account(ctx context.Context) (a chat.Account, err error) {
	err = s.read(ctx, func(c *conn) error {
		a, err = one(c, "account", scanAccount, `
			SELECT `+accountColumns+`
			FROM accounts
			ORDER BY id
			LIMIT 1`)
		return err
	})
	return a, err
}

// CreateAccount implements chat.Tx.
func (t *tx) CreateAccount(a chat.Account) error {
	stored, err := settings(a.Settings).over("")
	if err != nil {
		return err
	}
	_, err = t.conn.exec(`
		INSERT INTO accounts (`+accountColumns+`, singleton_guard)
		VALUES (?, ?, ?, ?, ?, ?, 0)`,
		a.Name, a.JoinCode, text(a.CustomStyles), stored, instant(a.CreatedAt), instant(a.UpdatedAt))
	if err != nil {
		return fmt.Errorf("create account: %w", err)
	}
	return nil
}

// UpdateAccount implements chat.Tx. Settings it does not know stay.
func (t *tx) UpdateAccount(a chat.Account) error {
	stored, err := t.accountSettings()
	if err != nil {
		return err
	}
	if stored, err = settings(a.Settings).over(stored); err != nil {
		return err
	}
	return t.conn.change("account", `
		UPDATE accounts
		SET name = ?, join_code = ?, custom_styles = ?, settings = ?, updated_at = ?
		WHERE id = (SELECT min(id) FROM accounts)`,
		a.Name, a.JoinCode, text(a.CustomStyles), stored, instant(a.UpdatedAt))
}

func (t *tx) accountSettings() (string, error) {
	return one(t.conn, "account", scanText, `SELECT settings FROM accounts ORDER BY id LIMIT 1`)
}

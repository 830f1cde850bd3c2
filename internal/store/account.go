package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"campfire/internal/chat"
)

const accountColumns = `name, join_code, custom_styles, sign_in_help, settings, created_at, updated_at`

func scanAccount(rows *sql.Rows) (a chat.Account, err error) {
	err = rows.Scan(&a.Name, &a.JoinCode, (*text)(&a.CustomStyles), (*text)(&a.SignInHelp), (*settings)(&a.Settings),
		(*instant)(&a.CreatedAt), (*instant)(&a.UpdatedAt))
	return a, err
}

// Account implements chat.Store.
func (s *Store) Account(ctx context.Context) (a chat.Account, err error) {
	err = s.read(ctx, func(c *conn) error {
		a, err = account(c)
		return err
	})
	return a, err
}

// Account implements chat.Tx.
func (t *tx) Account() (chat.Account, error) { return account(t.conn) }

func account(c *conn) (chat.Account, error) {
	return one(c, "account", scanAccount, `
		SELECT `+accountColumns+`
		FROM accounts
		ORDER BY id
		LIMIT 1`)
}

// CreateAccount implements chat.Tx.
func (t *tx) CreateAccount(a chat.Account) error {
	stored, err := settings(a.Settings).over("")
	if err != nil {
		return err
	}
	_, err = t.conn.exec(`
		INSERT INTO accounts (`+accountColumns+`, singleton_guard)
		VALUES (?, ?, ?, ?, ?, ?, ?, 0)`,
		a.Name, a.JoinCode, text(a.CustomStyles), text(a.SignInHelp), stored, instant(a.CreatedAt), instant(a.UpdatedAt))
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
		SET name = ?, join_code = ?, custom_styles = ?, sign_in_help = ?, settings = ?, updated_at = ?
		WHERE id = (SELECT min(id) FROM accounts)`,
		a.Name, a.JoinCode, text(a.CustomStyles), text(a.SignInHelp), stored, instant(a.UpdatedAt))
}

func (t *tx) accountSettings() (string, error) {
	return one(t.conn, "account", scanText, `SELECT settings FROM accounts ORDER BY id LIMIT 1`)
}

// settings are the account's, a JSON object; NULL is the defaults.
type settings chat.AccountSettings

const (
	restrictRoomCreation = "restrict_room_creation_to_administrators"
	restrictMassMentions = "restrict_mass_mentions_to_administrators" // the original does not know it, nor the next
	hidePresence         = "hide_presence"                            // and leaves them alone
)

// Scan implements sql.Scanner.
func (s *settings) Scan(value any) error {
	object, err := settingsObject(value)
	if err != nil {
		return err
	}
	*s = settings{}
	for name, field := range s.fields() {
		if raw, ok := object[name]; ok {
			if err := json.Unmarshal(raw, field); err != nil {
				return fmt.Errorf("account setting %s: %w", name, err)
			}
		}
	}
	return nil
}

// fields are the settings by the names they are stored under.
func (s *settings) fields() map[string]*bool {
	return map[string]*bool{
		restrictRoomCreation: &s.RestrictRoomCreationToAdministrators,
		restrictMassMentions: &s.RestrictMassMentionsToAdministrators,
		hidePresence:         &s.HidePresence,
	}
}

// over returns the stored value of s, keeping what others keep in the object.
func (s settings) over(stored string) (string, error) {
	object, err := settingsObject(stored)
	if err != nil {
		return "", err
	}
	for name, field := range s.fields() {
		object[name], _ = json.Marshal(*field)
	}
	merged, err := json.Marshal(object)
	return string(merged), err
}

func settingsObject(value any) (map[string]json.RawMessage, error) {
	var stored text
	if err := stored.Scan(value); err != nil {
		return nil, err
	}
	object := make(map[string]json.RawMessage)
	if stored == "" {
		return object, nil
	}
	if err := json.Unmarshal([]byte(stored), &object); err != nil {
		return nil, fmt.Errorf("account settings: %w", err)
	}
	if object == nil { // the JSON value null
		object = make(map[string]json.RawMessage)
	}
	return object, nil
}

package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"campfire/internal/chat"
	"campfire/internal/search"
)

const userColumns = `u.id, u.name, u.email_address, u.password_digest, u.role, u.status, u.bio,
	u.appearance, u.muted, u.hide_presence, u.banned_until, u.created_at, u.updated_at`

func scanUser(rows *sql.Rows) (u chat.User, err error) {
	err = rows.Scan(userFields(&u)...)
	return u, err
}

func userFields(u *chat.User) []any {
	return []any{
		&u.ID, &u.Name, (*text)(&u.EmailAddress), (*text)(&u.PasswordDigest), &u.Role, &u.Status,
		(*text)(&u.Bio), (*text)(&u.Appearance), &u.Muted, &u.HidePresence, (*instant)(&u.BannedUntil),
		(*instant)(&u.CreatedAt), (*instant)(&u.UpdatedAt),
	}
}

// personColumns are what others see of a user, as author or member. The email
// address and the password stay behind.
const personColumns = `u.id, u.name, u.role, u.status, u.updated_at`

func scanPerson(rows *sql.Rows) (u chat.User, err error) {
	err = rows.Scan(personFields(&u)...)
	return u, err
}

func personFields(u *chat.User) []any {
	return []any{&u.ID, &u.Name, &u.Role, &u.Status, (*instant)(&u.UpdatedAt)}
}

// peopleByID returns users as others see them.
func peopleByID(c *conn, ids []int64) (map[int64]*chat.User, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, args := placeholders(ids)
	users, err := all(c, scanPerson, `
		SELECT `+personColumns+`
		FROM users u
		WHERE u.id IN (`+list+`)`, args...)
	byID := make(map[int64]*chat.User, len(users))
	for i := range users {
		byID[users[i].ID] = &users[i]
	}
	return byID, err
}

// sortByName orders users as people expect, which SQLite's ASCII-only
// collation does not.
func sortByName(users []chat.User) {
	slices.SortStableFunc(users, func(a, b chat.User) int { return compareNames(a.Name, b.Name) })
}

// compareNames orders names whatever their case and accents, and the numbers in
// them by what they are worth: "Room 2" comes before "Room 10".
func compareNames(a, b string) int {
	return cmp.Or(compareNumbered(search.Fold(a), search.Fold(b)), strings.Compare(a, b))
}

func compareNumbered(a, b string) int {
	for a != "" && b != "" {
		m, n := digits(a), digits(b)
		if m == "" || n == "" {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		a, b = a[len(m):], b[len(n):]
		m, n = strings.TrimLeft(m, "0"), strings.TrimLeft(n, "0")
		if order := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); order != 0 {
			return order
		}
	}
	return cmp.Compare(len(a), len(b))
}

// digits returns those that s begins with.
func digits(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
}

// User implements chat.Store.
func (s *Store) User(ctx context.Context, id int64) (u chat.User, err error) {
	err = s.read(ctx, func(c *conn) error {
		u, err = user(c, id)
		return err
	})
	return u, err
}

// User implements chat.Tx.
func (t *tx) User(id int64) (chat.User, error) { return user(t.conn, id) }

func user(c *conn, id int64) (chat.User, error) {
	return one(c, "user", scanUser, `SELECT `+userColumns+` FROM users u WHERE u.id = ?`, id)
}

// UserByEmail implements chat.Store. Databases of the original may hold
// addresses that differ in case alone.
func (s *Store) UserByEmail(ctx context.Context, emailAddress string) (u chat.User, err error) {
	err = s.read(ctx, func(c *conn) error {
		u, err = one(c, "user", scanUser, `
			SELECT `+userColumns+`
			FROM users u
			WHERE lower(u.email_address) = lower(?)
			ORDER BY u.email_address = ? DESC, u.id
			LIMIT 1`, emailAddress, emailAddress)
		return err
	})
	return u, err
}

// Users implements chat.Store.
func (s *Store) Users(ctx context.Context) (users []chat.User, err error) {
	err = s.read(ctx, func(c *conn) error {
		users, err = all(c, scanUser, `
			SELECT `+userColumns+`
			FROM users u
			WHERE u.status = ?
			ORDER BY u.id`, chat.Active)
		return err
	})
	sortByName(users)
	return users, err
}

// ActiveAmong implements chat.Tx.
func (t *tx) ActiveAmong(userIDs []int64) ([]int64, error) {
	list, args := placeholders(userIDs)
	return all(t.conn, scanInt, `
		SELECT id
		FROM users
		WHERE id IN (`+list+`) AND status = ?
		ORDER BY id`, append(args, chat.Active)...)
}

// Names implements chat.Store.
func (s *Store) Names(ctx context.Context) (users []chat.User, err error) {
	err = s.read(ctx, func(c *conn) error {
		users, err = all(c, scanPerson, `SELECT `+personColumns+` FROM users u ORDER BY u.id`)
		return err
	})
	return users, err
}

// People implements chat.Store.
func (s *Store) People(ctx context.Context) (people []chat.User, err error) {
	err = s.read(ctx, func(c *conn) error {
		people, err = all(c, scanUser, `
			SELECT `+userColumns+`
			FROM users u
			WHERE u.role <> ?
			ORDER BY u.id`, chat.Bot)
		return err
	})
	sortByName(people)
	return people, err
}

// OtherAdministrators implements chat.Tx.
func (t *tx) OtherAdministrators(userID int64) (int, error) {
	n, err := one(t.conn, "users", scanInt, `
		SELECT count(*)
		FROM users
		WHERE role = ? AND status = ? AND id <> ?`, chat.Administrator, chat.Active, userID)
	return int(n), err
}

// CreateUser implements chat.Tx.
func (t *tx) CreateUser(u chat.User) (chat.User, error) {
	t.changes.people = true
	if err := t.mustBeFree(u); err != nil {
		return chat.User{}, err
	}
	var err error
	u.ID, err = one(t.conn, "user", scanInt, `
		INSERT INTO users (name, email_address, password_digest, role, status, bio, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		u.Name, text(u.EmailAddress), text(u.PasswordDigest), u.Role, u.Status, text(u.Bio),
		instant(u.CreatedAt), instant(u.UpdatedAt))
	if err != nil {
		return chat.User{}, fmt.Errorf("create user: %w", err)
	}
	return u, nil
}

// UpdateUser implements chat.Tx.
func (t *tx) UpdateUser(u chat.User) error {
	t.changes.access, t.changes.people = true, true
	if err := t.mustBeFree(u); err != nil {
		return err
	}
	return t.conn.change("user", `
		UPDATE users
		SET name = ?, email_address = ?, password_digest = ?, role = ?, status = ?, bio = ?,
			appearance = ?, muted = ?, hide_presence = ?, banned_until = ?, updated_at = ?
		WHERE id = ?`,
		u.Name, text(u.EmailAddress), text(u.PasswordDigest), u.Role, u.Status, text(u.Bio),
		text(u.Appearance), u.Muted, u.HidePresence, instant(u.BannedUntil), instant(u.UpdatedAt), u.ID)
}

// mustBeFree refuses an email address that another user has in any case. One
// that u has already may stay: the original let addresses differ in case alone.
func (t *tx) mustBeFree(u chat.User) error {
	if u.EmailAddress == "" {
		return nil
	}
	others, err := all(t.conn, scanInt, `
		SELECT id
		FROM users
		WHERE lower(email_address) = lower(?) AND id <> ?
			AND NOT EXISTS (SELECT 1 FROM users WHERE id = ? AND email_address = ?)
		LIMIT 1`, u.EmailAddress, u.ID, u.ID, u.EmailAddress)
	if err != nil || len(others) == 0 {
		return err
	}
	return chat.EmailTaken()
}

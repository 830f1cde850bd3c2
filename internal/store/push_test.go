package store_test

import (
	"database/sql"
	"testing"

	"campfire/internal/store"
)

// TestDevicesOfTheOriginalHaveOneOwner opens a database in which two accounts used one
// browser, and has the original write to it afterwards.
func TestDevicesOfTheOriginalHaveOneOwner(t *testing.T) {
	path := original(t, schemaFile(t, "current.sql"), `
		INSERT INTO push_subscriptions (id, user_id, endpoint, p256dh_key, auth_key, created_at, updated_at) VALUES
			(901, 1, 'https://push.example.com/a', 'k', 's', '2026-01-01 09:30:00', '2026-01-03 09:30:00'),
			(902, 2, 'https://push.example.com/a', 'k', 's', '2026-01-01 09:30:00', '2026-01-02 09:30:00'),
			(903, 2, 'https://push.example.com/b', 'k', 's', '2026-01-01 09:30:00', '2026-01-02 09:30:00'),
			(904, 2, NULL, NULL, NULL, '2026-01-01 09:30:00', '2026-01-02 09:30:00'),
			(905, 2, '', '', '', '2026-01-01 09:30:00', '2026-01-02 09:30:00')`)
	if err := openStore(t, store.Options{Path: path}).Close(); err != nil {
		t.Fatal(err)
	}
	owners := func() map[string]int64 {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(`
			INSERT INTO push_subscriptions (user_id, endpoint, p256dh_key, auth_key, created_at, updated_at)
			VALUES (1, 'https://push.example.com/b', 'k', 's', '2026-01-04 09:30:00', '2026-01-04 09:30:00')`); err != nil {
			t.Fatal(err)
		}
		rows, err := db.Query(`SELECT endpoint, user_id FROM push_subscriptions`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		found := make(map[string]int64)
		for rows.Next() {
			var endpoint string
			var owner int64
			if err := rows.Scan(&endpoint, &owner); err != nil {
				t.Fatal(err)
			}
			if found[endpoint] != 0 {
				t.Errorf("%s is there twice", endpoint)
			}
			found[endpoint] = owner
		}
		return found
	}()
	if len(owners) != 2 || owners["https://push.example.com/a"] != 1 || owners["https://push.example.com/b"] != 1 {
		t.Errorf("they belong to %v", owners)
	}
}

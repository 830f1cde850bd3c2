package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func TestEmailAddressIsOnePersonsInAnyCase(t *testing.T) {
	s := openStore(t, store.Options{})
	createUser(t, s, "ada")
	grace := createUser(t, s, "grace")
	taken := func(err error) {
		t.Helper()
		if e, ok := errors.AsType[*chat.Error](err); !ok || e.Kind != chat.Conflict || e.Code != "email_taken" {
			t.Errorf("error = %v, want email_taken", err)
		}
	}
	taken(s.InTx(t.Context(), func(tx chat.Tx) error {
		_, err := tx.CreateUser(chat.User{Name: "x", EmailAddress: "ADA@Example.com", CreatedAt: epoch, UpdatedAt: epoch})
		return err
	}))
	grace.EmailAddress = "Ada@example.com"
	taken(s.InTx(t.Context(), func(tx chat.Tx) error { return tx.UpdateUser(grace) }))
	grace.EmailAddress = "GRACE@example.com"
	inTx(t, s, func(tx chat.Tx) error { return tx.UpdateUser(grace) })
}

func TestUserByEmailPrefersTheExactSpelling(t *testing.T) {
	s := openStore(t, store.Options{})
	lower, upper := createUser(t, s, "ada"), createUser(t, s, "grace")
	inTx(t, s, func(tx chat.Tx) error { // as the original allowed
		return store.Exec(tx, `UPDATE users SET email_address = 'ADA@example.com' WHERE name = 'grace'`)
	})
	for address, want := range map[string]int64{"ada@example.com": lower.ID, "ADA@example.com": upper.ID, "Ada@Example.com": lower.ID} {
		if u, err := s.UserByEmail(t.Context(), address); err != nil || u.ID != want {
			t.Errorf("UserByEmail(%q) = %d, %v; want %d", address, u.ID, err, want)
		}
	}
	inTx(t, s, func(tx chat.Tx) error { // neither may take the other's, but may keep its own
		upper.EmailAddress, upper.Name = "ADA@example.com", "Ada"
		return tx.UpdateUser(upper)
	})
	_, err := s.UserByEmail(t.Context(), "nobody@example.com")
	wantKind(t, err, chat.NotFound)
}

func TestUserKeepsEverything(t *testing.T) {
	s := openStore(t, store.Options{})
	want := chat.User{
		Name: "Ada", EmailAddress: "ada@example.com", PasswordDigest: "$2a$04$x", Role: chat.Administrator,
		Status: chat.Banned, Bio: "Analyst", CreatedAt: epoch, UpdatedAt: epoch.Add(time.Second),
	}
	bot := chat.User{Name: "Bender", Role: chat.Bot, CreatedAt: epoch, UpdatedAt: epoch}
	inTx(t, s, func(tx chat.Tx) (err error) {
		if bot, err = tx.CreateUser(bot); err != nil {
			return err
		}
		want, err = tx.CreateUser(want)
		return err
	})
	for _, want := range []chat.User{want, bot} {
		if got, err := s.User(t.Context(), want.ID); err != nil || got != want {
			t.Errorf("user = %+v, error %v; want %+v", got, err, want)
		}
	}
	_, err := s.User(t.Context(), 99)
	wantKind(t, err, chat.NotFound)
	wantKind(t, s.InTx(t.Context(), func(tx chat.Tx) error { return tx.UpdateUser(chat.User{ID: 99}) }), chat.NotFound)
}

func TestUsersAreTheActiveOnesByName(t *testing.T) {
	s := openStore(t, store.Options{})
	for _, name := range []string{"émile", "Zoe", "ada", "Gone", "Grace"} {
		createUser(t, s, name)
	}
	inTx(t, s, func(tx chat.Tx) error {
		if err := store.Exec(tx, `UPDATE users SET status = 1 WHERE name = 'Gone'`); err != nil {
			return err
		}
		ids, err := tx.ActiveAmong([]int64{5, 4, 3, 1, 99})
		if !slices.Equal(ids, []int64{1, 3, 5}) {
			t.Errorf("active ids = %v", ids)
		}
		return err
	})
	users, err := s.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range users {
		got = append(got, u.Name)
	}
	if want := []string{"ada", "émile", "Grace", "Zoe"}; !slices.Equal(got, want) {
		t.Errorf("users = %q, want %q", got, want)
	}
}

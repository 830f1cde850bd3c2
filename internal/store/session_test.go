package store_test

import (
	"slices"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func createSession(t *testing.T, s *store.Store, u chat.User, token string) (session chat.Session) {
	t.Helper()
	inTx(t, s, func(tx chat.Tx) (err error) {
		session, err = tx.CreateSession(chat.Session{
			UserID: u.ID, Token: token, IPAddress: "192.0.2.1", UserAgent: "Browser", LastActiveAt: epoch, CreatedAt: epoch,
		})
		return err
	})
	return session
}

func TestSessionBringsItsUser(t *testing.T) {
	s := openStore(t, store.Options{})
	ada := createUser(t, s, "ada")
	want := createSession(t, s, ada, "token")
	session, user, err := s.SessionByToken(t.Context(), "token")
	if err != nil || session != want || user != ada {
		t.Errorf("session = %+v of %+v, error %v", session, user, err)
	}
	want.IPAddress, want.UserAgent, want.LastActiveAt = "192.0.2.2", "", epoch.Add(time.Hour)
	inTx(t, s, func(tx chat.Tx) error {
		return tx.TouchSession(want.ID, want.IPAddress, want.UserAgent, want.LastActiveAt)
	})
	if session, _, err = s.SessionByToken(t.Context(), "token"); err != nil || session != want {
		t.Errorf("session = %+v, error %v; want %+v", session, err, want)
	}
	_, _, err = s.SessionByToken(t.Context(), "Token")
	wantKind(t, err, chat.NotFound)
}

func TestSessionTokenIsUnique(t *testing.T) {
	s := openStore(t, store.Options{})
	ada := createUser(t, s, "ada")
	createSession(t, s, ada, "token")
	wantKind(t, s.InTx(t.Context(), func(tx chat.Tx) error {
		_, err := tx.CreateSession(chat.Session{UserID: ada.ID, Token: "token", LastActiveAt: epoch, CreatedAt: epoch})
		return err
	}), chat.Conflict)
}

func TestSessionsEnd(t *testing.T) {
	s := openStore(t, store.Options{})
	ada, grace := createUser(t, s, "ada"), createUser(t, s, "grace")
	first, second, third := createSession(t, s, ada, "1"), createSession(t, s, ada, "2"), createSession(t, s, ada, "3")
	createSession(t, s, grace, "4")
	var ended []int64
	inTx(t, s, func(tx chat.Tx) (err error) {
		if err := tx.DeleteSession(first.ID); err != nil {
			return err
		}
		if err := tx.DeleteSession(first.ID); err != nil { // again, as from two tabs
			return err
		}
		ended, err = tx.DeleteSessionsOf(ada.ID)
		return err
	})
	if !slices.Equal(ended, []int64{second.ID, third.ID}) {
		t.Errorf("ended = %v, want %v", ended, []int64{second.ID, third.ID})
	}
	for token, want := range map[string]bool{"1": false, "2": false, "3": false, "4": true} {
		if _, _, err := s.SessionByToken(t.Context(), token); (err == nil) != want {
			t.Errorf("session %s: %v", token, err)
		}
	}
	wantKind(t, s.InTx(t.Context(), func(tx chat.Tx) error { return tx.TouchSession(first.ID, "", "", epoch) }), chat.NotFound)
}

func TestSessionsOfAreTheLatestFirst(t *testing.T) {
	s := openStore(t, store.Options{})
	ada, bob := createUser(t, s, "ada"), createUser(t, s, "bob")
	createSession(t, s, bob, "bob's")
	var made []chat.Session
	for i, token := range []string{"one", "two", "three"} {
		session := createSession(t, s, ada, token)
		session.LastActiveAt = epoch.Add(time.Duration(i%2) * time.Hour)
		inTx(t, s, func(tx chat.Tx) error {
			return tx.TouchSession(session.ID, session.IPAddress, session.UserAgent, session.LastActiveAt)
		})
		made = append(made, session)
	}
	got, err := s.SessionsOf(t.Context(), ada.ID, 2)
	if want := []chat.Session{made[1], made[2]}; err != nil || !slices.Equal(got, want) {
		t.Errorf("the latest two are %+v, error %v; want %+v", got, err, want)
	}
}

package store_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func TestOfTwentyFirstRunsOneMakesTheAccount(t *testing.T) {
	s := openStore(t, store.Options{})
	_, err := s.Account(t.Context())
	wantKind(t, err, chat.NotFound)
	var made, conflicts atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			err := s.InTx(t.Context(), func(tx chat.Tx) error {
				return tx.CreateAccount(chat.Account{Name: "Campfire", JoinCode: "abcd-efgh-ijkl", CreatedAt: epoch, UpdatedAt: epoch})
			})
			switch {
			case err == nil:
				made.Add(1)
			case chat.KindOf(err) == chat.Conflict:
				conflicts.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if made.Load() != 1 || conflicts.Load() != 19 {
		t.Errorf("%d made and %d refused, want 1 and 19", made.Load(), conflicts.Load())
	}
	account, err := s.Account(t.Context())
	want := chat.Account{Name: "Campfire", JoinCode: "abcd-efgh-ijkl", CreatedAt: epoch, UpdatedAt: epoch}
	if err != nil || account != want {
		t.Errorf("account = %+v, error %v; want %+v", account, err, want)
	}
}

func TestUpdateAccountKeepsSettingsItDoesNotKnow(t *testing.T) {
	s := openStore(t, store.Options{})
	inTx(t, s, func(tx chat.Tx) error {
		if err := tx.CreateAccount(chat.Account{Name: "Campfire", CreatedAt: epoch, UpdatedAt: epoch}); err != nil {
			return err
		}
		return store.Exec(tx, `UPDATE accounts SET settings = '{"theme": {"dark": true}}'`)
	})
	changed := chat.Account{
		Name: "Team", JoinCode: "new", CustomStyles: "body{}", CreatedAt: epoch, UpdatedAt: epoch.Add(time.Hour),
		Settings: chat.AccountSettings{RestrictRoomCreationToAdministrators: true},
	}
	inTx(t, s, func(tx chat.Tx) error {
		if err := tx.UpdateAccount(changed); err != nil {
			return err
		}
		stored, err := store.Query(tx, `SELECT settings FROM accounts`)
		if err == nil && !strings.Contains(stored[0], `"theme":{"dark":true}`) {
			t.Errorf("settings = %s", stored[0])
		}
		return err
	})
	if got, err := s.Account(t.Context()); err != nil || got != changed {
		t.Errorf("account = %+v, error %v; want %+v", got, err, changed)
	}
}

func TestUpdateAccountBeforeTheFirstRunIsNotFound(t *testing.T) {
	s := openStore(t, store.Options{})
	wantKind(t, s.InTx(t.Context(), func(tx chat.Tx) error { return tx.UpdateAccount(chat.Account{}) }), chat.NotFound)
}

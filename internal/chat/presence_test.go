package chat_test

import (
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestPresenceIsHiddenByWhoeverWantsAndForEveryone(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	wants := func(when string, adaShown, bobShown bool) {
		t.Helper()
		for v, want := range map[int64]bool{ada.User.ID: adaShown, bob.User.ID: bobShown} {
			if shown, err := c.ShowsPresence(t.Context(), v); err != nil || shown != want {
				t.Errorf("%s: user %d shown: %t, %v", when, v, shown, err)
			}
		}
	}
	wants("at first", true, true)
	c.InTx(func(tx chat.Tx) error {
		user, err := tx.User(bob.User.ID)
		if err != nil {
			return err
		}
		user.HidePresence = true
		return tx.UpdateUser(user)
	})
	wants("with bob hiding", true, false)
	c.InTx(func(tx chat.Tx) error {
		account, err := tx.Account()
		if err != nil {
			return err
		}
		account.Settings.HidePresence = true
		return tx.UpdateAccount(account)
	})
	wants("with it off for everyone", false, false)
}

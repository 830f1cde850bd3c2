package chat_test

import (
	"slices"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

// signIn signs in again with a user's password.
func signIn(t *testing.T, c *chattest.Campfire, email string) chat.Session {
	t.Helper()
	session, _, err := c.SignIn(t.Context(), email, chattest.Password, chat.Client{IPAddress: "192.0.2.1", UserAgent: "Firefox/130"})
	if err != nil {
		t.Fatal(err)
	}
	return session
}

func TestOneDeviceCanBeSignedOut(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	phone := signIn(t, c, "ada@example.com")
	sessions, err := c.Sessions(t.Context(), ada)
	if err != nil || len(sessions) != 2 || sessions[0].ID != phone.ID || sessions[0].UserAgent != "Firefox/130" {
		t.Fatalf("ada's devices are %+v, error %v", sessions, err)
	}
	if err := c.EndSession(t.Context(), bob, phone.ID); chat.KindOf(err) != chat.NotFound {
		t.Errorf("bob signs ada's device out: %v", err)
	}
	if err := c.EndSession(t.Context(), ada, phone.ID); err != nil {
		t.Fatal(err)
	}
	if err := c.EndSession(t.Context(), ada, phone.ID); chat.KindOf(err) != chat.NotFound {
		t.Errorf("once more: %v", err)
	}
	if _, err := c.Authenticate(t.Context(), phone.Token); chat.KindOf(err) != chat.Unauthenticated {
		t.Errorf("the device still works: %v", err)
	}
	if ended := c.EndedSessions(); !slices.Equal(ended, []int64{phone.ID}) {
		t.Errorf("connections closed of sessions %v, want %d", ended, phone.ID)
	}
	told := c.Notified()
	if last := told[len(told)-1]; last != (chat.Notice{To: ada.User.ID, Type: chat.SessionEnded, SessionID: phone.ID}) {
		t.Errorf("ada's devices are told %+v", last)
	}
}

func TestAllOtherDevicesCanBeSignedOut(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	others := []chat.Session{signIn(t, c, "ada@example.com"), signIn(t, c, "ada@example.com")}
	link, err := c.CreateTransfer(t.Context(), ada, ada.User.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.EndOtherSessions(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	for _, session := range others {
		if _, err := c.Authenticate(t.Context(), session.Token); chat.KindOf(err) != chat.Unauthenticated {
			t.Errorf("another device still works: %v", err)
		}
	}
	if left, err := c.Sessions(t.Context(), ada); err != nil || len(left) != 1 || left[0].ID != ada.SessionID {
		t.Errorf("left are %+v, error %v", left, err)
	}
	if left, err := c.Sessions(t.Context(), bob); err != nil || len(left) != 1 {
		t.Errorf("bob's are %+v, error %v", left, err)
	}
	if ended := c.EndedSessions(); len(ended) != 2 {
		t.Errorf("connections closed of sessions %v", ended)
	}
	if _, _, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{}); chat.KindOf(err) != chat.NotFound {
		t.Errorf("a link made before still signs in: %v", err)
	}
}

func TestANewPasswordFromTheShellEndsLinksToo(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	link, err := c.CreateTransfer(t.Context(), ada, ada.User.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.SetPassword(t.Context(), "ada@example.com", "another password"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{}); chat.KindOf(err) != chat.NotFound {
		t.Errorf("the link still signs in: %v", err)
	}
}

package chat_test

import (
	"slices"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

// kindsOf returns what the audit log tells, oldest first.
func kindsOf(t *testing.T, c *chattest.Campfire, f chat.AuditFilter) (kinds []chat.AuditKind) {
	t.Helper()
	page, err := c.AuditLog(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range slices.Backward(page.Entries) {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

func TestComingAndGoingIsWrittenDown(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	client := chat.Client{IPAddress: "192.0.2.7"}
	session, _, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, client)
	if err != nil {
		t.Fatal(err)
	}
	_, _, _ = c.SignIn(t.Context(), "ada@example.com", "hunter2hunter2", client)
	_, _, _ = c.SignIn(t.Context(), "my-secret-password", "hunter2hunter2", client)
	if err := c.SignOut(t.Context(), chat.Viewer{User: ada.User, SessionID: session.ID, IPAddress: client.IPAddress}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.SetPassword(t.Context(), "ada@example.com", "another password"); err != nil {
		t.Fatal(err)
	}
	want := []chat.AuditKind{
		chat.AccountCreated, chat.UserCreated, chat.SessionCreated, // first run
		chat.SessionCreated, chat.SessionRefused, chat.SessionRefused, chat.SessionDeleted, chat.UserPasswordChanged,
	}
	if got := kindsOf(t, c, chat.AuditFilter{}); !slices.Equal(got, want) {
		t.Fatalf("the log tells %v, want %v", got, want)
	}
	page, err := c.AuditEntries(t.Context(), ada, chat.AuditFilter{Kind: chat.SessionRefused})
	if err != nil {
		t.Fatal(err)
	}
	nobody, adas := page.Entries[0], page.Entries[1]
	if adas.User != (chat.Named{ID: ada.User.ID, Name: "ada"}) || adas.Actor.ID != 0 || adas.IPAddress != client.IPAddress || nobody.User.ID != 0 {
		t.Errorf("the refusals are %+v and %+v", adas, nobody)
	}
	for _, e := range page.Entries {
		if strings.Contains(e.Detail+e.User.Name+e.Actor.Name, "secret") || strings.Contains(e.Detail, "hunter2") {
			t.Errorf("what was entered is in the log: %+v", e)
		}
	}
}

func TestAChangeThatFailsLeavesNoEntry(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	if _, err := c.SetRole(t.Context(), "ada@example.com", chat.Member); chat.KindOf(err) != chat.Forbidden {
		t.Fatalf("the only administrator is made a member: %v", err)
	}
	if got := kindsOf(t, c, chat.AuditFilter{Kind: "user"}); !slices.Equal(got, []chat.AuditKind{chat.UserCreated}) {
		t.Errorf("the log tells %v", got)
	}
}

func TestTheAuditLogIsForAdministrators(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	bob := c.Add("bob")
	if _, err := c.AuditEntries(t.Context(), bob, chat.AuditFilter{}); chat.KindOf(err) != chat.Forbidden {
		t.Errorf("a member reads it: %v", err)
	}
}

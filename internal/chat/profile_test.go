package chat_test

import (
	"slices"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func ref[T any](v T) *T { return &v }

func TestNewPasswordNeedsTheCurrentOneAndSignsOtherDevicesOut(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	other, _, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{})
	if err != nil {
		t.Fatal(err)
	}
	change := chat.ProfileChange{Password: ref("another long one")}
	_, err = c.UpdateProfile(t.Context(), ada, change)
	refused(t, err, "wrong")
	change.CurrentPassword = chattest.Password
	if _, err := c.UpdateProfile(t.Context(), ada, change); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.EndedSessions(), []int64{other.ID}) {
		t.Errorf("sessions %v ended, want %d alone", c.EndedSessions(), other.ID)
	}
	if _, _, err := c.SignIn(t.Context(), "ada@example.com", "another long one", chat.Client{}); err != nil {
		t.Errorf("with the new one: %v", err)
	}
}

func TestCurrentPasswordCannotBeGuessed(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	var err error
	for range 11 {
		_, err = c.UpdateProfile(t.Context(), ada, chat.ProfileChange{Password: ref("another long one"), CurrentPassword: "guess"})
	}
	refused(t, err, "too_many_requests")
}

func TestProfileChangesAreCheckedAndTold(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	for code, change := range map[string]chat.ProfileChange{
		"blank":       {Name: ref("  ")},
		"invalid":     {EmailAddress: ref("nowhere")},
		"too_long":    {Bio: ref(strings.Repeat("é", 201))},
		"too_short":   {Password: ref("short")},
		"email_taken": {EmailAddress: ref("BOB@example.com")},
	} {
		_, err := c.UpdateProfile(t.Context(), ada, change)
		refused(t, err, code)
	}
	_, err := c.UpdateProfile(t.Context(), ada, chat.ProfileChange{Appearance: ref(chat.Appearance("sepia"))})
	refused(t, err, "invalid")
	people := c.Store.PeopleVersion()
	user, err := c.UpdateProfile(t.Context(), ada, chat.ProfileChange{
		Name: ref(" Ada Lovelace "), Bio: ref("Engines"), Appearance: ref(chat.AppearanceDark), Muted: ref(true), HidePresence: ref(true),
	})
	if err != nil || user.Name != "Ada Lovelace" || user.EmailAddress != "ada@example.com" {
		t.Fatalf("%+v, %v", user, err)
	}
	if c.Store.PeopleVersion() == people {
		t.Error("what shows people is not told to look again")
	}
	notices := c.Notified()
	if last := notices[len(notices)-1]; last.Type != chat.UserUpdated || last.User.Name != "Ada Lovelace" {
		t.Errorf("told %+v", last)
	}
	p, err := c.Profile(t.Context(), bob, ada.User.ID)
	if err != nil || p.Bio != "Engines" || p.EmailAddress != "" || len(p.Rooms) != 1 || p.Rooms[0].Name != "All Talk" {
		t.Errorf("bob sees %+v, %v", p, err)
	}
	again, err := c.Store.User(t.Context(), ada.User.ID)
	if err != nil || !again.Muted || !again.HidePresence || again.Appearance != chat.AppearanceDark {
		t.Errorf("stored %+v, %v", again, err)
	}
}

func TestAccountChangesAreCheckedAndTold(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	for code, change := range map[string]chat.AccountChange{
		"blank":    {Name: ref(" ")},
		"too_long": {CustomStyles: ref(strings.Repeat("x", 64<<10+1))},
	} {
		_, err := c.UpdateAccount(t.Context(), ada, change)
		refused(t, err, code)
	}
	before, err := c.Account(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	account, err := c.UpdateAccount(t.Context(), ada, chat.AccountChange{
		Name: ref("Analytical"), SignInHelp: ref("Ask at the desk."), CustomStyles: ref("body { color: red }"),
		RestrictRoomCreationToAdministrators: ref(true), HidePresence: ref(true),
	})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := c.Account(t.Context())
	if err != nil || stored.Name != "Analytical" || stored.SignInHelp != "Ask at the desk." || stored.JoinCode != before.JoinCode ||
		stored.Settings != (chat.AccountSettings{RestrictRoomCreationToAdministrators: true, HidePresence: true}) || stored.CustomStyles != account.CustomStyles {
		t.Errorf("stored %+v, %v", stored, err)
	}
	if notices := c.Notified(); notices[len(notices)-1].Type != chat.AccountUpdated {
		t.Errorf("told %+v", notices)
	}
	renewed, err := c.RenewJoinCode(t.Context(), ada)
	if err != nil || renewed.JoinCode == before.JoinCode {
		t.Fatalf("%+v, %v", renewed, err)
	}
	refused(t, c.CheckJoinCode(t.Context(), before.JoinCode, chat.Client{}), "join_code_unknown")
}

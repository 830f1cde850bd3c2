package chat_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func role(r chat.Role) chat.PersonChange     { return chat.PersonChange{Role: &r} }
func status(s chat.Status) chat.PersonChange { return chat.PersonChange{Status: &s} }

// refused reports an error that has not the code.
func refused(t *testing.T, err error, code string) {
	t.Helper()
	known, ok := errors.AsType[*chat.Error](err)
	if !ok || known.Code != code || known.Message == "" {
		t.Errorf("error is %v, want %s", err, code)
	}
}

func TestOnlyAdministratorsChangePeopleAndTheAccount(t *testing.T) {
	c := chattest.New(t)
	ada, bob, eve := c.SetUp("ada"), c.Add("bob"), c.Add("eve")
	name := "Mine"
	for what, try := range map[string]func(chat.Viewer) error{
		"role": func(v chat.Viewer) error {
			_, err := c.UpdatePerson(t.Context(), v, bob.User.ID, role(chat.Administrator))
			return err
		},
		"deactivate": func(v chat.Viewer) error {
			_, err := c.UpdatePerson(t.Context(), v, bob.User.ID, status(chat.Deactivated))
			return err
		},
		"ban":   func(v chat.Viewer) error { return c.Ban(t.Context(), v, bob.User.ID, chat.BanOrder{}) },
		"unban": func(v chat.Viewer) error { return c.Unban(t.Context(), v, bob.User.ID) },
		"account": func(v chat.Viewer) error {
			_, err := c.UpdateAccount(t.Context(), v, chat.AccountChange{Name: &name})
			return err
		},
		"join code": func(v chat.Viewer) error { _, err := c.RenewJoinCode(t.Context(), v); return err },
		"people":    func(v chat.Viewer) error { _, err := c.People(t.Context(), v, chat.PeopleQuery{}); return err },
	} {
		if err := try(eve); err == nil {
			t.Errorf("%s: a member may", what)
		} else {
			refused(t, err, "administrators_only")
		}
	}
	// Somebody whose request began while they were one is asked again.
	was := ada
	var err error
	if bob.User, err = c.UpdatePerson(t.Context(), ada, bob.User.ID, role(chat.Administrator)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.UpdatePerson(t.Context(), bob, ada.User.ID, role(chat.Member)); err != nil {
		t.Fatal(err)
	}
	refused(t, c.Ban(t.Context(), was, eve.User.ID, chat.BanOrder{}), "administrators_only")
}

func TestTheLastAdministratorStays(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	_, err := c.UpdatePerson(t.Context(), ada, ada.User.ID, role(chat.Member))
	refused(t, err, "last_administrator")
	_, err = c.UpdatePerson(t.Context(), ada, ada.User.ID, status(chat.Deactivated))
	refused(t, err, "yourself")
	refused(t, c.Ban(t.Context(), ada, ada.User.ID, chat.BanOrder{}), "yourself")
	_, err = c.SetRole(t.Context(), "ada@example.com", chat.Member)
	refused(t, err, "last_administrator")
	if _, err := c.UpdatePerson(t.Context(), ada, bob.User.ID, role(chat.Administrator)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.UpdatePerson(t.Context(), ada, ada.User.ID, role(chat.Member)); err != nil {
		t.Errorf("with another administrator: %v", err)
	}
}

func TestOneAdministratorIsLeftWhenAllRemoveEachOtherAtOnce(t *testing.T) {
	for name, remove := range map[string]func(c *chattest.Campfire, v chat.Viewer, userID int64) error{
		"demote": func(c *chattest.Campfire, v chat.Viewer, id int64) error {
			_, err := c.UpdatePerson(t.Context(), v, id, role(chat.Member))
			return err
		},
		"deactivate": func(c *chattest.Campfire, v chat.Viewer, id int64) error {
			_, err := c.UpdatePerson(t.Context(), v, id, status(chat.Deactivated))
			return err
		},
		"ban": func(c *chattest.Campfire, v chat.Viewer, id int64) error {
			return c.Ban(t.Context(), v, id, chat.BanOrder{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := chattest.New(t)
			administrators := []chat.Viewer{c.SetUp("ada"), c.Add("bob"), c.Add("cy"), c.Add("di")}
			for i := range administrators[1:] {
				v := &administrators[i+1]
				changed, err := c.UpdatePerson(t.Context(), administrators[0], v.User.ID, role(chat.Administrator))
				if err != nil {
					t.Fatal(err)
				}
				v.User = changed
			}
			var all sync.WaitGroup
			for i, v := range administrators {
				for j := range administrators {
					if target := administrators[(i+j)%len(administrators)]; target.User.ID != v.User.ID || name == "demote" {
						all.Go(func() { _ = remove(c, v, target.User.ID) })
					}
				}
			}
			all.Wait()
			left := 0
			users, err := c.Users(t.Context())
			for _, u := range users {
				if u.Role == chat.Administrator {
					left++
				}
			}
			if left != 1 || err != nil {
				t.Errorf("%d administrators are left, error %v", left, err)
			}
		})
	}
}

func TestDeactivationTakesTheirPlaceAndReactivationGivesItBack(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	closed := c.AddRoom(chat.Closed, "Plans", ada, bob)
	direct := c.AddRoom(chat.Direct, "", ada, bob)
	gone, err := c.UpdatePerson(t.Context(), ada, bob.User.ID, status(chat.Deactivated))
	if err != nil || gone.Status != chat.Deactivated || !strings.HasPrefix(gone.EmailAddress, "bob-deactivated-") {
		t.Fatalf("deactivated: %+v, %v", gone, err)
	}
	if ended := c.EndedSessions(); len(ended) != 1 || ended[0] != bob.SessionID {
		t.Errorf("sessions %v ended, want %d", ended, bob.SessionID)
	}
	for roomID, want := range map[int64]bool{closed.ID: false, c.AllTalk(ada).ID: false, direct.ID: true} {
		if member, err := c.Store.IsMember(t.Context(), bob.User.ID, roomID); member != want || err != nil {
			t.Errorf("in room %d: %v, %v", roomID, member, err)
		}
	}
	left := 0
	for _, e := range c.Published() {
		if e.Type == chat.MemberLeft && e.User.ID == bob.User.ID {
			left++
		}
	}
	if left != 2 {
		t.Errorf("%d rooms were told", left)
	}
	again := c.Add("bob") // the address is free
	_, err = c.UpdatePerson(t.Context(), ada, bob.User.ID, status(chat.Active))
	refused(t, err, "email_taken")
	if _, err := c.UpdatePerson(t.Context(), ada, again.User.ID, status(chat.Deactivated)); err != nil {
		t.Fatal(err)
	}
	back, err := c.UpdatePerson(t.Context(), ada, bob.User.ID, status(chat.Active))
	if err != nil || back.EmailAddress != "bob@example.com" || back.Status != chat.Active {
		t.Fatalf("reactivated: %+v, %v", back, err)
	}
	if _, _, err := c.SignIn(t.Context(), "bob@example.com", chattest.Password, chat.Client{}); err != nil {
		t.Errorf("sign in again: %v", err)
	}
	if member, _ := c.Store.IsMember(t.Context(), bob.User.ID, c.AllTalk(ada).ID); !member {
		t.Error("not back in the open rooms")
	}
}

func TestPeopleAreFoundAndPaged(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	c.InTx(func(tx chat.Tx) error {
		for i := range 120 {
			name := "Person " + string(rune('A'+i%26)) + strings.Repeat("x", i/26)
			if _, err := tx.CreateUser(chat.User{Name: name, EmailAddress: name + "@example.com", CreatedAt: ada.User.CreatedAt, UpdatedAt: ada.User.CreatedAt}); err != nil {
				return err
			}
		}
		_, err := tx.CreateUser(chat.User{Name: "Robot", Role: chat.Bot, CreatedAt: ada.User.CreatedAt, UpdatedAt: ada.User.CreatedAt})
		return err
	})
	for _, tt := range []struct {
		query               chat.PeopleQuery
		first               string
		page, pages, people int
		total               int
	}{
		{chat.PeopleQuery{}, "ada", 1, 3, 50, 121},
		{chat.PeopleQuery{Page: 3}, "Person Uxxx", 3, 3, 21, 121},
		{chat.PeopleQuery{Page: 99}, "Person Uxxx", 3, 3, 21, 121},
		{chat.PeopleQuery{Text: " PERSON b"}, "Person B", 1, 1, 5, 5},
		{chat.PeopleQuery{Text: "ada@"}, "ada", 1, 1, 1, 1},
		{chat.PeopleQuery{Text: "nobody"}, "", 1, 1, 0, 0},
		{chat.PeopleQuery{Status: chat.Banned}, "", 1, 1, 0, 121},
	} {
		page, err := c.People(t.Context(), ada, tt.query)
		if err != nil || page.Page != tt.page || page.Pages != tt.pages || len(page.People) != tt.people || page.Totals[chat.Active] != tt.total {
			t.Errorf("%+v: page %d of %d with %d, totals %v, error %v", tt.query, page.Page, page.Pages, len(page.People), page.Totals, err)
			continue
		}
		if tt.people > 0 && !strings.HasPrefix(page.People[0].Name, tt.first) {
			t.Errorf("%+v begins with %s, want %s", tt.query, page.People[0].Name, tt.first)
		}
	}
}

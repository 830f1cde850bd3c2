package chat_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestFirstRunMakesOneAdministratorHoweverManyRace(t *testing.T) {
	c := chattest.New(t)
	const racers = 20
	errs := make([]error, racers)
	var wg sync.WaitGroup
	for i := range racers {
		wg.Go(func() {
			_, _, errs[i] = c.FirstRun(t.Context(), chattest.Registration("ada"+strings.Repeat("a", i)), "Engines", chat.Client{})
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if chat.KindOf(err) != chat.Conflict {
			t.Errorf("a loser got %v, want a conflict", err)
		}
	}
	users, err := c.Users(t.Context())
	if won != 1 || err != nil || len(users) != 1 || users[0].Role != chat.Administrator {
		t.Fatalf("%d won; users %+v, %v; want one administrator", won, users, err)
	}
}

func TestJoiningGivesEveryOpenRoomAndTellsIt(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	open := c.AddRoom(chat.Open, "Design", ada)
	c.AddRoom(chat.Closed, "Secret", ada)
	bob := c.Add("bob")

	rooms, err := c.Rooms(t.Context(), bob)
	if err != nil || len(rooms) != 2 || rooms[0].Name != "All Talk" || rooms[1].Name != "Design" {
		t.Fatalf("bob's rooms = %+v, %v; want All Talk and Design", rooms, err)
	}
	var told bool
	for _, e := range c.Published() {
		told = told || e.RoomID == open.ID && e.Type == chat.MemberJoined && e.User.ID == bob.User.ID && e.Seq == 1
	}
	if !told {
		t.Errorf("published %+v; want member.joined in Design", c.Published())
	}
}

func TestJoinNeedsTheCode(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	_, _, err := c.Join(t.Context(), "wrng-wrng-wrng", chattest.Registration("eve"), chat.Client{IPAddress: "192.0.2.1"})
	if chat.KindOf(err) != chat.NotFound {
		t.Fatalf("join with a wrong code: %v, want not found", err)
	}
	for range 10 {
		err = c.CheckJoinCode(t.Context(), "wrng-wrng-wrng", chat.Client{IPAddress: "192.0.2.1"})
	}
	if chat.KindOf(err) != chat.RateLimited {
		t.Errorf("the eleventh guess: %v, want a limit", err)
	}
	account, _ := c.Account(t.Context())
	if err := c.CheckJoinCode(t.Context(), account.JoinCode, chat.Client{IPAddress: "192.0.2.2"}); err != nil {
		t.Errorf("the right code from elsewhere: %v", err)
	}
}

func TestRegistrationIsChecked(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	account, _ := c.Account(t.Context())
	for _, tt := range []struct {
		field string
		chat.Registration
	}{
		{"name", chat.Registration{Name: " \t", EmailAddress: "b@example.com", Password: chattest.Password}},
		{"name", chat.Registration{Name: "\u3164\u2800 \ufe0f\u115f", EmailAddress: "b@example.com", Password: chattest.Password}},
		{"name", chat.Registration{Name: "\u200b\u200b", EmailAddress: "b@example.com", Password: chattest.Password}},
		{"name", chat.Registration{Name: "Bob\u202eevil", EmailAddress: "b@example.com", Password: chattest.Password}},
		{"name", chat.Registration{Name: "Bob\x00", EmailAddress: "b@example.com", Password: chattest.Password}},
		{"name", chat.Registration{Name: strings.Repeat("b", 101), EmailAddress: "b@example.com", Password: chattest.Password}},
		{"email_address", chat.Registration{Name: "Bob", EmailAddress: "bob", Password: chattest.Password}},
		{"email_address", chat.Registration{Name: "Bob", EmailAddress: "b\x00@example.com", Password: chattest.Password}},
		{"email_address", chat.Registration{Name: "Bob", EmailAddress: strings.Repeat("b", 250) + "@example.com", Password: chattest.Password}},
		{"password", chat.Registration{Name: "Bob", EmailAddress: "b@example.com", Password: "short"}},
	} {
		_, _, err := c.Join(t.Context(), account.JoinCode, tt.Registration, chat.Client{})
		if e, ok := err.(*chat.Error); !ok || e.Kind != chat.Invalid || e.Field != tt.field {
			t.Errorf("joining as %q: %v, want %s refused", tt.Registration, err, tt.field)
		}
	}
	for _, name := range []string{"田中さくら", "ليلى حدّاد", "👩‍🚀 Ada", "O’Brien-Åkesson"} {
		r := chat.Registration{Name: name, EmailAddress: fmt.Sprintf("%x@example.com", name), Password: chattest.Password}
		if _, _, err := c.Join(t.Context(), account.JoinCode, r, chat.Client{}); err != nil {
			t.Errorf("joining as %q: %v", name, err)
		}
	}
	taken := chattest.Registration("ADA")
	_, _, err := c.Join(t.Context(), account.JoinCode, taken, chat.Client{})
	if e, ok := err.(*chat.Error); !ok || e.Code != "email_taken" {
		t.Errorf("joining with an address that differs in case alone: %v, want email_taken", err)
	}
}

func TestTheLastAdministratorStaysOne(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	c.Add("bob")
	if _, err := c.SetRole(t.Context(), "ada@example.com", chat.Member); chat.KindOf(err) != chat.Forbidden {
		t.Errorf("demoting the only administrator: %v", err)
	}
	if _, err := c.SetRole(t.Context(), "bob@example.com", chat.Administrator); err != nil {
		t.Fatal(err)
	}
	if user, err := c.SetRole(t.Context(), "ada@example.com", chat.Member); err != nil || user.Role != chat.Member {
		t.Errorf("demoting one of two: %+v, %v", user, err)
	}
}

func TestJoiningFromOnePublicAddressIsLimited(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	account, err := c.Account(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	join := func(i int, address string) error {
		_, _, err := c.Join(t.Context(), account.JoinCode, chattest.Registration(fmt.Sprint("person", i)), chat.Client{IPAddress: address})
		return err
	}
	for i := range 100 {
		if err := join(i, "203.0.113.7"); err != nil {
			t.Fatal(err)
		}
	}
	if err := join(100, "203.0.113.7"); chat.KindOf(err) != chat.RateLimited {
		t.Errorf("one more: %v", err)
	}
	for i, address := range []string{"203.0.113.8", "10.0.0.7"} {
		if err := join(101+i, address); err != nil {
			t.Errorf("from %s: %v", address, err)
		}
	}
}

func TestTheCaseOfAnAddressDoesNotMatterBeyondASCIIEither(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	account, err := c.Account(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := chat.Registration{Name: "Jörg", EmailAddress: "JÖRG@Example.com", Password: chattest.Password}
	if _, _, err := c.Join(t.Context(), account.JoinCode, r, chat.Client{}); err != nil {
		t.Fatal(err)
	}
	r.EmailAddress = "jörg@example.com"
	if _, _, err := c.Join(t.Context(), account.JoinCode, r, chat.Client{}); chat.KindOf(err) != chat.Conflict {
		t.Errorf("a second one joins: %v", err)
	}
	if _, _, err := c.SignIn(t.Context(), "JÖRG@example.com", chattest.Password, chat.Client{}); err != nil {
		t.Errorf("signing in: %v", err)
	}
}

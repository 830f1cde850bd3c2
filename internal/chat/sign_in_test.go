package chat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestSignIn(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	for name, tt := range map[string]struct {
		email, password string
		want            chat.Kind
	}{
		"wrong password":      {"ada@example.com", "wrong horse", chat.Unauthenticated},
		"empty password":      {"ada@example.com", "", chat.Unauthenticated},
		"nobody":              {"eve@example.com", chattest.Password, chat.Unauthenticated},
		"no address":          {"", chattest.Password, chat.Unauthenticated},
		"a very long one":     {"ada@example.com", strings.Repeat("x", 100_000), chat.Unauthenticated},
		"address in capitals": {"  ADA@example.com ", chattest.Password, chat.Internal}, // no error
	} {
		session, user, err := c.SignIn(t.Context(), tt.email, tt.password, chat.Client{IPAddress: name})
		if chat.KindOf(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && (user.ID != ada.User.ID || len(session.Token) != 24) {
			t.Errorf("%s: signed in as %+v with %+v", name, user, session)
		}
	}
}

func TestPasswordsAreCutAt72Bytes(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	long := strings.Repeat("p", 72)
	if _, err := c.SetPassword(t.Context(), "ada@example.com", long+"ignored"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.SignIn(t.Context(), "ada@example.com", long+"something else", chat.Client{}); err != nil {
		t.Errorf("sign in with the same 72 bytes: %v", err)
	}
}

func TestSignInIsLimitedPerAddressAndPerAccount(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	c.SetTime(start)
	attempt := func(email, address string) error {
		_, _, err := c.SignIn(t.Context(), email, "wrong horse", chat.Client{IPAddress: address})
		return err
	}
	for range 10 {
		if err := attempt("ada@example.com", "192.0.2.1"); chat.KindOf(err) != chat.Unauthenticated {
			t.Fatalf("one of the first ten: %v", err)
		}
	}
	limited := func(err error) bool {
		e, ok := err.(*chat.Error)
		return ok && e.Kind == chat.RateLimited && e.RetryAfter > 0
	}
	if err := attempt("bob@example.com", "192.0.2.1"); !limited(err) {
		t.Errorf("another account from the same address: %v, want a limit", err)
	}
	if err := attempt("Ada@example.com", "192.0.2.2"); !limited(err) {
		t.Errorf("the same account from another address: %v, want a limit", err)
	}
	c.SetTime(start.Add(3 * time.Minute))
	if _, _, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{IPAddress: "192.0.2.1"}); err != nil {
		t.Errorf("three minutes later: %v", err)
	}
}

func TestAttemptsAnAddressMayNotMakeKeepNobodyOut(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	c.SetTime(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	attempt := func(email, password, address string) error {
		_, _, err := c.SignIn(t.Context(), email, password, chat.Client{IPAddress: address})
		return err
	}
	for range 10 {
		_ = attempt("nobody@example.com", "wrong horse", "192.0.2.1") // uses up the address
	}
	for range 30 {
		if err := attempt("ada@example.com", "wrong horse", "192.0.2.1"); chat.KindOf(err) != chat.RateLimited {
			t.Fatalf("beyond the limit: %v", err)
		}
	}
	if err := attempt("ada@example.com", chattest.Password, "192.0.2.2"); err != nil {
		t.Errorf("ada herself, from elsewhere: %v", err)
	}
}

func TestAnIPv6ClientIsItsWholeNetwork(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	c.SetTime(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	var err error
	for i := range 11 {
		_, _, err = c.SignIn(t.Context(), fmt.Sprintf("%d@example.com", i), "wrong horse", chat.Client{IPAddress: fmt.Sprintf("2001:db8::%x", i+1)})
	}
	if chat.KindOf(err) != chat.RateLimited {
		t.Errorf("the eleventh address of one network: %v, want a limit", err)
	}
}

func TestWhoIsNotActiveIsSignedOut(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	session, user, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{})
	if err != nil {
		t.Fatal(err)
	}
	for status, code := range map[chat.Status]string{chat.Deactivated: "bad_credentials", chat.Banned: "banned"} {
		user.Status = status
		c.InTx(func(tx chat.Tx) error { return tx.UpdateUser(user) })
		if _, err := c.Authenticate(t.Context(), session.Token); chat.KindOf(err) != chat.Unauthenticated {
			t.Errorf("status %d: the session still works: %v", status, err)
		}
		_, _, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{})
		refused(t, err, code)
	}
}

func TestSignOutEndsTheSessionAlone(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	one, user, _ := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{})
	two, _, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.SignOut(t.Context(), chat.Viewer{User: user, SessionID: one.ID}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Authenticate(t.Context(), one.Token); chat.KindOf(err) != chat.Unauthenticated {
		t.Errorf("the session that ended: %v", err)
	}
	if _, err := c.Authenticate(t.Context(), two.Token); err != nil {
		t.Errorf("the other session: %v", err)
	}
	if ended := c.EndedSessions(); len(ended) != 1 || ended[0] != one.ID {
		t.Errorf("connections closed of sessions %v, want %d", ended, one.ID)
	}
}

func TestASessionIsNotedOnceAnHourAndFromANewAddressOnceAMinute(t *testing.T) {
	c := chattest.New(t)
	c.SetUp("ada")
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	c.SetTime(start)
	session, _, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{IPAddress: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		after   time.Duration
		address string
		noted   bool
	}{
		{30 * time.Second, "192.0.2.9", false},
		{59 * time.Minute, "192.0.2.1", false},
		{61 * time.Minute, "192.0.2.1", true},
		{63 * time.Minute, "192.0.2.9", true},
	} {
		now := start.Add(tt.after)
		c.SetTime(now)
		if _, err := c.AuthenticateRequest(t.Context(), session.Token, chat.Client{IPAddress: tt.address}); err != nil {
			t.Fatal(err)
		}
		got, _, err := c.Store.SessionByToken(t.Context(), session.Token)
		if noted := got.IPAddress == tt.address && got.LastActiveAt.Equal(now); err != nil || noted != tt.noted {
			t.Errorf("after %v from %s: noted %v, error %v", tt.after, tt.address, noted, err)
		}
	}
}

package chat_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func transferFor(t *testing.T, c *chattest.Campfire, by chat.Viewer, userID int64) chat.Transfer {
	t.Helper()
	link, err := c.CreateTransfer(t.Context(), by, userID)
	if err != nil {
		t.Fatal(err)
	}
	return link
}

func TestALinkSignsInOnce(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	link := transferFor(t, c, ada, ada.User.ID)
	for range 3 { // a scanner looks at it first
		if user, _, err := c.TransferUser(t.Context(), link.Secret, chat.Client{}); err != nil || user.ID != ada.User.ID {
			t.Fatalf("the link is for %+v, error %v", user, err)
		}
	}
	session, user, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{IPAddress: "192.0.2.1"})
	if err != nil || user.ID != ada.User.ID {
		t.Fatalf("signed in as %+v, error %v", user, err)
	}
	if _, err := c.Authenticate(t.Context(), session.Token); err != nil {
		t.Errorf("the session does not work: %v", err)
	}
	if _, _, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{}); chat.KindOf(err) != chat.NotFound {
		t.Errorf("once more: %v", err)
	}
	if _, _, err := c.TransferUser(t.Context(), link.Secret, chat.Client{}); chat.KindOf(err) != chat.NotFound {
		t.Errorf("the used link is still for somebody: %v", err)
	}
}

func TestALinkSignsInOneOfManyWhoUseItAtOnce(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	link := transferFor(t, c, ada, ada.User.ID)
	var in atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, _, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{}); err == nil {
				in.Add(1)
			}
		})
	}
	all.Wait()
	if n := in.Load(); n != 1 {
		t.Errorf("%d are signed in", n)
	}
}

func TestALinkWorksForFifteenMinutes(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	c.SetTime(start)
	late := transferFor(t, c, ada, ada.User.ID)
	c.SetTime(start.Add(15 * time.Minute))
	if _, _, err := c.UseTransfer(t.Context(), late.Secret, chat.Client{}); chat.KindOf(err) != chat.NotFound {
		t.Errorf("after 15 minutes: %v", err)
	}
	if _, _, err := c.TransferUser(t.Context(), late.Secret, chat.Client{}); chat.KindOf(err) != chat.NotFound {
		t.Errorf("after 15 minutes it is for somebody: %v", err)
	}
	early := transferFor(t, c, ada, ada.User.ID)
	c.SetTime(start.Add(30*time.Minute - time.Second))
	if _, _, err := c.UseTransfer(t.Context(), early.Secret, chat.Client{}); err != nil {
		t.Errorf("within them: %v", err)
	}
}

func TestALinkCanBeTakenBackByWhoMadeIt(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	link := transferFor(t, c, ada, ada.User.ID)
	if err := c.DeleteTransfer(t.Context(), bob, link.Secret); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.TransferUser(t.Context(), link.Secret, chat.Client{}); err != nil {
		t.Errorf("bob has taken ada's back: %v", err)
	}
	if err := c.DeleteTransfer(t.Context(), ada, link.Secret); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{}); chat.KindOf(err) != chat.NotFound {
		t.Errorf("taken back, it signs in: %v", err)
	}
	first := transferFor(t, c, ada, ada.User.ID)
	transferFor(t, c, ada, ada.User.ID)
	if _, _, err := c.UseTransfer(t.Context(), first.Secret, chat.Client{}); chat.KindOf(err) != chat.NotFound {
		t.Errorf("replaced by another, it signs in: %v", err)
	}
}

func TestAnAdministratorLetsSomebodyInAgainAndThatIsWrittenDown(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	if _, err := c.CreateTransfer(t.Context(), bob, ada.User.ID); chat.KindOf(err) != chat.Forbidden {
		t.Errorf("a member makes a link for an administrator: %v", err)
	}
	if _, err := c.CreateTransfer(t.Context(), ada, 999); chat.KindOf(err) != chat.NotFound {
		t.Errorf("a link for nobody: %v", err)
	}
	link := transferFor(t, c, ada, bob.User.ID)
	if _, user, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{}); err != nil || user.ID != bob.User.ID {
		t.Fatalf("signed in as %+v, error %v", user, err)
	}
	page, err := c.AuditEntries(t.Context(), ada, chat.AuditFilter{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	used, made := page.Entries[0], page.Entries[1]
	if made.Kind != chat.TransferCreated || made.Actor.Name != "ada" || made.User.Name != "bob" {
		t.Errorf("of the link the log tells %+v", made)
	}
	if used.Kind != chat.SessionCreated || used.Actor.Name != "bob" || used.Detail != "with a link by ada" {
		t.Errorf("of its use the log tells %+v", used)
	}
}

func TestALinkForSomebodyWhoIsShutOutSignsNobodyIn(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	link := transferFor(t, c, ada, bob.User.ID)
	bob.User.Status = chat.Banned
	c.InTx(func(tx chat.Tx) error { return tx.UpdateUser(bob.User) })
	if _, _, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{}); err == nil {
		t.Error("it signs in")
	}
	if _, err := c.CreateTransfer(t.Context(), ada, bob.User.ID); chat.KindOf(err) != chat.Conflict {
		t.Errorf("another link: %v", err)
	}
}

func TestLinksAreLimited(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	c.SetTime(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	link := transferFor(t, c, ada, ada.User.ID)
	for range 10 {
		if _, _, err := c.UseTransfer(t.Context(), "wrong", chat.Client{IPAddress: "192.0.2.1"}); chat.KindOf(err) != chat.NotFound {
			t.Fatalf("one of the first ten guesses: %v", err)
		}
	}
	if _, _, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{IPAddress: "192.0.2.1"}); chat.KindOf(err) != chat.RateLimited {
		t.Errorf("the eleventh: %v, want a limit", err)
	}
	if _, _, err := c.UseTransfer(t.Context(), link.Secret, chat.Client{IPAddress: "192.0.2.2"}); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	for range 9 {
		transferFor(t, c, ada, ada.User.ID)
	}
	if _, err := c.CreateTransfer(t.Context(), ada, ada.User.ID); chat.KindOf(err) != chat.RateLimited {
		t.Errorf("the eleventh link: %v, want a limit", err)
	}
}

// TestALinkFallsWithItsMaker has an administrator make a link for another one and
// then lose the role, or their place: the link is no way back.
func TestALinkFallsWithItsMaker(t *testing.T) {
	losses := map[string]chat.PersonChange{
		"the role":  {Role: new(chat.Role)},
		"the place": {Status: &[]chat.Status{chat.Deactivated}[0]},
	}
	for name, loss := range losses {
		t.Run(name, func(t *testing.T) {
			c := chattest.New(t)
			ada, eve := c.SetUp("ada"), c.Add("eve")
			administrator := chat.Administrator
			var err error
			if eve.User, err = c.UpdatePerson(t.Context(), ada, eve.User.ID, chat.PersonChange{Role: &administrator}); err != nil {
				t.Fatal(err)
			}
			link := transferFor(t, c, eve, ada.User.ID)
			if _, err := c.UpdatePerson(t.Context(), ada, eve.User.ID, loss); err != nil {
				t.Fatal(err)
			}
			_, _, err = c.TransferUser(t.Context(), link.Secret, chat.Client{})
			refused(t, err, "transfer_gone")
			_, _, err = c.UseTransfer(t.Context(), link.Secret, chat.Client{})
			refused(t, err, "transfer_gone")
		})
	}
}

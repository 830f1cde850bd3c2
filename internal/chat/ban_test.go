package chat_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

const public = "203.0.113.7"

func signInFrom(t *testing.T, c *chattest.Campfire, name, address string) (chat.Session, error) {
	t.Helper()
	session, _, err := c.SignIn(t.Context(), name+"@example.com", chattest.Password, chat.Client{IPAddress: address})
	return session, err
}

func TestBannedUserIsOutAtOnce(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	if err := c.Ban(t.Context(), ada, bob.User.ID, chat.BanOrder{}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.EndedSessions(), []int64{bob.SessionID}) {
		t.Errorf("sessions %v ended", c.EndedSessions())
	}
	notices := c.Notified()
	if last := notices[len(notices)-1]; last.Type != chat.UserUpdated || last.To != 0 || last.User.ID != bob.User.ID {
		t.Errorf("told %+v", last)
	}
	_, err := signInFrom(t, c, "bob", "192.0.2.1")
	refused(t, err, "banned")
	_, _, err = c.SignIn(t.Context(), "bob@example.com", "wrong horse", chat.Client{})
	refused(t, err, "bad_credentials")
	if err := c.Unban(t.Context(), ada, bob.User.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := signInFrom(t, c, "bob", "192.0.2.1"); err != nil {
		t.Errorf("after the ban: %v", err)
	}
	refused(t, c.Unban(t.Context(), ada, bob.User.ID), "not_banned")
}

func TestBansEndByThemselves(t *testing.T) {
	c := chattest.New(t)
	now := time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC)
	c.SetTime(now)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	if _, err := signInFrom(t, c, "bob", public); err != nil {
		t.Fatal(err)
	}
	refused(t, c.Ban(t.Context(), ada, bob.User.ID, chat.BanOrder{Until: now}), "past")
	if err := c.Ban(t.Context(), ada, bob.User.ID, chat.BanOrder{Until: now.Add(time.Hour), Addresses: true}); err != nil {
		t.Fatal(err)
	}
	refused(t, c.Admit(t.Context(), chat.Client{IPAddress: public}, ""), "address_banned")
	_, err := signInFrom(t, c, "bob", "192.0.2.1")
	refused(t, err, "banned")
	if !strings.Contains(err.Error(), "until 12 May 2026, 10:00 UTC") {
		t.Errorf("it says %q", err)
	}
	c.SetTime(now.Add(time.Hour))
	if err := c.Admit(t.Context(), chat.Client{IPAddress: public}, ""); err != nil {
		t.Errorf("its address: %v", err)
	}
	if _, err := signInFrom(t, c, "bob", public); err != nil {
		t.Errorf("sign in: %v", err)
	}
	if p, err := c.Profile(t.Context(), ada, bob.User.ID); err != nil || p.Status != chat.Active || p.Ban != nil {
		t.Errorf("profile: %+v, %v", p, err)
	}
}

func TestRunEndsBansWithoutAnybodyAsking(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() { stopped <- c.Run(ctx) }()
	if err := c.Ban(t.Context(), ada, bob.User.ID, chat.BanOrder{Until: time.Now().Add(20 * time.Millisecond)}); err != nil {
		t.Fatal(err)
	}
	told := func() int {
		n := 0
		for _, notice := range c.Notified() {
			if notice.Type == chat.UserUpdated && notice.User.ID == bob.User.ID {
				n++
			}
		}
		return n
	}
	eventually(t, "the ban is lifted", func() bool { return told() == 2 })
	stop()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// eventually waits for done, as long as the test may take.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-time.After(time.Minute):
			t.Fatalf("not seen: %s", what)
		}
	}
}

func TestOnlyPublicAddressesThatAreNotOnesOwnAreBanned(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	own, err := signInFrom(t, c, "ada", "198.51.100.1")
	if err != nil {
		t.Fatal(err)
	}
	ada.SessionID = own.ID
	for _, address := range []string{
		public, "198.51.100.1", "10.1.2.3", "192.168.0.9", "127.0.0.1", "169.254.1.1", "100.64.3.4", "::1", "fe80::1", "fd00::1",
		"2001:db8::5", "0.0.0.0", "not an address",
	} {
		c.SetTime(time.Now().Add(time.Hour)) // so that nobody is told to wait
		c.InTx(func(tx chat.Tx) error {
			_, err := tx.CreateSession(chat.Session{UserID: bob.User.ID, Token: address, IPAddress: address, LastActiveAt: time.Now(), CreatedAt: time.Now()})
			return err
		})
	}
	addresses := func(o chat.BanOrder) []string {
		t.Helper()
		if err := c.Ban(t.Context(), ada, bob.User.ID, o); err != nil {
			t.Fatal(err)
		}
		p, err := c.Profile(t.Context(), ada, bob.User.ID)
		if err != nil {
			t.Fatal(err)
		}
		return p.Ban.Addresses
	}
	if got := addresses(chat.BanOrder{Addresses: true}); !slices.Equal(got, []string{"2001:db8::5", public}) {
		t.Errorf("banned %q", got)
	}
	for address, code := range map[string]string{
		public: "address_banned", "2001:db8::77": "address_banned", // the same network
		"2001:db8:0:1::5": "", "198.51.100.1": "", "10.1.2.3": "",
	} {
		if err := c.Admit(t.Context(), chat.Client{IPAddress: address}, ""); (err != nil) != (code != "") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if err := c.Admit(t.Context(), chat.Client{IPAddress: public}, own.Token); err != nil {
		t.Errorf("an administrator is refused: %v", err)
	}
	if got := addresses(chat.BanOrder{Addresses: true, Until: time.Now().Add(240 * time.Hour)}); len(got) != 2 {
		t.Errorf("after a change of the end %q are banned", got)
	}
	if got := addresses(chat.BanOrder{}); len(got) != 0 {
		t.Errorf("asked for none, %q are banned", got)
	}
	if err := c.Admit(t.Context(), chat.Client{IPAddress: public}, ""); err != nil {
		t.Errorf("%s: %v", public, err)
	}
}

func TestAddressesAreBannedLaterThanThePerson(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	if _, err := signInFrom(t, c, "bob", public); err != nil {
		t.Fatal(err)
	}
	for _, o := range []chat.BanOrder{{}, {Addresses: true}, {Addresses: true}} {
		if err := c.Ban(t.Context(), ada, bob.User.ID, o); err != nil {
			t.Fatal(err)
		}
		err := c.Admit(t.Context(), chat.Client{IPAddress: public}, "")
		if (err != nil) != o.Addresses {
			t.Errorf("after %+v: %v", o, err)
		}
	}
}

func TestMembersDoNotLearnOfBansAndAddresses(t *testing.T) {
	c := chattest.New(t)
	ada, bob, eve := c.SetUp("ada"), c.Add("bob"), c.Add("eve")
	if err := c.Ban(t.Context(), ada, bob.User.ID, chat.BanOrder{}); err != nil {
		t.Fatal(err)
	}
	p, err := c.Profile(t.Context(), eve, bob.User.ID)
	if err != nil || p.Status != chat.Deactivated || p.Ban != nil || p.EmailAddress != "" || p.PasswordDigest != "" {
		t.Errorf("eve sees %+v, %v", p, err)
	}
	p, err = c.Profile(t.Context(), ada, bob.User.ID)
	if err != nil || p.Status != chat.Banned || p.Ban == nil || p.EmailAddress != "bob@example.com" || p.PasswordDigest != "" {
		t.Errorf("ada sees %+v, %v", p, err)
	}
}

func TestMessagesOfTheBannedAreRemovedInBatchesAndResumed(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	all, plans := c.AllTalk(ada), c.AddRoom(chat.Closed, "Plans", ada, bob)
	for i := range 120 {
		c.Post(bob, []int64{all.ID, plans.ID}[i%2], fmt.Sprint("spam ", i))
	}
	kept := c.Post(ada, all.ID, "kept")
	if err := c.Ban(t.Context(), ada, bob.User.ID, chat.BanOrder{RemoveMessages: true}); err != nil {
		t.Fatal(err)
	}
	progress := func() chat.MessageRemoval {
		t.Helper()
		p, err := c.Profile(t.Context(), ada, bob.User.ID)
		if err != nil || p.Ban.Removal == nil {
			t.Fatalf("no progress: %+v, %v", p.Ban, err)
		}
		return *p.Ban.Removal
	}
	if got := progress(); got.Total != 120 || got.Removed != 0 || got.Done {
		t.Errorf("before: %+v", got)
	}
	// Cut off after each commit, as a crash would.
	for want := 50; want <= 100; want += 50 {
		ctx, crash := context.WithCancel(t.Context())
		s := chat.New(chat.Options{Store: &crashing{Store: c.Store, crash: crash}})
		if err := s.RemoveMessages(ctx); err == nil {
			t.Fatal("it was not cut off")
		}
		if got := progress(); got.Removed != want || got.Done {
			t.Errorf("after a crash: %+v, want %d removed", got, want)
		}
	}
	if err := c.RemoveMessages(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := progress(); got.Removed != 120 || !got.Done {
		t.Errorf("at the end: %+v", got)
	}
	for _, roomID := range []int64{all.ID, plans.ID} {
		page, err := c.Messages(t.Context(), ada, roomID, chat.Cursor{Limit: 100})
		if err != nil || slices.ContainsFunc(page.Messages, func(m chat.Message) bool { return m.Creator.ID == bob.User.ID }) {
			t.Errorf("room %d: %v, %v", roomID, page.Messages, err)
		}
		if roomID == all.ID && (len(page.Messages) != 1 || page.Messages[0].ID != kept.ID) {
			t.Errorf("what ada wrote: %v", page.Messages)
		}
	}
	deleted := 0
	for _, e := range c.Published() {
		if e.Type == chat.MessageDeleted {
			deleted++
		}
	}
	if deleted != 120 {
		t.Errorf("%d deletions were told", deleted)
	}
}

// crashing is a store whose user dies after one commit.
type crashing struct {
	chat.Store
	crash context.CancelFunc
}

func (s *crashing) InTx(ctx context.Context, fn func(chat.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := s.Store.InTx(ctx, fn)
	s.crash()
	return err
}

func TestLiftingABanLeavesTheMessagesThatAreStillThere(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	c.Post(bob, c.AllTalk(ada).ID, "still here")
	if err := c.Ban(t.Context(), ada, bob.User.ID, chat.BanOrder{RemoveMessages: true}); err != nil {
		t.Fatal(err)
	}
	if err := c.Unban(t.Context(), ada, bob.User.ID); err != nil {
		t.Fatal(err)
	}
	if err := c.RemoveMessages(t.Context()); err != nil {
		t.Fatal(err)
	}
	if page, err := c.Messages(t.Context(), ada, c.AllTalk(ada).ID, chat.Cursor{Limit: 10}); err != nil || len(page.Messages) != 1 {
		t.Errorf("%v, %v", page.Messages, err)
	}
}

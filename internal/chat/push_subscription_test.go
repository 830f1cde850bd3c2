package chat_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

// subscription is that of a new browser.
func subscription(t *testing.T, endpoint string) chat.PushSubscription {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	return chat.PushSubscription{
		Endpoint: endpoint, P256dhKey: encode(key.PublicKey().Bytes()), AuthKey: encode([]byte("sixteen bytes in")), UserAgent: "a browser",
	}
}

func save(t *testing.T, c *chattest.Campfire, v chat.Viewer, p chat.PushSubscription) (chat.PushSubscription, bool) {
	t.Helper()
	saved, created, err := c.SavePushSubscription(t.Context(), v, p)
	if err != nil {
		t.Fatal(err)
	}
	return saved, created
}

// devices are the endpoints of somebody, the one last heard of first.
func devices(t *testing.T, c *chattest.Campfire, v chat.Viewer) string {
	t.Helper()
	found, err := c.PushSubscriptions(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	var endpoints []string
	for _, p := range found {
		endpoints = append(endpoints, strings.TrimPrefix(p.Endpoint, "https://push.example.com/"))
	}
	return strings.Join(endpoints, " ")
}

func TestADeviceHasOneOwner(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("Ada"), c.Add("Bob")
	p := subscription(t, "https://push.example.com/one")
	first, created := save(t, c, ada, p)
	if !created || first.UserID != ada.User.ID || first.SessionID != ada.SessionID {
		t.Errorf("saved %+v", first)
	}
	c.SetTime(time.Now().Add(time.Hour))
	p.UserAgent = "a newer browser"
	again, created := save(t, c, ada, p)
	if created || again.ID != first.ID || !again.UpdatedAt.After(first.UpdatedAt) || again.UserAgent != "a newer browser" {
		t.Errorf("saved again as %+v, created: %v", again, created)
	}
	if renewed, created := save(t, c, ada, subscription(t, p.Endpoint)); !created || renewed.ID == first.ID || devices(t, c, ada) != "one" {
		t.Errorf("with other keys: %+v", renewed)
	}
	if _, created := save(t, c, bob, p); !created || devices(t, c, bob) != "one" || devices(t, c, ada) != "" {
		t.Errorf("Bob has %q, Ada %q", devices(t, c, bob), devices(t, c, ada))
	}
}

func TestAPersonHasSoManyDevices(t *testing.T) {
	c := chattest.New(t)
	ada, now := c.SetUp("Ada"), time.Now()
	oldest := subscription(t, "https://push.example.com/0")
	save(t, c, ada, oldest)
	for n := range 20 {
		c.SetTime(now.Add(time.Duration(n+1) * time.Minute))
		if n == 19 {
			save(t, c, ada, oldest) // heard of again, so the second goes
			c.SetTime(now.Add(time.Hour))
		}
		save(t, c, ada, subscription(t, fmt.Sprintf("https://push.example.com/%d", n+1)))
	}
	if got := strings.Fields(devices(t, c, ada)); len(got) != 20 || got[0] != "20" || got[1] != "0" || got[19] != "2" {
		t.Errorf("they are %q", got)
	}
}

// TestADeviceGoesWithItsSignIn ends sessions in each way there is.
func TestADeviceGoesWithItsSignIn(t *testing.T) {
	c := chattest.New(t)
	ctx, ada := t.Context(), c.SetUp("Ada")
	for how, end := range map[string]func(v, other chat.Viewer) error{
		"signed out":                func(v, _ chat.Viewer) error { return c.SignOut(ctx, v, "") },
		"signed out from elsewhere": func(v, other chat.Viewer) error { return c.EndSession(ctx, other, v.SessionID) },
		"all others signed out":     func(_, other chat.Viewer) error { return c.EndOtherSessions(ctx, other) },
		"banned":                    func(v, _ chat.Viewer) error { return c.Ban(ctx, ada, v.User.ID, chat.BanOrder{}) },
	} {
		v := c.Add(strings.ReplaceAll(how, " ", "-"))
		session, err := c.StartSession(ctx, v.User.ID, chat.Client{})
		if err != nil {
			t.Fatal(err)
		}
		other := chat.Viewer{User: v.User, SessionID: session.ID}
		save(t, c, v, subscription(t, "https://push.example.com/here"))
		save(t, c, other, subscription(t, "https://push.example.com/there"))
		if err := end(v, other); err != nil {
			t.Fatalf("%s: %v", how, err)
		}
		want := map[bool]string{false: "there", true: ""}[how == "banned"]
		if got := devices(t, c, v); got != want {
			t.Errorf("%s: %q get notifications, want %q", how, got, want)
		}
	}
}

// TestSigningOutNamesTheDevice is for those that the original kept, which go with no
// sign-in.
func TestSigningOutNamesTheDevice(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("Ada"), c.Add("Bob")
	for _, v := range []chat.Viewer{ada, bob} {
		save(t, c, chat.Viewer{User: v.User}, subscription(t, "https://push.example.com/"+v.User.Name))
	}
	for _, endpoint := range []string{"https://push.example.com/Bob", "https://push.example.com/Ada"} {
		if err := c.SignOut(t.Context(), ada, endpoint); err != nil {
			t.Fatal(err)
		}
	}
	if devices(t, c, ada) != "" || devices(t, c, bob) != "Bob" {
		t.Errorf("Ada has %q, Bob %q", devices(t, c, ada), devices(t, c, bob))
	}
}

func TestWhatNoBrowserGivesIsRefused(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("Ada")
	good := subscription(t, "https://push.example.com/x")
	for field, change := range map[string][]func(*chat.PushSubscription){
		"endpoint": {
			func(p *chat.PushSubscription) { p.Endpoint = "http://push.example.com/x" },
			func(p *chat.PushSubscription) { p.Endpoint = "https://10.1.2.3/x" },
			func(p *chat.PushSubscription) { p.Endpoint = "https://0x7f000001/x" },
			func(p *chat.PushSubscription) { p.Endpoint = "https://[fd00::1]/x" },
			func(p *chat.PushSubscription) { p.Endpoint = "https:///x" },
			func(p *chat.PushSubscription) { p.Endpoint = "https://push.example.com/" + strings.Repeat("x", 2_000) },
			func(p *chat.PushSubscription) { p.Endpoint = "https://push.example.com/\nHost: x" },
		},
		"p256dh_key": {
			func(p *chat.PushSubscription) { p.P256dhKey = "" },
			func(p *chat.PushSubscription) { p.P256dhKey = "!" },
			func(p *chat.PushSubscription) { p.P256dhKey = p.P256dhKey[:80] },
			func(p *chat.PushSubscription) { p.P256dhKey = base64.RawURLEncoding.EncodeToString(make([]byte, 65)) },
		},
		"auth_key": {
			func(p *chat.PushSubscription) { p.AuthKey = "" },
			func(p *chat.PushSubscription) { p.AuthKey = "c2hvcnQ" },
		},
	} {
		for n, change := range change {
			p := good
			change(&p)
			_, _, err := c.SavePushSubscription(t.Context(), ada, p)
			if refused, ok := err.(*chat.Error); !ok || refused.Kind != chat.Invalid || refused.Field != field {
				t.Errorf("%s %d: %v", field, n, err)
			}
		}
	}
	good.AuthKey += "=="
	good.UserAgent = strings.Repeat("é", 400)
	if saved, _ := save(t, c, ada, good); len(saved.UserAgent) > 500 || saved.UserAgent == "" {
		t.Errorf("the browser's name has %d bytes", len(saved.UserAgent))
	}
}

func TestQuietHours(t *testing.T) {
	c := chattest.New(t)
	ctx, ada := t.Context(), c.SetUp("Ada")
	for _, tt := range []struct {
		q     chat.QuietHours
		field string
	}{
		{chat.QuietHours{From: -1, Until: 1, TimeZone: "UTC"}, "from"},
		{chat.QuietHours{From: 0, Until: 1440, TimeZone: "UTC"}, "from"},
		{chat.QuietHours{From: 5, Until: 5, TimeZone: "UTC"}, "until"},
		{chat.QuietHours{From: 1, Until: 2, TimeZone: ""}, "time_zone"},
		{chat.QuietHours{From: 1, Until: 2, TimeZone: "Local"}, "time_zone"},
		{chat.QuietHours{From: 1, Until: 2, TimeZone: "../../etc/passwd"}, "time_zone"},
		{chat.QuietHours{From: 1, Until: 2, TimeZone: "Middle/Earth"}, "time_zone"},
	} {
		if err, ok := c.SetQuietHours(ctx, ada, &tt.q).(*chat.Error); !ok || err.Field != tt.field {
			t.Errorf("%+v: %v", tt.q, err)
		}
	}
	night := chat.QuietHours{From: 22 * 60, Until: 7 * 60, TimeZone: "America/New_York"}
	if err := c.SetQuietHours(ctx, ada, &night); err != nil {
		t.Fatal(err)
	}
	if q, err := c.QuietHours(ctx, ada); err != nil || q == nil || *q != night {
		t.Errorf("they are %v, %v", q, err)
	}
	if err := c.SetQuietHours(ctx, ada, nil); err != nil {
		t.Fatal(err)
	}
	if q, err := c.QuietHours(ctx, ada); err != nil || q != nil {
		t.Errorf("they are %v, %v", q, err)
	}
}

// TestQuietHoursGoByTheClock looks at both sides of each border, in summer and in
// winter, over midnight and through the hours that a change of clocks takes or
// gives.
func TestQuietHoursGoByTheClock(t *testing.T) {
	night := chat.QuietHours{From: 22 * 60, Until: 7 * 60, TimeZone: "Europe/Berlin"}
	noon := chat.QuietHours{From: 12 * 60, Until: 13 * 60, TimeZone: "Asia/Kolkata"}
	small := chat.QuietHours{From: 2*60 + 30, Until: 3*60 + 30, TimeZone: "Europe/Berlin"}
	for _, tt := range []struct {
		q    chat.QuietHours
		at   string
		hold bool
	}{
		{night, "2026-07-01T19:59:59Z", false},
		{night, "2026-07-01T20:00:00Z", true},
		{night, "2026-07-02T04:59:59Z", true},
		{night, "2026-07-02T05:00:00Z", false},
		{night, "2026-01-01T20:30:00Z", false},
		{night, "2026-01-01T21:00:00Z", true},
		{noon, "2026-01-01T06:29:59Z", false},
		{noon, "2026-01-01T06:30:00Z", true},
		{noon, "2026-01-01T07:30:00Z", false},
		{small, "2026-03-29T00:59:00Z", false}, // 01:59, after which it is 03:00
		{small, "2026-03-29T01:00:00Z", true},  // 03:00
		{small, "2026-03-29T01:30:00Z", false}, // 03:30
		{small, "2026-10-25T00:30:00Z", true},  // 02:30, the first time
		{small, "2026-10-25T01:00:00Z", false}, // 02:00, the second
		{small, "2026-10-25T01:30:00Z", true},
		{chat.QuietHours{From: 0, Until: 1439, TimeZone: "Nowhere/Any_more"}, "2026-01-01T12:00:00Z", false},
	} {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := chat.QuietAt(tt.q, at); got != tt.hold {
			t.Errorf("%+v at %s: %v", tt.q, tt.at, got)
		}
	}
}

func TestAnAdministratorIsTheContact(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("Ada")
	bob := c.Add("Bob")
	if got, err := c.ContactAddress(t.Context()); err != nil || got != ada.User.EmailAddress {
		t.Errorf("it is %q, %v, and not %s", got, err, bob.User.EmailAddress)
	}
}

package push

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	webpush "github.com/SherClockHolmes/webpush-go"
	"github.com/golang-jwt/jwt/v5"
)

// Any pair of keys does; this is the sender's of RFC 8291 section 5.
const (
	vapidPublic  = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
	vapidPrivate = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
)

func newVAPID(t testing.TB) *VAPID {
	t.Helper()
	v, err := NewVAPID(vapidPublic, vapidPrivate, func(context.Context) (string, error) { return "mailto:ada@example.com", nil })
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (v *VAPID) mustAuthorize(t testing.TB, endpoint string) string {
	t.Helper()
	u, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	header, err := v.authorization(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	return header
}

// claims reads the header of a request as a push service does, with a library that
// checks the signature.
func claims(t testing.TB, authorization string, now time.Time) jwt.MapClaims {
	t.Helper()
	fields, ok := strings.CutPrefix(authorization, "vapid ")
	token, key, both := strings.Cut(strings.ReplaceAll(fields, " ", ""), ",")
	if !ok || !both || key != "k="+vapidPublic {
		t.Fatalf("the header is %q", authorization)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), decoded(t, vapidPublic))
	if err != nil {
		t.Fatal(err)
	}
	said := jwt.MapClaims{}
	_, err = jwt.ParseWithClaims(strings.TrimPrefix(token, "t="), said,
		func(*jwt.Token) (any, error) { return public, nil },
		jwt.WithValidMethods([]string{"ES256"}), jwt.WithExpirationRequired(), jwt.WithTimeFunc(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	return said
}

func TestPushServicesAreToldWhoPushes(t *testing.T) {
	v, now := newVAPID(t), time.Now()
	said := claims(t, v.mustAuthorize(t, "https://push.example.com:8443/wpush/v2/abc?d=e"), now)
	end, err := said.GetExpirationTime()
	if err != nil || end.Sub(now) > 24*time.Hour || end.Sub(now) < time.Hour {
		t.Errorf("it holds until %v, %v; RFC 8292 allows a day", end, err)
	}
	if said["aud"] != "https://push.example.com:8443" || said["sub"] != "mailto:ada@example.com" || len(said) != 3 {
		t.Errorf("it says %v", said)
	}
}

// TestTheHeaderIsThatOfOthers compares with an independent library.
func TestTheHeaderIsThatOfOthers(t *testing.T) {
	var theirs captured
	b, endpoint := newBrowser(t), "https://push.example.com/x"
	answer, err := webpush.SendNotification([]byte("hello"), &webpush.Subscription{
		Endpoint: endpoint, Keys: webpush.Keys{P256dh: b.p256dh(), Auth: b.authKey()},
	}, &webpush.Options{
		HTTPClient: &theirs, Subscriber: "ada@example.com", TTL: 2419200, Urgency: webpush.UrgencyHigh, Topic: "room-1",
		VAPIDPublicKey: vapidPublic, VAPIDPrivateKey: vapidPrivate,
	})
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	r, err := NewSender(nil, newVAPID(t)).request(t.Context(), pushTo(b, endpoint))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	ours, others := claims(t, r.Header.Get("Authorization"), now), claims(t, theirs.header.Get("Authorization"), now)
	if ours["aud"] != others["aud"] || ours["sub"] != others["sub"] {
		t.Errorf("we claim %v, they %v", ours, others)
	}
	for _, name := range []string{"Content-Encoding", "Content-Type", "Ttl", "Urgency", "Topic"} {
		if r.Header.Get(name) != theirs.header.Get(name) {
			t.Errorf("our %s is %q, theirs %q", name, r.Header.Get(name), theirs.header.Get(name))
		}
	}
}

func TestATokenIsKeptForItsOriginUntilItIsNearlyOver(t *testing.T) {
	v, now := newVAPID(t), time.Now()
	v.now = func() time.Time { return now }
	first := v.mustAuthorize(t, "https://one.example.com/a")
	if again := v.mustAuthorize(t, "https://one.example.com/b"); again != first {
		t.Error("another token was made for the same origin")
	}
	other := claims(t, v.mustAuthorize(t, "https://two.example.com/a"), now)
	if other["aud"] != "https://two.example.com" {
		t.Errorf("another origin got %v", other)
	}
	now = now.Add(tokenLife - tokenSpare)
	fresh := claims(t, v.mustAuthorize(t, "https://one.example.com/a"), now)
	if end, err := fresh.GetExpirationTime(); err != nil || end.Sub(now) < tokenLife-time.Minute {
		t.Errorf("near its end it is %v, %v", fresh, err)
	}
}

func TestNoTokenWithoutAContact(t *testing.T) {
	missing := errors.New("nobody to write to")
	v, err := NewVAPID(vapidPublic, vapidPrivate, func(context.Context) (string, error) { return "", missing })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.authorization(t.Context(), &url.URL{Scheme: "https", Host: "x.org"}); !errors.Is(err, missing) {
		t.Errorf("got %v", err)
	}
}

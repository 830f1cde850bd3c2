package push

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/rand"
	"io"
	"net/http"
	"strings"
	"testing"

	webpush "github.com/SherClockHolmes/webpush-go"
)

// browser is the other end: it has the keys that decrypt.
type browser struct {
	private *ecdh.PrivateKey
	auth    []byte
}

func newBrowser(t testing.TB) browser {
	t.Helper()
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	auth := make([]byte, 16)
	rand.Read(auth)
	return browser{private, auth}
}

func (b browser) p256dh() string  { return base64url(b.private.PublicKey().Bytes()) }
func (b browser) authKey() string { return base64url(b.auth) }

// decrypt reads a body as a browser does, with the keys derived from its side.
func (b browser) decrypt(t testing.TB, body []byte) string {
	t.Helper()
	salt, sender, sealed := body[:16], body[21:86], body[86:]
	public, err := ecdh.P256().NewPublicKey(sender)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := b.private.ECDH(public)
	if err != nil {
		t.Fatal(err)
	}
	key, nonce, err := derive(shared, b.auth, b.private.PublicKey().Bytes(), sender, salt)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gcm.Open(nil, nonce, sealed, nil)
	if err != nil {
		t.Fatal(err)
	}
	plain = bytes.TrimRight(plain, "\x00") // padding, of which we make none
	text, last := strings.CutSuffix(string(plain), "\x02")
	if !last {
		t.Fatalf("%q has no delimiter of a last record", plain)
	}
	return text
}

// TestEncryptionIsThatOfTheRFC makes the message of RFC 8291 section 5 from the
// keys and the salt given there.
func TestEncryptionIsThatOfTheRFC(t *testing.T) {
	to, err := newReceiver("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "BTBZMqHH6r4Tts7J_aSIgg")
	if err != nil {
		t.Fatal(err)
	}
	private, err := ecdh.P256().NewPrivateKey(decoded(t, "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := to.seal([]byte("When I grow up, I want to be a watermelon"), private, decoded(t, "DGv6ra1nlYgDCS1FRnbzlw"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
	if base64url(got) != want {
		t.Errorf("got  %s\nwant %s", base64url(got), want)
	}
}

func decoded(t testing.TB, s string) []byte {
	t.Helper()
	b, err := decode(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestWhatOthersSendIsReadAlike has an independent library encrypt for a browser
// that reads what we send, so that browser is right about both.
func TestWhatOthersSendIsReadAlike(t *testing.T) {
	b, message := newBrowser(t), "Ada: hello 👋"
	to, err := newReceiver(b.p256dh(), b.authKey()+"==")
	if err != nil {
		t.Fatal(err)
	}
	ours, err := to.encrypt([]byte(message))
	if err != nil {
		t.Fatal(err)
	}
	if got := b.decrypt(t, ours); got != message {
		t.Errorf("ours says %q", got)
	}
	var theirs captured
	answer, err := webpush.SendNotification([]byte(message), &webpush.Subscription{
		Endpoint: "https://push.example.com/x", Keys: webpush.Keys{P256dh: b.p256dh(), Auth: b.authKey()},
	}, &webpush.Options{
		HTTPClient: &theirs, Subscriber: "mailto:ada@example.com", TTL: 1,
		VAPIDPublicKey: vapidPublic, VAPIDPrivateKey: vapidPrivate, RecordSize: 2048,
	})
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if got := b.decrypt(t, theirs.body); got != message {
		t.Errorf("theirs says %q", got)
	}
}

// captured keeps what a client would have sent.
type captured struct {
	header http.Header
	body   []byte
}

func (c *captured) Do(r *http.Request) (*http.Response, error) {
	c.header = r.Header
	c.body, _ = io.ReadAll(r.Body)
	return &http.Response{StatusCode: 201, Body: http.NoBody}, nil
}

func TestNoTwoMessagesShareAKey(t *testing.T) {
	b := newBrowser(t)
	to, err := newReceiver(b.p256dh(), b.authKey())
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for range 50 {
		body, err := to.encrypt([]byte("hello"))
		if err != nil {
			t.Fatal(err)
		}
		salt, sender := string(body[:16]), string(body[21:86])
		if seen[salt] || seen[sender] {
			t.Fatal("a salt or a key came twice")
		}
		seen[salt], seen[sender] = true, true
	}
}

func TestOneRecordIsTheMost(t *testing.T) {
	b := newBrowser(t)
	to, err := newReceiver(b.p256dh(), b.authKey())
	if err != nil {
		t.Fatal(err)
	}
	body, err := to.encrypt(make([]byte, maxPlaintext))
	if err != nil || len(body) != 4096 {
		t.Errorf("%d bytes, %v, want 4096", len(body), err)
	}
	if _, err := to.encrypt(make([]byte, maxPlaintext+1)); err == nil {
		t.Error("one byte more was encrypted")
	}
}

func TestKeysThatAreNoneAreRefused(t *testing.T) {
	b := newBrowser(t)
	for _, keys := range [][2]string{
		{"", b.authKey()},
		{"no base64!", b.authKey()},
		{base64url(make([]byte, 65)), b.authKey()},  // not on the curve
		{base64url(b.private.Bytes()), b.authKey()}, // too short
		{b.p256dh(), "no base64!"},
	} {
		if _, err := newReceiver(keys[0], keys[1]); err == nil {
			t.Errorf("%q were taken", keys)
		}
	}
}

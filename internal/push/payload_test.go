package push

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"campfire/internal/chat"
)

func pushTo(b browser, endpoint string) chat.Push {
	return chat.Push{
		To:    chat.PushSubscription{ID: 1, Endpoint: endpoint, P256dhKey: b.p256dh(), AuthKey: b.authKey()},
		Title: "All Talk", Body: "Ada: hello", Path: "/rooms/1/@2", Badge: 3, RoomID: 1, MessageID: 2,
	}
}

func TestWhatADeviceIsTold(t *testing.T) {
	got, err := encode(pushTo(newBrowser(t), ""))
	const want = `{"title":"All Talk","options":{"body":"Ada: hello","tag":"room-1","data":{"path":"/rooms/1/@2","badge":3,"message_id":2}}}`
	if err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
}

// TestWhatIsSaidAlwaysFits cuts texts whose characters take most room in JSON or
// consist of many.
func TestWhatIsSaidAlwaysFits(t *testing.T) {
	for _, character := range []string{"x", "\"", "\n", "\x01", "\u2028", "é", "e\u0301", "世", "👩‍👩‍👧‍👦", "🇩🇪", "\u202e", "<", "नि", "a" + strings.Repeat("\u0300", 200)} {
		p := pushTo(newBrowser(t), "")
		p.Title, p.Body = strings.Repeat(character, 5_000), strings.Repeat(character, 30_000)
		got, err := encode(p)
		if err != nil || len(got) > maxPlaintext {
			t.Fatalf("%q: %d bytes, %v", character, len(got), err)
		}
		var said payload
		if err := json.Unmarshal(got, &said); err != nil {
			t.Fatalf("%q: %v", character, err)
		}
		for _, text := range []string{said.Title, said.Options.Body} {
			whole, cut := strings.CutSuffix(text, "…")
			if !cut || !strings.HasPrefix(strings.Repeat(character, 30_000), whole) || len(whole)%len(character) != 0 {
				t.Errorf("%q was cut to %q", character, text)
			}
		}
		if waste := maxPlaintext - len(got); waste > 2*jsonSize(character) {
			t.Errorf("%q: %d bytes are left", character, waste)
		}
	}
}

func TestWhatFitsIsLeftAlone(t *testing.T) {
	for _, text := range []string{"", "hello", strings.Repeat("x", 400), "日本語"} {
		if got := fit(text, 400); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	if got := fit(strings.Repeat("x", 401), 400); got != strings.Repeat("x", 397)+"…" {
		t.Errorf("a byte too many became %q", got)
	}
}

func FuzzFit(f *testing.F) {
	f.Add("hello", 4)
	f.Add("👩‍👩‍👧‍👦 family", 20)
	f.Fuzz(func(t *testing.T, text string, size int) {
		text = strings.ToValidUTF8(text, "?")
		size = min(max(size, len("…")), 10_000)
		got := fit(text, size)
		if jsonSize(got) > size {
			t.Fatalf("%q takes %d of %d bytes", got, jsonSize(got), size)
		}
		whole, cut := strings.CutSuffix(got, "…")
		if got != text && (!cut || !strings.HasPrefix(text, whole) || !onBoundary(text, len(whole))) {
			t.Fatalf("%q was cut to %q", text, got)
		}
	})
}

// onBoundary reports whether text has a place between two characters there.
func onBoundary(text string, place int) bool {
	at := 0
	for g := uniseg.NewGraphemes(text); at < place && g.Next(); {
		_, at = g.Positions()
	}
	return at == place
}

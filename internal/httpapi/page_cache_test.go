package httpapi_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"campfire/internal/chat"
)

func TestTheNewestPageIsAlwaysTheRoomAsItIs(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	bob := s.signUp("bob")
	const page = "/api/rooms/1/messages"
	for i := range 5 {
		text := fmt.Sprintf("message %d", i)
		ada.send("POST", page, fmt.Sprintf(`{"body":%q}`, text))
		for _, reader := range []*browser{ada, bob, ada} {
			r := reader.send("GET", page, "")
			if !strings.Contains(r.text, text) || len(r.body["messages"].([]any)) != i+1 {
				t.Fatalf("after posting %q the page is %s", text, r.text)
			}
		}
	}
	user, err := s.Store.UserByEmail(t.Context(), "ada@example.com")
	if err != nil {
		t.Fatal(err)
	}
	user.Name = "Augusta"
	s.InTx(func(tx chat.Tx) error { return tx.UpdateUser(user) })
	if r := bob.send("GET", page, ""); strings.Contains(r.text, `"ada"`) || !strings.Contains(r.text, "Augusta") {
		t.Errorf("after she changed her name the page is %s", r.text)
	}
}

func TestAPageTheClientHasIsNotSentAgain(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	ada.send("POST", "/api/rooms/1/messages", `{"body":"hello"}`)
	for _, path := range []string{"/api/rooms/1/messages", "/api/rooms/1/messages?around=1"} {
		first := ada.send("GET", path, "")
		ada.header = http.Header{"If-None-Match": {first.Header.Get("ETag")}}
		if r := ada.send("GET", path, ""); r.StatusCode != 304 || r.text != "" {
			t.Errorf("%s again: %d %q", path, r.StatusCode, r.text)
		}
		ada.send("POST", "/api/rooms/1/messages", `{"body":"more"}`)
		if r := ada.send("GET", path, ""); r.StatusCode != 200 || r.Header.Get("ETag") == first.Header.Get("ETag") {
			t.Errorf("%s after a post: %d", path, r.StatusCode)
		}
		ada.header = http.Header{}
	}
}

func TestACachedPageIsNotForOutsiders(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	eve := s.signUp("eve")
	user, err := s.Store.UserByEmail(t.Context(), "ada@example.com")
	if err != nil {
		t.Fatal(err)
	}
	room := s.AddRoom(chat.Closed, "Secret", chat.Viewer{User: user})
	path := fmt.Sprintf("/api/rooms/%d/messages", room.ID)
	ada.send("POST", path, `{"body":"psst"}`)
	for range 2 {
		if r := ada.send("GET", path, ""); r.StatusCode != 200 {
			t.Fatalf("ada reads %d", r.StatusCode)
		}
	}
	if r := eve.send("GET", path, ""); r.StatusCode != 404 || strings.Contains(r.text, "psst") {
		t.Errorf("eve reads %d %s", r.StatusCode, r.text)
	}
}

func TestAFeedThatIsKeptIsWholeAndNotForOutsiders(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	eve := s.signUp("eve")
	user, err := s.Store.UserByEmail(t.Context(), "ada@example.com")
	if err != nil {
		t.Fatal(err)
	}
	room := s.AddRoom(chat.Closed, "Secret", chat.Viewer{User: user})
	path := fmt.Sprintf("/api/rooms/%d/events?after=0", room.ID)
	before := len(ada.send("GET", path, "").body["events"].([]any))
	for i := range 3 {
		ada.send("POST", fmt.Sprintf("/api/rooms/%d/messages", room.ID), fmt.Sprintf(`{"body":"psst %d"}`, i))
		for range 2 {
			r := ada.send("GET", path, "")
			if got := len(r.body["events"].([]any)); got != before+i+1 || !strings.Contains(r.text, fmt.Sprintf("psst %d", i)) {
				t.Fatalf("after %d posts the feed has %d events: %s", i+1, got-before, r.text)
			}
		}
	}
	if r := ada.send("GET", path+"&limit=1", ""); len(r.body["events"].([]any)) != 1 || r.body["more"] != true {
		t.Errorf("one event: %s", r.text)
	}
	if r := eve.send("GET", path, ""); r.StatusCode != 404 || strings.Contains(r.text, "psst") {
		t.Errorf("eve reads %d %s", r.StatusCode, r.text)
	}
}

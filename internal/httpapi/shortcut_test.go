package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheShortcutAnswersAsItsRouteDoes(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	ada.send("POST", "/api/rooms/1/messages", `{"body":"hello"}`)
	tag := ada.send("GET", "/api/rooms/1/messages", "").Header.Get("ETag")
	for name, who := range map[string]*browser{
		"a member":              ada,
		"one who has it":        {site: s, cookie: ada.cookie, header: http.Header{"If-None-Match": {tag}}},
		"one with other tags":   {site: s, cookie: ada.cookie, header: http.Header{"If-None-Match": {`"x"`}}},
		"one who is signed out": s.browser(),
		"one with a forgery":    {site: s, cookie: ada.cookie[:len(ada.cookie)-1] + "x", header: http.Header{}},
	} {
		for _, room := range []string{"1", "999", "x", "-1"} {
			path := "/api/rooms/" + room + "/messages"
			short, long := who.send("GET", path, ""), who.send("GET", path+"?limit=40", "")
			for _, h := range []http.Header{short.Header, long.Header} {
				h.Del("X-Request-Id")
				h.Del("Date")
				h.Del("Content-Type") // the library also gives a 304 one
			}
			if short.StatusCode != long.StatusCode || short.text != long.text {
				t.Errorf("%s, room %s: %d %s; by the route %d %s", name, room, short.StatusCode, short.text, long.StatusCode, long.text)
			}
			if diff := cmp.Diff(long.Header, short.Header); diff != "" {
				t.Errorf("%s, room %s: headers differ (-route +shortcut)\n%s", name, room, diff)
			}
		}
	}
	const line = `"route":"GET /api/rooms/{room}/messages","status":200,"bytes":`
	if log := s.log.String(); !strings.Contains(log, line) || !strings.Contains(log, `"user_id":1,"room_id":"1"`) {
		t.Errorf("the log does not say whose request it was:\n%s", log)
	}
}

func TestOnlyDocumentsHaveThePolicyOfDocuments(t *testing.T) {
	s := newSite(t)
	for path, want := range map[string]string{
		"/api/session": "default-src 'none'; frame-ancestors 'none'",
		"/api/nowhere": "default-src 'none'; frame-ancestors 'none'",
		"/api/docs":    "default-src 'self'; ",
		"/":            "default-src 'self'; ",
	} {
		if got := s.browser().send("GET", path, "").Header.Get("Content-Security-Policy"); !strings.HasPrefix(got, want) {
			t.Errorf("%s has the policy %q", path, got)
		}
	}
}

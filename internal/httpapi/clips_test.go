package httpapi_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/sounds"
)

func TestATeamsOwnSoundIsPlayedByWhatWasSaidBeforeToo(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	room := "/api/rooms/1/messages"
	ada.send("POST", room, `{"body":"/play gong"}`)
	before := ada.send("GET", room, "")
	if kindOf(before) != "text" {
		t.Fatalf("before there is a gong: %s", before.text)
	}
	gong, _ := sounds.Audio("bell")
	put := ada.send("PUT", "/api/account/sounds/gong", string(gong))
	if put.StatusCode != 201 || put.body["replaces"] != false || put.body["seconds"].(float64) < .5 {
		t.Fatalf("added: %d %s", put.StatusCode, put.text)
	}
	after := ada.send("GET", room, "")
	if kindOf(after) != "sound" || after.Header.Get("ETag") == before.Header.Get("ETag") {
		t.Fatalf("with a gong: %s", after.text)
	}
	if found := ada.send("GET", "/api/search?q=has:sound", ""); len(found.body["hits"].([]any)) != 1 {
		t.Errorf("has:sound finds %s", found.text)
	}
	if list := ada.send("GET", "/api/sounds", ""); !strings.Contains(list.text, `"/sounds/gong.mp3"`) {
		t.Errorf("the list lacks it: %s", list.text)
	}
	ada.send("PATCH", "/api/account/sounds/gong", `{"name":"tamtam"}`)
	ada.send("POST", room, `{"body":"/play tamtam"}`)
	page := ada.send("GET", room, "").body["messages"].([]any)
	if kinds := []any{page[0].(map[string]any)["kind"], page[1].(map[string]any)["kind"]}; !slices.Equal(kinds, []any{"text", "sound"}) {
		t.Errorf("renamed: %v", kinds)
	}
	if r := ada.send("DELETE", "/api/account/sounds/tamtam", ""); r.StatusCode != 204 {
		t.Errorf("deleted: %d %s", r.StatusCode, r.text)
	}
	told := s.Notified()
	if at := slices.IndexFunc(told, func(n chat.Notice) bool { return n.Type == chat.SoundsUpdated && n.To == 0 }); at < 0 {
		t.Errorf("nobody was told: %v", told)
	}
	log := ada.send("GET", "/api/account/audit?kind=clip", "").text
	for _, what := range []string{`"clip.created"`, `"clip.renamed"`, `"gong → tamtam"`, `"clip.deleted"`} {
		if !strings.Contains(log, what) {
			t.Errorf("the audit log lacks %s: %s", what, log)
		}
	}
}

// kindOf is the kind of the first message of a page.
func kindOf(page response) any { return page.body["messages"].([]any)[0].(map[string]any)["kind"] }

func TestAClipIsServedAsAnMP3InPlaceOfOurs(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	ours := ada.send("GET", "/sounds/rimshot.mp3", "")
	bell, _ := sounds.Audio("bell")
	if r := ada.send("PUT", "/api/account/sounds/rimshot", string(bell)); r.StatusCode != 201 || r.body["replaces"] != true {
		t.Fatalf("added: %d %s", r.StatusCode, r.text)
	}
	theirs := ada.send("GET", "/sounds/rimshot.mp3", "")
	if theirs.text != string(bell) || theirs.text == ours.text {
		t.Errorf("rimshot has %d bytes", len(theirs.text))
	}
	for name, want := range map[string]string{
		"Content-Type": "audio/mpeg", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache", "Accept-Ranges": "bytes",
	} {
		if got := theirs.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	ada.header.Set("If-None-Match", theirs.Header.Get("ETag"))
	if r := ada.send("GET", "/sounds/rimshot.mp3", ""); r.StatusCode != 304 {
		t.Errorf("again: %d", r.StatusCode)
	}
	ada.send("DELETE", "/api/account/sounds/rimshot", "")
	if r := ada.send("GET", "/sounds/rimshot.mp3", ""); r.StatusCode != 200 || r.text != ours.text {
		t.Errorf("ours is not back: %d", r.StatusCode)
	}
	ada.header.Del("If-None-Match")
	ada.header.Set("Range", "bytes=0-9")
	if r := ada.send("GET", "/sounds/rimshot.mp3", ""); r.StatusCode != 206 || len(r.text) != 10 {
		t.Errorf("a range: %d, %d bytes", r.StatusCode, len(r.text))
	}
	for _, path := range []string{"/sounds/rimshot", "/sounds/nothing.mp3", "/sounds/..%2f..%2fsecrets.env", "/sounds/rimshot.svg"} {
		if r := ada.send("GET", path, ""); r.StatusCode != 404 {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

func TestWhatIsNoClipIsRefusedWithAReason(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	bell, _ := sounds.Audio("bell")
	ada.send("PUT", "/api/account/sounds/gong", string(bell))
	ada.send("PUT", "/api/account/sounds/drum", string(bell))
	for _, tt := range []struct {
		method, name, body string
		status             int
		says               string
	}{
		{"PUT", "page", "<html><script>alert(1)</script>", 422, "This is not an MP3."},
		{"PUT", "silence", "", 400, "Request body is required."},
		{"PUT", "loud%20noise", string(bell), 422, "small letters and digits"},
		{"PUT", "..%2fgong", string(bell), 422, "small letters and digits"},
		{"PUT", "large", strings.Repeat("x", sounds.MaxClipBytes+1), 422, "at most 2 MB"},
		{"PUT", "larger", strings.Repeat("x", sounds.MaxClipBytes+2<<10), 413, "too large"},
		{"PATCH", "gong", `{"name":"drum"}`, 409, "Another sound of your own is called so."},
		{"PATCH", "gong", `{"name":"GONG"}`, 422, "small letters and digits"},
		{"PATCH", "nothing", `{"name":"some"}`, 404, "There is no sound of your own of that name."},
		{"DELETE", "rimshot", "", 404, "There is no sound of your own of that name."},
	} {
		r := ada.send(tt.method, "/api/account/sounds/"+tt.name, tt.body)
		if r.StatusCode != tt.status || !strings.Contains(r.text, tt.says) {
			t.Errorf("%s %s: %d %s", tt.method, tt.name, r.StatusCode, r.text)
		}
	}
	if err := os.WriteFile(filepath.Join(s.SoundsPath(), "song.wav"), []byte("RIFF"), 0o600); err != nil {
		t.Fatal(err)
	}
	list := ada.send("GET", "/api/account/sounds", "")
	if len(list.body["sounds"].([]any)) != 2 || !strings.Contains(list.text, `{"file":"song.wav","reason":"not_mp3"}`) {
		t.Errorf("the list is %s", list.text)
	}
}

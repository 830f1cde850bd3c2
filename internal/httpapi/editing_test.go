package httpapi_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestEditingAndDeletingOverHTTP(t *testing.T) {
	s := newSite(t)
	s.signUp("ada")
	bob, eve := s.signUp("bob"), s.signUp("eve")
	const room = "/api/rooms/1"
	posted := bob.send("POST", room+"/messages", `{"body":"<div>helo</div>"}`)
	message := fmt.Sprintf("%s/messages/%v", room, posted.body["id"])
	page := eve.send("GET", room+"/messages", "")

	edited := bob.send("PATCH", message, `{"body":"<div>hello</div>"}`)
	if edited.StatusCode != 200 || edited.body["body_text"] != "hello" || edited.body["edited"] != true || edited.body["edited_at"] == nil {
		t.Fatalf("edited: %d %s", edited.StatusCode, edited.text)
	}
	if r := eve.send("GET", room+"/messages", ""); !strings.Contains(r.text, "<div>hello</div>") || strings.Contains(r.text, "helo") {
		t.Errorf("the newest page is %s", r.text)
	}
	feed := eve.send("GET", fmt.Sprintf("%s/events?after=%.0f", room, page.body["seq"]), "")
	event := feed.body["events"].([]any)[0].(map[string]any)
	if event["type"] != "message.updated" || event["message"].(map[string]any)["edited_at"] != edited.body["edited_at"] {
		t.Errorf("the feed is %s", feed.text)
	}
	versions := bob.send("GET", message+"/history", "").body["versions"].([]any)
	if len(versions) != 2 || versions[0].(map[string]any)["body_text"] != "helo" || versions[1].(map[string]any)["body_text"] != "hello" {
		t.Errorf("the history is %v", versions)
	}
	if r := bob.send("GET", message+"/source", ""); r.body["body"] != "<div>hello</div>" {
		t.Errorf("the source is %s", r.text)
	}

	if r := bob.send("DELETE", message, ""); r.StatusCode != 204 {
		t.Fatalf("deleted: %d %s", r.StatusCode, r.text)
	}
	if r := eve.send("GET", room+"/messages", ""); len(r.body["messages"].([]any)) != 0 {
		t.Errorf("the newest page still is %s", r.text)
	}
	feed = eve.send("GET", fmt.Sprintf("%s/events?after=%.0f", room, page.body["seq"]), "")
	event = feed.body["events"].([]any)[0].(map[string]any)
	if event["type"] != "message.deleted" || event["message_id"] != posted.body["id"] || strings.Contains(feed.text, "hello") {
		t.Errorf("the feed is %s", feed.text)
	}
}

func TestBoostsOverHTTP(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	bob := s.signUp("bob")
	const boosts = "/api/rooms/1/messages/1/boosts"
	ada.send("POST", "/api/rooms/1/messages", `{"body":"ship it"}`)
	given := bob.send("POST", boosts, `{"content":"🔥"}`)
	again := bob.send("POST", boosts, `{"content":" 🔥 "}`)
	if given.StatusCode != 201 || again.StatusCode != 200 || given.text != again.text || given.body["booster"].(map[string]any)["name"] != "bob" {
		t.Fatalf("given: %d %s, again %d %s", given.StatusCode, given.text, again.StatusCode, again.text)
	}
	page := ada.send("GET", "/api/rooms/1/messages", "")
	if m := page.body["messages"].([]any)[0].(map[string]any); len(m["boosts"].([]any)) != 1 || m["edited"] != false {
		t.Errorf("the message is %v", m)
	}
	boost := fmt.Sprintf("%s/%v", boosts, given.body["id"])
	if r := ada.send("DELETE", boost, ""); r.StatusCode != 404 || r.body["code"] != "boost_not_found" {
		t.Errorf("by another: %d %s", r.StatusCode, r.text)
	}
	if r := bob.send("DELETE", boost, ""); r.StatusCode != 204 {
		t.Errorf("taken back: %d %s", r.StatusCode, r.text)
	}
	if r := ada.send("GET", "/api/rooms/1/messages", ""); strings.Contains(r.text, "🔥") {
		t.Errorf("the newest page still is %s", r.text)
	}
}

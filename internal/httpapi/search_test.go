package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"campfire/internal/httpapi"
)

func TestSearchOverHTTP(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	room := "/api/rooms/1"
	posted := ada.send("POST", room+"/messages", `{"body":"<div>Ham &amp; <b>Crème</b> brûlée</div>","client_message_id":"one"}`)
	found := ada.send("GET", "/api/search?q="+url.QueryEscape("creme ham"), "")
	hits := found.body["hits"].([]any)
	if found.StatusCode != http.StatusOK || len(hits) != 1 || found.body["has_more"] != false {
		t.Fatalf("found %d %s", found.StatusCode, found.text)
	}
	hit := hits[0].(map[string]any)
	if hit["excerpt_html"] != "<mark>Ham</mark> &amp; <mark>Crème</mark> brûlée" {
		t.Errorf("the excerpt is %s", hit["excerpt_html"])
	}
	if hit["room"].(map[string]any)["name"] != "All Talk" || hit["message"].(map[string]any)["id"] != posted.body["id"] {
		t.Errorf("the hit is %v", hit)
	}
	if r := ada.send("GET", "/api/searches", ""); r.text != `{"searches":[{"query":"creme ham"}]}`+"\n" {
		t.Errorf("recent searches are %s", r.text)
	}
	if r := ada.send("DELETE", "/api/searches", ""); r.StatusCode != http.StatusNoContent {
		t.Errorf("clearing answers %d %s", r.StatusCode, r.text)
	}
	for path, status := range map[string]int{
		"/api/search":                                http.StatusOK,
		"/api/search?q=":                             http.StatusOK,
		"/api/search?q=%00%ff%22*(":                  http.StatusOK,
		"/api/search?q=x&before=0":                   http.StatusUnprocessableEntity,
		"/api/search?q=x&before=x":                   http.StatusUnprocessableEntity,
		"/api/search?q=" + strings.Repeat("x", 2000): http.StatusUnprocessableEntity,
	} {
		if r := ada.send("GET", path, ""); r.StatusCode != status {
			t.Errorf("%.60s answers %d %s, want %d", path, r.StatusCode, r.text, status)
		}
	}
	if r := s.browser().send("GET", "/api/search?q=ham", ""); r.StatusCode != http.StatusUnauthorized {
		t.Errorf("a stranger is answered %d", r.StatusCode)
	}
}

func TestSearchCanBeTurnedOff(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	s.handler.Flags = httpapi.Flags{}
	for _, request := range [][2]string{{"GET", "/api/search?q=x"}, {"GET", "/api/searches"}, {"DELETE", "/api/searches"}} {
		r := ada.send(request[0], request[1], "")
		if r.StatusCode != http.StatusForbidden || r.body["code"] != "feature_disabled" || r.body["detail"] == "" {
			t.Errorf("%s %s answers %d %s", request[0], request[1], r.StatusCode, r.text)
		}
	}
}

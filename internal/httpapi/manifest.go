package httpapi

import (
	"cmp"
	"encoding/json"
	"net/http"

	"campfire/internal/chat"
)

// manifest is what a browser installs the app by (W3C Web App Manifest).
type manifest struct {
	ID              string            `json:"id"`
	Name            string            `json:"name"`
	ShortName       string            `json:"short_name"`
	Description     string            `json:"description"`
	Lang            string            `json:"lang"`
	Dir             string            `json:"dir"`
	StartURL        string            `json:"start_url"`
	Scope           string            `json:"scope"`
	Display         string            `json:"display"`
	BackgroundColor string            `json:"background_color"`
	ThemeColor      string            `json:"theme_color"`
	ColorSchemeDark map[string]string `json:"color_scheme_dark,omitempty"`
	Categories      []string          `json:"categories"`
	Icons           []manifestIcon    `json:"icons"`
	Shortcuts       []appShortcut     `json:"shortcuts"`
	ShareTarget     shareTarget       `json:"share_target"`
}

type manifestIcon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
}

// appShortcut is a place of the app that its icon's menu leads to.
type appShortcut struct {
	Name  string         `json:"name"`
	URL   string         `json:"url"`
	Icons []manifestIcon `json:"icons"`
}

// shareTarget is where other programs hand over what somebody shares.
type shareTarget struct {
	Action  string            `json:"action"`
	Method  string            `json:"method"`
	Enctype string            `json:"enctype"`
	Params  map[string]string `json:"params"`
}

// The colours of a page before it is drawn, as in web/index.html.
const (
	lightGround = "#faf6f2"
	darkGround  = "#120d09"
)

var manifestIcons = []manifestIcon{
	{"/icon-192.png", "192x192", "image/png", "any"},
	{"/icon-512.png", "512x512", "image/png", "any"},
	{"/icon-maskable-192.png", "192x192", "image/png", "maskable"},
	{"/icon-maskable-512.png", "512x512", "image/png", "maskable"},
	{"/icon.svg", "any", "image/svg+xml", "any"},
}

// webManifest is public, as the sign-in page is, and tells what that tells: the
// team's name.
func (s *Server) webManifest(w http.ResponseWriter, r *http.Request) {
	account, err := s.Chat.Account(r.Context())
	if err != nil && chat.KindOf(err) != chat.NotFound {
		s.writeProblem(w, s.problem(r.Context(), err))
		return
	}
	content, err := json.Marshal(newManifest(cmp.Or(account.Name, "Campfire"), appearanceOf(r)))
	if err != nil {
		s.writeProblem(w, s.internal(r.Context(), err))
		return
	}
	w.Header().Set("Content-Type", "application/manifest+json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Vary", "Cookie")
	write(w, r, content, http.StatusOK)
}

// newManifest names the app for its team, in the colours somebody chose; without
// a choice the device's own decide.
func newManifest(team, appearance string) manifest {
	m := manifest{
		ID: "/", Name: team, ShortName: team,
		Description: "Where " + team + " talks.",
		Lang:        "en", Dir: "auto",
		StartURL: "/", Scope: "/", Display: "standalone",
		BackgroundColor: lightGround, ThemeColor: lightGround,
		Categories: []string{"business", "productivity", "social"},
		Icons:      manifestIcons,
		Shortcuts: []appShortcut{
			{"New direct conversation", "/rooms/new/direct", manifestIcons[:1]},
			{"Inbox", "/inbox", manifestIcons[:1]},
			{"Search", "/searches", manifestIcons[:1]},
		},
		ShareTarget: shareTarget{
			Action: "/share", Method: "GET", Enctype: "application/x-www-form-urlencoded",
			Params: map[string]string{"title": "title", "text": "text", "url": "url"},
		},
	}
	switch appearance {
	case "dark":
		m.BackgroundColor, m.ThemeColor = darkGround, darkGround
	case "":
		m.ColorSchemeDark = map[string]string{"background_color": darkGround, "theme_color": darkGround}
	}
	return m
}

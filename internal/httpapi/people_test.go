package httpapi_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"campfire/internal/chattest"
)

func TestPeopleAndAccountRefusals(t *testing.T) {
	s := newSite(t)
	ada, eve := s.signUp("ada"), s.signUp("eve")
	nobody := s.browser()
	for _, tt := range []struct {
		who                *browser
		method, path, body string
		status             int
		code               string
	}{
		{eve, "GET", "/api/account/users", "", 403, "administrators_only"},
		{eve, "PATCH", "/api/account", `{"name":"Mine"}`, 403, "administrators_only"},
		{eve, "POST", "/api/account/join_code", "", 403, "administrators_only"},
		{eve, "PATCH", "/api/account/users/1", `{"role":"member"}`, 403, "administrators_only"},
		{eve, "POST", "/api/users/1/ban", `{}`, 403, "administrators_only"},
		{eve, "DELETE", "/api/users/1/ban", "", 403, "administrators_only"},
		{eve, "GET", "/api/users/99", "", 404, "user_not_found"},
		{ada, "PATCH", "/api/account/users/99", `{"role":"member"}`, 404, "user_not_found"},
		{ada, "PATCH", "/api/account/users/1", `{"role":"member"}`, 403, "last_administrator"},
		{ada, "PATCH", "/api/account/users/1", `{"status":"deactivated"}`, 403, "yourself"},
		{ada, "PATCH", "/api/account/users/2", `{"status":"banned"}`, 422, "invalid"},
		{ada, "PATCH", "/api/account/users/2", `{"role":"bot"}`, 422, "invalid"},
		{ada, "POST", "/api/users/1/ban", "", 403, "yourself"},
		{ada, "POST", "/api/users/2/ban", `{"until":"2020-01-01T00:00:00Z"}`, 422, "past"},
		{ada, "POST", "/api/users/2/ban", `{"until":"tomorrow"}`, 422, "invalid"},
		{ada, "DELETE", "/api/users/2/ban", "", 409, "not_banned"},
		{ada, "GET", "/api/account/users?page=0", "", 422, "invalid"},
		{ada, "PATCH", "/api/users/me", `{"name":""}`, 422, "blank"},
		{ada, "PATCH", "/api/users/me", `{"password":"a new password"}`, 422, "wrong"},
		{ada, "PATCH", "/api/users/me", `{"email_address":"eve@example.com"}`, 409, "email_taken"},
		{ada, "PATCH", "/api/users/me", `{"role":"administrator"}`, 422, "invalid"},
		{ada, "PATCH", "/api/account", `{"custom_styles":"` + strings.Repeat("x", 300<<10) + `"}`, 413, "too_large"},
		{nobody, "GET", "/api/users/1", "", 401, "signed_out"},
		{nobody, "GET", "/api/users/me", "", 401, "signed_out"},
		{nobody, "GET", "/api/account", "", 401, "signed_out"},
		{nobody, "GET", "/qr_code/" + base64.URLEncoding.EncodeToString([]byte(s.url+"/")), "", 401, "signed_out"},
		{ada, "GET", "/qr_code/" + base64.URLEncoding.EncodeToString([]byte("https://evil.example/")), "", 404, "not_found"},
		{ada, "GET", "/qr_code/not-base64!", "", 404, "not_found"},
		{ada, "GET", "/qr_code/" + base64.URLEncoding.EncodeToString([]byte(s.url+"/"+strings.Repeat("x", 2000))), "", 404, "not_found"},
	} {
		r := tt.who.send(tt.method, tt.path, tt.body)
		if r.StatusCode != tt.status || r.body["code"] != tt.code || r.body["detail"] == "" {
			t.Errorf("%s %s %s: %d %s, want %d %s", tt.method, tt.path, tt.body[:min(len(tt.body), 60)], r.StatusCode, r.text, tt.status, tt.code)
		}
	}
}

func TestProfileOverHTTP(t *testing.T) {
	s := newSite(t)
	ada, bob := s.signUp("ada"), s.signUp("bob")
	r := bob.send("PATCH", "/api/users/me", `{"name":"Bob Ross","bio":"Painter","appearance":"dark","sound_enabled":false,"show_presence":false}`)
	if r.StatusCode != 200 || r.body["name"] != "Bob Ross" || r.body["appearance"] != "dark" || r.body["sound_enabled"] != false || r.body["show_presence"] != false {
		t.Fatalf("%d %s", r.StatusCode, r.text)
	}
	session := bob.send("GET", "/api/session", "").body["user"].(map[string]any)
	if me := bob.send("GET", "/api/users/me", ""); me.body["appearance"] != session["appearance"] || me.body["initials"] != "BR" {
		t.Errorf("me %s, session %v", me.text, session)
	}
	if r := bob.send("PATCH", "/api/users/me", `{"appearance":"system"}`); r.body["appearance"] != "system" || r.body["bio"] != "Painter" {
		t.Errorf("%d %s", r.StatusCode, r.text)
	}
	seen := ada.send("GET", "/api/users/2", "")
	if seen.body["email_address"] != "bob@example.com" || seen.body["status"] != "active" || len(seen.body["rooms"].([]any)) != 1 {
		t.Errorf("ada sees %s", seen.text)
	}
	seen = bob.send("GET", "/api/users/1", "")
	if _, told := seen.body["email_address"]; told || strings.Contains(seen.text, "$2a$") {
		t.Errorf("bob sees %s", seen.text)
	}
	other := s.browser()
	other.send("POST", "/api/session", fmt.Sprintf(`{"email_address":"bob@example.com","password":%q}`, chattest.Password))
	if r := bob.send("PATCH", "/api/users/me", fmt.Sprintf(`{"password":"quite another","current_password":%q}`, chattest.Password)); r.StatusCode != 200 {
		t.Fatalf("%d %s", r.StatusCode, r.text)
	}
	if mine, theirs := bob.send("GET", "/api/users/me", ""), other.send("GET", "/api/users/me", ""); mine.StatusCode != 200 || theirs.StatusCode != 401 {
		t.Errorf("this device %d, the other %d", mine.StatusCode, theirs.StatusCode)
	}
}

func TestBanOverHTTP(t *testing.T) {
	s := newSite(t)
	ada, bob := s.signUp("ada"), s.browser()
	bob.header.Set("X-Forwarded-For", "203.0.113.7")
	account, err := s.Account(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r := bob.send("POST", "/api/join/"+account.JoinCode, registration("bob")); r.StatusCode != 201 {
		t.Fatalf("%d %s", r.StatusCode, r.text)
	}
	r := ada.send("POST", "/api/users/2/ban", `{"addresses":true,"remove_messages":false}`)
	ban, _ := r.body["ban"].(map[string]any)
	if r.StatusCode != 200 || r.body["status"] != "banned" || ban["until"] != nil || fmt.Sprint(ban["addresses"]) != "[203.0.113.7]" || ban["removal"] != nil {
		t.Fatalf("%d %s", r.StatusCode, r.text)
	}
	for _, path := range []string{"/api/session", "/api/rooms", "/cable"} {
		if r := bob.send("GET", path, ""); r.StatusCode != 403 || r.body["code"] != "address_banned" {
			t.Errorf("%s: %d %s", path, r.StatusCode, r.text)
		}
	}
	if r := bob.send("GET", "/session/new", ""); r.StatusCode != 200 {
		t.Errorf("the app: %d", r.StatusCode)
	}
	elsewhere := s.browser()
	if r := elsewhere.send("POST", "/api/session", fmt.Sprintf(`{"email_address":"bob@example.com","password":%q}`, chattest.Password)); r.StatusCode != 401 || r.body["code"] != "banned" {
		t.Errorf("from elsewhere: %d %s", r.StatusCode, r.text)
	}
	if r := ada.send("GET", "/api/account/users?status=banned&query=BOB", ""); len(r.body["people"].([]any)) != 1 || r.body["totals"].(map[string]any)["active"] != 0.0 {
		t.Errorf("the list: %s", r.text)
	}
	if r := ada.send("DELETE", "/api/users/2/ban", ""); r.StatusCode != 204 {
		t.Errorf("lifted: %d %s", r.StatusCode, r.text)
	}
	if r := bob.send("GET", "/api/session", ""); r.StatusCode != 401 {
		t.Errorf("after the ban: %d %s", r.StatusCode, r.text)
	}
	// The original bans with nothing said: for good, messages removed.
	if r := ada.send("POST", "/api/users/2/ban", ""); r.body["ban"].(map[string]any)["removal"] == nil {
		t.Errorf("%d %s", r.StatusCode, r.text)
	}
}

func TestAccountOverHTTP(t *testing.T) {
	s := newSite(t)
	ada, bob := s.signUp("ada"), s.signUp("bob")
	css := `body { background: url("</style><script>alert(1)</script>") }`
	r := ada.send("PATCH", "/api/account", fmt.Sprintf(`{"name":"Engines","sign_in_help":"Ask at the desk.","custom_styles":%q,"settings":{"restrict_room_creation_to_administrators":true,"show_presence":false}}`, css))
	settings, _ := r.body["settings"].(map[string]any)
	if r.StatusCode != 200 || r.body["name"] != "Engines" || settings["restrict_room_creation_to_administrators"] != true || settings["show_presence"] != false {
		t.Fatalf("%d %s", r.StatusCode, r.text)
	}
	stranger := s.browser().send("GET", "/api/session", "")
	if stranger.body["sign_in_help"] != "Ask at the desk." || stranger.body["account_name"] != "Engines" {
		t.Errorf("signed out: %s", stranger.text)
	}
	told := bob.send("GET", "/api/session", "").body["account"].(map[string]any)
	sheet := s.browser().send("GET", told["styles_url"].(string), "")
	if sheet.StatusCode != 200 || sheet.text != css || sheet.Header.Get("Content-Type") != "text/css; charset=utf-8" || sheet.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("styles: %d %v %q", sheet.StatusCode, sheet.Header, sheet.text)
	}
	before := bob.send("GET", "/api/account", "").body["join_code"]
	if r := ada.send("POST", "/api/account/join_code", ""); r.StatusCode != 200 || r.body["join_code"] == before {
		t.Errorf("renewed: %d %s", r.StatusCode, r.text)
	}
	qr := bob.send("GET", "/qr_code/"+base64.URLEncoding.EncodeToString([]byte(told["join_url"].(string))), "")
	if qr.StatusCode != http.StatusOK || qr.Header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(qr.text, "<svg ") {
		t.Errorf("QR: %d %v", qr.StatusCode, qr.Header)
	}
}

func TestThePageIsDressedBeforeItsFirstPaint(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	plain := s.browser().send("GET", "/", "")
	if strings.Contains(plain.text, "data-") {
		t.Errorf("nothing was asked for: %s", plain.text)
	}
	ada.send("PATCH", "/api/account", `{"custom_styles":"body { color: red }"}`)
	stranger := s.browser()
	dressed := stranger.send("GET", "/session/new", "")
	if !strings.Contains(dressed.text, `<link rel="stylesheet" href="/account/custom_styles.css?v=`) {
		t.Errorf("no styles: %s", dressed.text)
	}
	if safe := stranger.send("GET", "/session/new?safe=1", ""); strings.Contains(safe.text, "custom_styles") {
		t.Errorf("no way out: %s", safe.text)
	}
	for cookie, want := range map[string]bool{"dark": true, "light": true, "system": false, `dark"><script>`: false} {
		stranger.header.Set("Cookie", "appearance="+cookie)
		page := stranger.send("GET", "/?safe=1", "")
		if got := strings.Contains(page.text, `<html data-appearance="`+cookie+`"`); got != want || strings.Contains(page.text, "<script>") {
			t.Errorf("cookie %s: %s", cookie, page.text)
		}
	}
}

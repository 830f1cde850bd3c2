package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"campfire/internal/chat"
)

// withBot is a site with an administrator, a bot in the first room, and the bot's address
// there.
func withBot(t *testing.T, change ...func(*chat.Options)) (s *site, ada *browser, messages, key string) {
	s = newSite(t, change...)
	ada = s.signUp("ada")
	r := ada.send("POST", "/api/account/bots", `{"name":"Bender"}`)
	if r.StatusCode != 201 {
		t.Fatalf("add a bot: %d %s", r.StatusCode, r.text)
	}
	key = r.body["bot_key"].(string)
	return s, ada, "/rooms/1/" + key + "/messages", key
}

func TestTheBotEndpointsAnswerAsTheOriginals(t *testing.T) {
	s, ada, messages, key := withBot(t)
	bot := s.browser()
	bot.header.Set("Accept-Encoding", "identity")
	ada.send("POST", "/api/rooms/1/messages", `{"body":"by Ada"}`)
	ada.send("POST", "/api/rooms/1/messages/1/boosts", `{"content":"👍"}`)

	posted := bot.send("POST", messages, "Hello <b>Bot</b> World!\nsecond")
	if posted.StatusCode != 201 || posted.text != "" || posted.Header.Get("Location") != s.url+"/messages/2" {
		t.Errorf("posted: %d %q, at %s", posted.StatusCode, posted.text, posted.Header.Get("Location"))
	}
	changed := bot.send("PATCH", messages+"/2", "Hello again")
	want := map[string]any{"plain_text": "Hello again", "html": `<div class="trix-content">Hello again</div>`}
	if changed.StatusCode != 200 || fmt.Sprint(changed.body["body"]) != fmt.Sprint(want) || changed.body["url"] != s.url+"/rooms/1/messages/2" {
		t.Errorf("changed: %d %s", changed.StatusCode, changed.text)
	}
	if at := changed.body["created_at"].(string); !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`).MatchString(at) {
		t.Errorf("created_at is %s", at)
	}
	creator := changed.body["creator"].(map[string]any)
	if creator["name"] != "Bender" || creator["role"] != "bot" || !regexp.MustCompile(`/users/[\w-]+--[0-9a-f]{64}/avatar\?v=\d{14}$`).MatchString(creator["avatar_url"].(string)) {
		t.Errorf("creator is %v", creator)
	}
	emptied := bot.send("PATCH", messages+"/2", " \n")
	if emptied.StatusCode != 200 || fmt.Sprint(emptied.body["body"]) != fmt.Sprint(map[string]any{"plain_text": "", "html": `<div class="trix-content"></div>`}) {
		t.Errorf("emptied: %d %s", emptied.StatusCode, emptied.text)
	}
	if r := ada.send("PATCH", "/api/rooms/1/messages/1", `{"body":" "}`); r.StatusCode != 422 {
		t.Errorf("emptied by a person: %d %s", r.StatusCode, r.text)
	}
	boosted := bot.send("POST", messages+"/1/boosts", "🎉")
	if boosted.StatusCode != 201 || boosted.body["content"] != "🎉" || boosted.body["message"].(map[string]any)["url"] != s.url+"/rooms/1/messages/1" {
		t.Errorf("boosted: %d %s", boosted.StatusCode, boosted.text)
	}

	for _, tt := range []struct {
		method, path, body string
		status             int
	}{
		{"POST", messages, "", 422},
		{"POST", messages, " \n ", 422},
		{"POST", messages, strings.Repeat("x", 300_000), 422},
		{"PATCH", messages + "/1", "not mine", 403},
		{"PATCH", messages + "/99", "nothing", 404},
		{"DELETE", messages + "/1", "", 403},
		{"DELETE", messages + "/99", "", 404},
		{"DELETE", messages + "/x", "", 404},
		{"POST", messages + "/1/boosts", " ", 422},
		{"POST", messages + "/99/boosts", "👍", 404},
		{"DELETE", messages + "/1/boosts/1", "", 404},
		{"GET", "/rooms/99/" + key + "/messages", "", 404},
		{"GET", "/rooms/x/" + key + "/messages", "", 404},
		{"GET", messages + "?before=x", "", 404},
		{"GET", messages + "?before=99", "", 404},
		{"DELETE", messages + "/1/boosts/2", "", 204},
		{"DELETE", messages + "/2", "", 204},
	} {
		r := bot.send(tt.method, tt.path, tt.body)
		if r.StatusCode != tt.status || r.text != "" {
			t.Errorf("%s %s: %d %q, want %d and nothing", tt.method, tt.path, r.StatusCode, r.text, tt.status)
		}
	}
}

func TestABotReadsARoomInPages(t *testing.T) {
	s, ada, messages, _ := withBot(t)
	bot := s.browser()
	if r := bot.send("GET", messages, ""); strings.TrimSpace(r.text) != "[]" || r.Header.Get("X-Total-Count") != "0" || r.Header.Get("Link") != "" {
		t.Errorf("an empty room: %s %v", r.text, r.Header)
	}
	for n := range 50 {
		ada.send("POST", "/api/rooms/1/messages", fmt.Sprintf(`{"body":"%d"}`, n))
	}
	for _, tt := range []struct {
		query, link string
		first, last int
	}{
		{"", "?before=11", 11, 50},
		{"?before=11", "", 1, 10},
		{"?after=5", "?after=45", 6, 45},
		{"?after=45", "", 46, 50},
		{"?after=45&before=11", "", 1, 10},
	} {
		r := bot.send("GET", messages+tt.query, "")
		var page []struct{ ID int }
		if err := json.Unmarshal([]byte(r.text), &page); err != nil {
			t.Fatalf("%s: %v", r.text, err)
		}
		link := ""
		if tt.link != "" {
			link = "<" + s.url + messages + tt.link + `>; rel="next"`
		}
		if page[0].ID != tt.first || page[len(page)-1].ID != tt.last || r.Header.Get("Link") != link || r.Header.Get("X-Total-Count") != "50" {
			t.Errorf("%q: %d to %d, Link %s, count %s", tt.query, page[0].ID, page[len(page)-1].ID, r.Header.Get("Link"), r.Header.Get("X-Total-Count"))
		}
	}
}

func TestAWrongKeyLeadsToTheSignIn(t *testing.T) {
	s, ada, _, key := withBot(t)
	r := ada.send("GET", "/api/session", "")
	adaID := fmt.Sprint(r.body["user"].(map[string]any)["id"])
	id, token, _ := strings.Cut(key, "-")
	renewed := ada.send("POST", "/api/account/bots/"+id+"/key", "").body["bot_key"].(string)
	for _, wrong := range []string{key, id + "-", id + "-x", adaID + "-", adaID + "-" + token, "-" + token, "x-" + token, "nonsense"} {
		r := s.browser().send("POST", "/rooms/1/"+wrong+"/messages", "Hello")
		if r.StatusCode != 302 || r.Header.Get("Location") != "/session/new" {
			t.Errorf("%s: %d to %s", wrong, r.StatusCode, r.Header.Get("Location"))
		}
	}
	messages := "/rooms/1/" + renewed + "-more/messages" // as the original reads keys
	if r := s.browser().send("POST", messages, "Hello"); r.StatusCode != 201 {
		t.Errorf("the new key: %d", r.StatusCode)
	}
	if log := s.log.String(); strings.Contains(log, token) || strings.Contains(log, renewed) {
		t.Errorf("a key is in the log: %s", log)
	}
	ada.send("DELETE", "/api/account/bots/"+id, "")
	if r := s.browser().send("POST", messages, "Hello"); r.StatusCode != 302 {
		t.Errorf("after its bot is gone: %d", r.StatusCode)
	}
}

func TestAKeyOpensTheAPIForMessagesAlone(t *testing.T) {
	s, _, _, key := withBot(t, func(o *chat.Options) { o.PostRate = .1 })
	bot := s.browser()
	bot.header.Set("Authorization", "Bearer "+key)
	for _, tt := range []struct {
		method, path, body string
		status             int
	}{
		{"POST", "/api/rooms/1/messages", `{"body":"by a bot"}`, 201},
		{"GET", "/api/rooms/1/messages", "", 200},
		{"GET", "/api/rooms/1/messages/1", "", 200},
		{"GET", "/api/session", "", 401},
		{"GET", "/api/rooms", "", 403},
		{"GET", "/api/users", "", 403},
		{"POST", "/api/rooms", `{"type":"open","name":"Mine"}`, 403},
		{"GET", "/api/account/bots", "", 403},
		{"POST", "/api/rooms/1/messages", `{"body":"too fast"}`, 429},
	} {
		r := bot.send(tt.method, tt.path, tt.body)
		if r.StatusCode != tt.status {
			t.Errorf("%s %s: %d %s, want %d", tt.method, tt.path, r.StatusCode, r.text, tt.status)
		}
		if told := r.Header.Get("X-RateLimit-Limit") == "1" && r.Header.Get("X-RateLimit-Remaining") == "0"; told != slices.Contains([]int{200, 201, 429}, tt.status) {
			t.Errorf("%s %s: %d: told of its limit: %v", tt.method, tt.path, tt.status, told)
		}
	}
	bot.header.Set("Authorization", "bearer "+key)
	if r := bot.send("GET", "/api/rooms/1/messages", ""); r.StatusCode != 200 {
		t.Errorf("a scheme in small letters: %d", r.StatusCode)
	}
	bot.header.Set("Authorization", "Bearer "+key+"x")
	if r := bot.send("GET", "/api/rooms/1/messages", ""); r.StatusCode != 401 {
		t.Errorf("a wrong key: %d", r.StatusCode)
	}
}

// TestWhoActsAtABotsAddress has a session and keys that do not go together.
func TestWhoActsAtABotsAddress(t *testing.T) {
	s, ada, messages, key := withBot(t)
	other := ada.send("POST", "/api/account/bots", `{"name":"Other"}`).body["bot_key"].(string)
	for _, tt := range []struct {
		name, path, header string
		signedIn           bool
		author             string // empty: led to the sign-in
	}{
		{"the key in the path", messages, "", false, "Bender"},
		{"another's in the header", messages, other, false, "Bender"},
		{"a wrong one in the path", "/rooms/1/" + key + "x/messages", key, false, ""},
		{"the right one in the query", "/rooms/1/x/messages?bot_key=" + key, "", false, ""},
		{"a session", messages, "", true, "ada"},
		{"a session and a wrong key", "/rooms/1/x/messages", "", true, "ada"},
	} {
		b := s.browser()
		if tt.signedIn {
			b.cookie = ada.cookie
		}
		if tt.header != "" {
			b.header.Set("Authorization", "Bearer "+tt.header)
		}
		before := len(ada.send("GET", "/api/rooms/1/messages", "").body["messages"].([]any))
		r := b.send("POST", tt.path, tt.name)
		said := ada.send("GET", "/api/rooms/1/messages", "").body["messages"].([]any)[before:]
		author := ""
		if len(said) == 1 {
			author = said[0].(map[string]any)["creator"].(map[string]any)["name"].(string)
		}
		if author != tt.author || (r.StatusCode == 302) != (tt.author == "") {
			t.Errorf("%s: %d, said by %q, want %q", tt.name, r.StatusCode, author, tt.author)
		}
	}
	ada.header.Set("Sec-Fetch-Site", "cross-site")
	if r := ada.send("POST", "/rooms/1/x/messages", "by another site"); r.StatusCode != 403 {
		t.Errorf("another site posts in Ada's name: %d", r.StatusCode)
	}
}

func TestABotIsHeldToItsRooms(t *testing.T) {
	s, ada, _, key := withBot(t)
	id, _, _ := strings.Cut(key, "-")
	room := fmt.Sprint(ada.send("POST", "/api/rooms", `{"type":"closed","name":"Closed","user_ids":[`+id+`]}`).body["id"])
	bot, messages := s.browser(), "/rooms/"+room+"/"+key+"/messages"
	posted := bot.send("POST", messages, "still in").Header.Get("Location")
	message := posted[strings.LastIndex(posted, "/")+1:]
	if r := ada.send("DELETE", "/api/rooms/"+room+"/members/"+id, ""); r.StatusCode != 204 {
		t.Fatalf("removed: %d %s", r.StatusCode, r.text)
	}
	asBearer := s.browser()
	asBearer.header.Set("Authorization", "Bearer "+key)
	for _, tt := range []struct {
		by                 *browser
		method, path, body string
	}{
		{bot, "GET", messages, ""},
		{bot, "POST", messages, "Hello"},
		{bot, "PATCH", messages + "/" + message, "Hello"},
		{bot, "DELETE", messages + "/" + message, ""},
		{bot, "POST", messages + "/" + message + "/boosts", "👍"},
		{bot, "DELETE", messages + "/" + message + "/boosts/1", ""},
		{bot, "POST", "/rooms/" + room + "/" + key + "/slack", `{"text":"Hello"}`},
		{asBearer, "GET", "/api/rooms/" + room + "/messages", ""},
		{asBearer, "POST", "/api/rooms/" + room + "/messages", `{"body":"Hello"}`},
		{asBearer, "PATCH", "/api/rooms/" + room + "/messages/" + message, `{"body":"Hello"}`},
		{asBearer, "DELETE", "/api/rooms/" + room + "/messages/" + message, ""},
	} {
		if r := tt.by.send(tt.method, tt.path, tt.body); r.StatusCode != 404 {
			t.Errorf("%s %s: %d %s", tt.method, tt.path, r.StatusCode, r.text)
		}
	}
}

func TestABotIsToldHowFastItMayPost(t *testing.T) {
	s, _, messages, _ := withBot(t, func(o *chat.Options) { o.PostRate = .2 })
	bot := s.browser()
	for left := 1; left >= 0; left-- {
		r := bot.send("POST", messages, "Hello")
		if r.StatusCode != 201 || r.Header.Get("X-RateLimit-Limit") != "2" || r.Header.Get("X-RateLimit-Remaining") != fmt.Sprint(left) {
			t.Errorf("%d: %s of %s are left, want %d of 2", r.StatusCode, r.Header.Get("X-RateLimit-Remaining"), r.Header.Get("X-RateLimit-Limit"), left)
		}
	}
	if r := bot.send("POST", messages, "Hello"); r.StatusCode != 429 || r.Header.Get("Retry-After") == "" || r.Header.Get("X-RateLimit-Remaining") != "0" {
		t.Errorf("too fast: %d %v", r.StatusCode, r.Header)
	}
}

func TestFilesAreRefusedWhileTheyAreOff(t *testing.T) {
	s, _, messages, _ := withBot(t)
	form := "--x\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"a.txt\"\r\n\r\nhi\r\n--x--\r\n"
	request, err := http.NewRequestWithContext(t.Context(), "POST", s.url+messages, strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	got, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	if r := s.browser().read(got); r.StatusCode != 403 || r.body["code"] != "feature_disabled" {
		t.Errorf("%d %s", r.StatusCode, r.text)
	}
}

func TestAWebhookHasAnAddress(t *testing.T) {
	_, ada, _, key := withBot(t)
	id, _, _ := strings.Cut(key, "-")
	for url, status := range map[string]int{
		"https://example.com/hook": 200, "http://localhost:9/": 200, "": 200, " https://example.com ": 200,
		"ftp://example.com": 422, "example.com": 422, "https://": 422, "javascript:alert(1)": 422, "https://" + strings.Repeat("x", 2_000): 422,
	} {
		if r := ada.send("PATCH", "/api/account/bots/"+id, fmt.Sprintf(`{"webhook_url":%q}`, url)); r.StatusCode != status {
			t.Errorf("%s: %d %s, want %d", url, r.StatusCode, r.text, status)
		}
	}
}

// What is made of each payload is in ../slack/testdata; here they come to a server.
func TestToolsThatSpeakToSlack(t *testing.T) {
	s, ada, messages, key := withBot(t, func(o *chat.Options) { o.PostRate = 20 })
	address := strings.TrimSuffix(messages, "messages") + "slack"
	for file, says := range map[string]string{
		"alertmanager.json":          "latency is up",
		"alertmanager-resolved.json": "🟩 [RESOLVED] HighRequestLatency api (prod)",
		"grafana.json":               "mount_point = /var",
		"github-push.json":           "2 new commits pushed to main",
		"github-pull-request.json":   "#88 Make adding fast",
		"github-actions.json":        "GitHub Action build result: success ✅",
		"curl.form":                  "👻 webhookbot\nThis is posted to #general",
		"block-kit.json":             "New request 🎉 *not bold*",
	} {
		payload, err := os.ReadFile("../slack/testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		r := s.browser().send("POST", address, string(payload))
		if r.StatusCode != 200 || r.text != "ok" || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/plain") || r.Header.Get("X-RateLimit-Limit") == "" {
			t.Errorf("%s: %d %q, %v", file, r.StatusCode, r.text, r.Header)
		}
		page := ada.send("GET", "/api/rooms/1/messages?limit=1", "").body["messages"].([]any)
		m := page[len(page)-1].(map[string]any)
		if text := m["body_text"].(string); !strings.Contains(text, says) || m["creator"].(map[string]any)["name"] != "Bender" {
			t.Errorf("%s: %v says %q, which has no %q", file, m["creator"], text, says)
		}
	}
	if log := s.log.String(); strings.Contains(log, key) {
		t.Errorf("the key is in the log: %s", log)
	}
}

func TestASlackToolIsRefusedInSlacksWords(t *testing.T) {
	s, ada, messages, key := withBot(t, func(o *chat.Options) { o.PostRate = .3 })
	address := strings.TrimSuffix(messages, "messages") + "slack"
	ada.send("PATCH", "/api/account", `{"settings":{"restrict_mass_mentions_to_administrators":true}}`)
	for _, tt := range []struct {
		path, body string
		status     int
		word       string
	}{
		{address, `{"text":`, 400, "invalid_payload"},
		{address, `hello`, 400, "invalid_payload"},
		{address, ``, 400, "invalid_payload"},
		{address, `{}`, 400, "no_text"},
		{address, `{"text":"⠀"}`, 400, "no_text"},
		{address, `{"attachments":[` + strings.Repeat("{},", 100) + `{}]}`, 400, "too_many_attachments"},
		{address, `{"text":"` + strings.Repeat("x", 300_000) + `"}`, 413, "msg_too_long"},
		{"/rooms/1/" + key + "x/slack", `{"text":"a"}`, 403, "invalid_token"},
		{"/rooms/1/1-/slack", `{"text":"a"}`, 403, "invalid_token"},
		{"/rooms/99/" + key + "/slack", `{"text":"a"}`, 404, "channel_not_found"},
		{"/rooms/x/" + key + "/slack", `{"text":"a"}`, 404, "channel_not_found"},
		{address, `{"text":"<!here> fire"}`, 403, "action_prohibited"},
		{address, `{"text":"fits"}`, 200, "ok"},
		{address, `{"text":"too fast"}`, 429, "rate_limited"},
	} {
		r := s.browser().send("POST", tt.path, tt.body)
		if r.StatusCode != tt.status || r.text != tt.word {
			t.Errorf("%s %.40s: %d %q, want %d %s", tt.path, tt.body, r.StatusCode, r.text, tt.status, tt.word)
		}
		if (tt.status == 429) != (r.Header.Get("Retry-After") != "") {
			t.Errorf("%.40s: Retry-After is %q", tt.body, r.Header.Get("Retry-After"))
		}
	}
}

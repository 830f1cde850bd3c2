package webhook_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"campfire/internal/chat"
	"campfire/internal/chattest"
	"campfire/internal/jobs"
	"campfire/internal/safehttp"
	"campfire/internal/webhook"
)

// stage is a Campfire with a bot whose program answers as the test says.
type stage struct {
	*chattest.Campfire
	t      *testing.T
	ada    chat.Viewer
	bot    chat.BotView
	key    string
	url    string
	signer *webhook.Signer

	mu     sync.Mutex
	calls  []call // guarded by mu
	answer http.HandlerFunc
}

type call struct {
	header http.Header
	body   string
}

func newStage(t *testing.T, answer http.HandlerFunc) *stage {
	s := &stage{Campfire: chattest.New(t), t: t, answer: answer, signer: webhook.NewSigner([]byte("key"))}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.url = server.URL
	s.ada = s.SetUp("Ada")
	s.bot, s.key = s.addBot("Bender", s.url+"/hook")
	caller := webhook.NewCaller(s.Service, safehttp.NewClient(safehttp.Options{Timeout: 200 * time.Millisecond}), s.signer, "1")
	worker := caller.Worker()
	worker.Attempts, worker.Pause = 3, 2
	runner := jobs.New(jobs.Options{Store: s.Store, Workers: []jobs.Worker{worker}, Due: s.Store.JobsDue()})
	go func() { _ = runner.Run(context.Background()) }() // ends with Shutdown
	t.Cleanup(func() {
		if err := runner.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *stage) addBot(name, url string) (chat.BotView, string) {
	s.t.Helper()
	bot, key, err := s.CreateBot(s.t.Context(), s.ada, name, url)
	if err != nil {
		s.t.Fatal(err)
	}
	return bot, key
}

func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.calls = append(s.calls, call{r.Header.Clone(), string(body)})
	s.mu.Unlock()
	s.answer(w, r)
}

// settled waits until nothing is waiting, and returns what the bot was sent.
func (s *stage) settled() []call {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	for {
		counts, err := s.Store.JobCounts(ctx)
		if err != nil {
			s.t.Fatal(err)
		}
		if len(counts) == 0 || counts[0].Waiting+counts[0].Running == 0 {
			s.mu.Lock()
			defer s.mu.Unlock()
			return append([]call(nil), s.calls...)
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			s.t.Fatalf("still to be done: %+v", counts)
		}
	}
}

func (s *stage) direct() chat.Room {
	return s.AddRoom(chat.Direct, "", s.ada, chat.Viewer{User: s.bot.User})
}

// said is what the bot said in a room.
func (s *stage) said(roomID int64) (texts []string) {
	s.t.Helper()
	page, err := s.Messages(s.t.Context(), s.ada, roomID, chat.Cursor{Limit: 100})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, m := range page.Messages {
		if m.Creator.ID == s.bot.User.ID {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

func silent(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }

func (s *stage) mention(b chat.BotView) string {
	return `<action-text-attachment sgid="` + s.Mention(b.User.ID) + `" content-type="application/vnd.campfire.mention"></action-text-attachment>`
}

func TestABotIsToldWhatTheOriginalTells(t *testing.T) {
	s := newStage(t, silent)
	room := s.AllTalk(s.ada)
	m := s.Post(s.ada, room.ID, s.mention(s.bot)+" <b>what</b> is <i>up</i>? ")
	calls := s.settled()
	if len(calls) != 1 {
		t.Fatalf("called %d times", len(calls))
	}
	want := fmt.Sprintf(`{"user":{"id":%d,"name":"Ada"},"room":{"id":%d,"name":"All Talk","path":"/rooms/%d/%s/messages"},"message":{"id":%d,"body":{"html":%s,"plain":"what is up?"},"path":"/rooms/%d/@%d"}}`,
		s.ada.User.ID, room.ID, room.ID, s.key, m.ID, quoted(m.Body), room.ID, m.ID)
	if calls[0].body != want {
		t.Errorf("sent %s\nwant %s", calls[0].body, want)
	}
	h := calls[0].header
	if h.Get("Content-Type") != "application/json" || h.Get("webhook-id") != fmt.Sprintf("message_%d_bot_%d", m.ID, s.bot.User.ID) {
		t.Errorf("headers are %v", h)
	}
	if signed := sign(t, s.signer.Secret(s.key), h.Get("webhook-id"), h.Get("webhook-timestamp"), calls[0].body); h.Get("webhook-signature") != signed {
		t.Errorf("signature is %s, want %s", h.Get("webhook-signature"), signed)
	}
	log, err := s.Deliveries(t.Context(), s.ada, s.bot.User.ID)
	if err != nil || len(log) != 1 || log[0].Status != 204 || log[0].Error != "" || strings.Contains(log[0].Request, s.key) {
		t.Errorf("the log has %+v, %v", log, err)
	}

	s.Post(s.ada, s.direct().ID, "psst")
	if calls := s.settled(); len(calls) != 2 || !strings.Contains(calls[1].body, `"name":null`) {
		t.Errorf("in a direct room: %v", calls)
	}
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`"`, `\"`).Replace(s) + `"`
}

// sign is the signature of Standard Webhooks 1.0, made from its text.
func sign(t *testing.T, secret, id, timestamp, body string) string {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "." + body))
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func TestWhoIsCalled(t *testing.T) {
	s := newStage(t, silent)
	ctx, open := t.Context(), s.AllTalk(s.ada).ID
	asBot := chat.Viewer{User: s.bot.User}
	other, _ := s.addBot("Other", s.url)
	closed := s.AddRoom(chat.Closed, "Closed", s.ada)
	direct := s.direct().ID
	for _, tt := range []struct {
		does  string
		do    func() error
		calls int
	}{
		{"words in an open room", func() error { s.Post(s.ada, open, "hello Bender"); return nil }, 0},
		{"everyone is mentioned", func() error { s.Post(s.ada, open, "@everyone"); return nil }, 0},
		{"a mention", func() error { s.Post(s.ada, open, s.mention(s.bot)); return nil }, 1},
		{"two mentions", func() error { s.Post(s.ada, open, s.mention(s.bot)+s.mention(other)); return nil }, 2},
		{"a mention where it is not", func() error { s.Post(s.ada, closed.ID, s.mention(s.bot)); return nil }, 0},
		{"a direct room", func() error { s.Post(s.ada, direct, "hello"); return nil }, 1},
		{"itself", func() error { s.Post(asBot, direct, "hello"); return nil }, 0},
		{"another bot", func() error { s.Post(asBot, open, s.mention(other)); return nil }, 1},
		{"an edit", func() error {
			m := s.Post(s.ada, open, "hello")
			_, err := s.EditMessage(ctx, s.ada, open, m.ID, s.mention(s.bot))
			return err
		}, 0},
		{"without a webhook", func() error {
			none := ""
			if _, err := s.UpdateBot(ctx, s.ada, s.bot.User.ID, chat.BotChange{WebhookURL: &none}); err != nil {
				return err
			}
			s.Post(s.ada, direct, "hello")
			return nil
		}, 0},
		{"deactivated", func() error {
			if err := s.DeleteBot(ctx, s.ada, other.User.ID); err != nil {
				return err
			}
			s.Post(s.ada, open, s.mention(other))
			return nil
		}, 0},
	} {
		before := len(s.settled())
		if err := tt.do(); err != nil {
			t.Errorf("%s: %v", tt.does, err)
		}
		if calls := len(s.settled()) - before; calls != tt.calls {
			t.Errorf("%s: %d calls, want %d", tt.does, calls, tt.calls)
		}
	}
}

func TestWhatAnAnswerBecomes(t *testing.T) {
	answer := func(status int, contentType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{contentType}
			if contentType == "" {
				w.Header()["Content-Type"] = nil
			}
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
		said   string
		calls  int
		fails  string
		note   string
	}{
		{"words", answer(200, "text/plain", "hi there"), "hi there", 1, "", ""},
		{"words with a charset", answer(200, "text/html; charset=utf-8", "<b>hi</b> &amp; bye"), "hi & bye", 1, "", ""},
		{"words that are no UTF-8", answer(200, "text/plain", "h\xe9"), "h\ufffd", 1, "", ""},
		{"a script", answer(200, "text/html", "<script>alert(1)</script>hi"), "hi", 1, "", ""},
		{"nothing", answer(200, "text/plain", ""), "", 1, "", ""},
		{"white space", answer(200, "text/plain", " \n"), "", 1, "", ""},
		{"no type", answer(200, "", "hi"), "", 1, "", ""},
		{"JSON", answer(200, "application/json", `{"ok":true}`), "", 1, "", "files come with v2.0"},
		{"a picture", answer(200, "image/png", "\x89PNG\x0d\x0a\x1a\x0a"+strings.Repeat("\x00", 300_000)), "", 1, "", "files come with v2.0"},
		{"words of a file", answer(200, "text/csv", "a,b"), "", 1, "", "files come with v2.0"},
		{"words that were only accepted", answer(202, "text/plain", "queued"), "", 1, "", "files come with v2.0"},
		{"too much to say", answer(200, "text/plain", strings.Repeat("x", 60_000)), "", 1, "", "Keep it under 32 KB"},
		{"no end of it", answer(200, "text/plain", strings.Repeat("x", 300_000)), "", 1, "larger than 256 KB", ""},
		{"an error page", answer(500, "text/html", "<h1>Oops</h1>"), "", 3, "500 Internal Server Error", ""},
		{"a refusal", answer(404, "text/html", "<h1>Not found</h1>"), "", 1, "404 Not Found", ""},
		{"a redirect", answer(302, "text/html", "over there"), "", 1, "302 Found", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, tt.answer)
			room := s.direct()
			s.Post(s.ada, room.ID, "hello")
			calls := s.settled()
			if said := strings.Join(s.said(room.ID), "|"); said != tt.said || len(calls) != tt.calls {
				t.Errorf("it says %.100q after %d calls, want %q after %d", said, len(calls), tt.said, tt.calls)
			}
			for _, c := range calls {
				if c.header.Get("webhook-id") != calls[0].header.Get("webhook-id") {
					t.Error("it was called by another id")
				}
			}
			log, err := s.Deliveries(t.Context(), s.ada, s.bot.User.ID)
			if err != nil || len(log) != tt.calls || !strings.Contains(log[0].Error, tt.fails) || (tt.fails == "") != (log[0].Error == "") {
				t.Errorf("the log has %.300v, %v", log, err)
			}
			if !strings.Contains(log[0].Note, tt.note) || (tt.note == "") != (log[0].Note == "") || strings.ContainsRune(log[0].Answer, 0) {
				t.Errorf("its note is %q, its answer %.100q; want %q", log[0].Note, log[0].Answer, tt.note)
			}
		})
	}
}

func TestWhoDoesNotAnswerInTimeIsSaidOnce(t *testing.T) {
	s := newStage(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	room := s.direct()
	s.Post(s.ada, room.ID, "hello")
	if calls := s.settled(); len(calls) != 3 {
		t.Errorf("called %d times, want 3", len(calls))
	}
	if said := s.said(room.ID); len(said) != 1 || said[0] != "Failed to respond within 7 seconds" {
		t.Errorf("it says %q", said)
	}
}

func TestADeliveryIsReplayedWithTheSameID(t *testing.T) {
	s := newStage(t, silent)
	s.Post(s.ada, s.direct().ID, "hello")
	s.settled()
	log, err := s.Deliveries(t.Context(), s.ada, s.bot.User.ID)
	if err != nil || len(log) != 1 {
		t.Fatal(log, err)
	}
	if err := s.ReplayDelivery(t.Context(), s.ada, s.bot.User.ID, log[0].ID); err != nil {
		t.Fatal(err)
	}
	calls := s.settled()
	if len(calls) != 2 || calls[0].header.Get("webhook-id") != calls[1].header.Get("webhook-id") || calls[0].body != calls[1].body {
		t.Errorf("called with %v", calls)
	}

	closed := s.AddRoom(chat.Closed, "Closed", s.ada, chat.Viewer{User: s.bot.User})
	s.Post(s.ada, closed.ID, s.mention(s.bot))
	s.settled()
	log, err = s.Deliveries(t.Context(), s.ada, s.bot.User.ID)
	if err != nil || log[0].RoomID != closed.ID {
		t.Fatal(log, err)
	}
	if err := s.RemoveMember(t.Context(), s.ada, closed.ID, s.bot.User.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.ReplayDelivery(t.Context(), s.ada, s.bot.User.ID, log[0].ID); chat.KindOf(err) != chat.Conflict {
		t.Errorf("about a room it left: %v", err)
	}
}

func TestBotsThatAnswerEachOtherEnd(t *testing.T) {
	s := newStage(t, silent)
	room := s.AllTalk(s.ada)
	other, _ := s.addBot("Other", s.url)
	bots := []chat.BotView{s.bot, other}
	s.Post(s.ada, room.ID, "go")
	for n := range 30 {
		s.Post(chat.Viewer{User: bots[n%2].User}, room.ID, s.mention(bots[1-n%2]))
	}
	if calls := s.settled(); len(calls) != 19 {
		t.Errorf("called %d times, want 19: the twentieth message in a row calls nobody", len(calls))
	}
	s.Post(s.ada, room.ID, "again")
	s.Post(chat.Viewer{User: bots[0].User}, room.ID, s.mention(bots[1]))
	if calls := s.settled(); len(calls) != 20 {
		t.Errorf("called %d times after somebody spoke, want 20", len(calls))
	}
}

func TestPrivateAddressesAreRefusedWhereThatIsAsked(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(silent))
	defer server.Close()
	for public, reached := range map[bool]bool{true: false, false: true} {
		client := safehttp.NewClient(safehttp.Options{Timeout: time.Second, Public: public})
		r, err := http.NewRequestWithContext(t.Context(), "GET", strings.Replace(server.URL, "127.0.0.1", "localhost", 1), nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := client.Do(r)
		if err == nil {
			got.Body.Close()
		}
		if (err == nil) != reached {
			t.Errorf("public alone %v: %v", public, err)
		}
	}
}

func TestTheAddressOfAWebhookIsInNoReason(t *testing.T) {
	for _, answer := range []http.HandlerFunc{
		func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) },
	} {
		s := newStage(t, answer)
		secret := s.url + "/hook?token=sesame"
		if _, err := s.UpdateBot(t.Context(), s.ada, s.bot.User.ID, chat.BotChange{WebhookURL: &secret}); err != nil {
			t.Fatal(err)
		}
		s.Post(s.ada, s.direct().ID, "hello")
		s.settled()
		log, err := s.Deliveries(t.Context(), s.ada, s.bot.User.ID)
		if err != nil || len(log) == 0 || log[0].Error == "" || strings.Contains(log[0].Error, "sesame") {
			t.Errorf("the log has %+v, %v", log, err)
		}
		report, err := s.Jobs(t.Context(), s.ada)
		if err != nil || len(report.Buried) != 1 || strings.Contains(report.Buried[0].LastError, "sesame") {
			t.Errorf("given up are %+v, %v", report.Buried, err)
		}
	}
}

// TestTheLogHasNoKeyAndForgetsDeletedMessages has a program that repeats what it is told.
func TestTheLogHasNoKeyAndForgetsDeletedMessages(t *testing.T) {
	var s *stage
	s = newStage(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"you sent":"%s to %s"}`, strings.Repeat("x", 10), s.key)
	})
	room := s.direct()
	m := s.Post(s.ada, room.ID, "a secret")
	s.Post(s.ada, room.ID, "no secret "+strings.Repeat("é", 12_000))
	s.settled()
	log, err := s.Deliveries(t.Context(), s.ada, s.bot.User.ID)
	if err != nil || len(log) != 2 || strings.Contains(log[0].Answer, s.key) || !strings.Contains(log[0].Answer, "to …") || len(log[0].Request) > 17<<10 || !utf8.ValidString(log[0].Request) {
		t.Errorf("the log has %+v, %v", log, err)
	}
	eve := s.Add("eve")
	role := chat.Administrator
	if _, err := s.UpdatePerson(t.Context(), s.ada, eve.User.ID, chat.PersonChange{Role: &role}); err != nil {
		t.Fatal(err)
	}
	eve.User.Role = role
	others, err := s.Deliveries(t.Context(), eve, s.bot.User.ID)
	if err != nil || len(others) != 2 || others[0].Request+others[0].Answer != "" || !others[0].Hidden || others[0].Status != 200 || log[0].Hidden {
		t.Errorf("an administrator who is not in the room sees %+v, %v", others, err)
	}
	if err := s.DeleteMessage(t.Context(), s.ada, room.ID, m.ID); err != nil {
		t.Fatal(err)
	}
	log, err = s.Deliveries(t.Context(), s.ada, s.bot.User.ID)
	if err != nil || len(log) != 1 || strings.Contains(log[0].Request, "a secret") {
		t.Errorf("after the message was deleted the log has %+v, %v", log, err)
	}
}

// TestAnAddressThatIsRefusedIsNotTriedAgain has bots called at public addresses alone.
func TestAnAddressThatIsRefusedIsNotTriedAgain(t *testing.T) {
	s := newStage(t, silent)
	room := s.direct()
	caller := webhook.NewCaller(s.Service, safehttp.NewClient(safehttp.Options{Timeout: time.Second, Public: true}), s.signer, "1")
	m := s.Post(s.ada, room.ID, "hello")
	calls := len(s.settled())
	err := caller.Do(t.Context(), chat.Job{ID: 1, Attempts: 1, Payload: fmt.Appendf(nil, `{"room_id":%d,"message_id":%d,"bot_id":%d}`, room.ID, m.ID, s.bot.User.ID)})
	if err == nil || !strings.Contains(err.Error(), "WEBHOOK_PRIVATE_TARGETS") || len(s.settled()) != calls {
		t.Errorf("called %d times, %v", len(s.settled())-calls, err)
	}
}

package webhook_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"campfire/internal/chat"
)

func (s *stage) addCommand(b chat.BotView, name string) {
	s.t.Helper()
	if _, _, err := s.SaveCommand(s.t.Context(), s.ada, b.User.ID, chat.Command{Name: name, Description: "Does it"}); err != nil {
		s.t.Fatal(err)
	}
}

// commandOf is the command a bot was told of; empty without one.
func commandOf(t *testing.T, c call) string {
	t.Helper()
	var told struct{ Command *struct{ Name, Text string } }
	if err := json.Unmarshal([]byte(c.body), &told); err != nil {
		t.Fatal(err)
	}
	if told.Command == nil {
		return ""
	}
	return told.Command.Name + "|" + told.Command.Text
}

func TestWhatCallsTheBotOfACommand(t *testing.T) {
	s := newStage(t, silent)
	open, direct := s.AllTalk(s.ada).ID, s.direct().ID
	closed := s.AddRoom(chat.Closed, "Closed", s.ada).ID
	asBot := chat.Viewer{User: s.bot.User}
	other, _ := s.addBot("Other", s.url)
	mute, _ := s.addBot("Mute", "")
	s.addCommand(s.bot, "deploy")
	s.addCommand(other, "deploy-all")
	s.addCommand(mute, "nothing")
	for _, tt := range []struct {
		roomID int64
		by     chat.Viewer
		body   string
		told   []string
	}{
		{open, s.ada, "/deploy", []string{"deploy|"}},
		{open, s.ada, "<div>/deploy  production <strong>now</strong></div>", []string{"deploy|production now"}},
		{open, s.ada, "<div>/Deploy one<br>two</div>", []string{"deploy|one\ntwo"}},
		{open, s.ada, "/deploy-all", []string{"deploy-all|"}},
		{open, s.ada, "/deploy " + s.mention(other), []string{"deploy|@Other"}},
		{open, s.ada, s.mention(s.bot) + " /deploy", []string{""}},
		{open, s.ada, "//deploy", nil},
		{open, s.ada, "<div>&nbsp;/deploy</div>", nil},
		{open, s.ada, "/deployed", nil},
		{open, s.ada, "/deploy/it", nil},
		{open, s.ada, "/nothing", nil},
		{open, s.ada, "/unknown", nil},
		{open, s.ada, "/", nil},
		{open, asBot, "/deploy-all", nil},
		{closed, s.ada, "/deploy", nil},
		{direct, s.ada, "/deploy here", []string{"deploy|here"}},
		{direct, s.ada, "/deploy-all", []string{""}}, // Other is not here: words to the bot that is
	} {
		before := len(s.settled())
		m := s.Post(tt.by, tt.roomID, tt.body)
		var told []string
		for _, c := range s.settled()[before:] {
			told = append(told, commandOf(t, c))
		}
		if fmt.Sprint(told) != fmt.Sprint(tt.told) {
			t.Errorf("%s (%q): told %q, want %q", tt.body, m.Text, told, tt.told)
		}
	}
}

// An edit calls nobody, whatever it makes of a message.
func TestAnEditIsNoCommand(t *testing.T) {
	s := newStage(t, silent)
	s.addCommand(s.bot, "deploy")
	open := s.AllTalk(s.ada).ID
	m := s.Post(s.ada, open, "hello")
	for _, body := range []string{"/deploy it", "/unknown it"} {
		if edited, err := s.EditMessage(t.Context(), s.ada, open, m.ID, body); err != nil || edited.Text != body {
			t.Errorf("%s: %q, %v", body, edited.Text, err)
		}
	}
	if calls := s.settled(); len(calls) != 0 {
		t.Errorf("called with %v", calls)
	}
}

func TestACommandIsCalledAgainAsOne(t *testing.T) {
	s := newStage(t, silent)
	s.addCommand(s.bot, "deploy")
	s.Post(s.ada, s.AllTalk(s.ada).ID, "/deploy it")
	s.settled()
	log, err := s.Deliveries(t.Context(), s.ada, s.bot.User.ID)
	if err != nil || len(log) != 1 {
		t.Fatal(log, err)
	}
	if err := s.ReplayDelivery(t.Context(), s.ada, s.bot.User.ID, log[0].ID); err != nil {
		t.Fatal(err)
	}
	calls := s.settled()
	if len(calls) != 2 || calls[0].body != calls[1].body || commandOf(t, calls[1]) != "deploy|it" {
		t.Errorf("called with %v", calls)
	}
}

// What is remembered of whom to call is not older than the last commit.
func TestABotIsCalledFromItsFirstReasonOn(t *testing.T) {
	s := newStage(t, silent)
	open := s.AllTalk(s.ada).ID
	late, _ := s.addBot("Late", "")
	direct := s.AddRoom(chat.Direct, "", s.ada, chat.Viewer{User: late.User})
	for _, tt := range []struct {
		now    string
		do     func()
		roomID int64
		body   string
	}{
		{"it has a webhook", func() {
			address := s.url + "/hook"
			if _, err := s.UpdateBot(t.Context(), s.ada, late.User.ID, chat.BotChange{WebhookURL: &address}); err != nil {
				t.Fatal(err)
			}
		}, direct.ID, "hello"},
		{"it is mentioned", func() {}, open, s.mention(late)},
		{"it answers a command", func() { s.addCommand(late, "late") }, open, "/late"},
	} {
		s.Post(s.ada, open, "nobody is called about this")
		before := len(s.settled())
		tt.do()
		s.Post(s.ada, tt.roomID, tt.body)
		if calls := len(s.settled()) - before; calls != 1 {
			t.Errorf("now that %s: %d calls", tt.now, calls)
		}
	}
	before := len(s.settled())
	s.Post(s.ada, s.direct().ID, "hello") // a room that was not there
	if calls := len(s.settled()) - before; calls != 1 {
		t.Errorf("in a new direct room: %d calls", calls)
	}
}

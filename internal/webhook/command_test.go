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

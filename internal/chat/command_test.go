package chat_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func addBot(t *testing.T, c *chattest.Campfire, ada chat.Viewer, name, webhook string) chat.BotView {
	t.Helper()
	b, _, err := c.CreateBot(t.Context(), ada, name, webhook)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestANameOfACommandIsOneBots(t *testing.T) {
	c := chattest.New(t)
	ada, ctx := c.SetUp("Ada"), t.Context()
	first, second := addBot(t, c, ada, "First", ""), addBot(t, c, ada, "Second", "")
	save := func(b chat.BotView, name, description string) (bool, error) {
		_, created, err := c.SaveCommand(ctx, ada, b.User.ID, chat.Command{Name: name, Description: description})
		return created, err
	}
	for _, tt := range []struct {
		name, description string
		code              string
	}{
		{"deploy", "Deploys", ""},
		{"a-b_c9", "Deploys", ""},
		{"", "Deploys", "invalid"},
		{"Deploy", "Deploys", "invalid"},
		{"-x", "Deploys", "invalid"},
		{"to deploy", "Deploys", "invalid"},
		{"größe", "Deploys", "invalid"},
		{strings.Repeat("x", 33), "Deploys", "invalid"},
		{"play", "Deploys", "reserved"},
		{"blank", " \n", "blank"},
		{"long", strings.Repeat("x", 121), "too_long"},
	} {
		_, err := save(first, tt.name, tt.description)
		if known, _ := errors.AsType[*chat.Error](err); (err != nil || tt.code != "") && (known == nil || known.Code != tt.code) {
			t.Errorf("%q: %v, want %q", tt.name, err, tt.code)
		}
	}
	if created, err := save(first, "deploy", "Deploys anew"); created || err != nil {
		t.Errorf("the same again: %v, %v", created, err)
	}
	if _, err := save(second, "deploy", "Deploys"); chat.KindOf(err) != chat.Conflict {
		t.Errorf("another's: %v", err)
	}
	if err := c.DeleteBot(ctx, ada, first.User.ID); err != nil {
		t.Fatal(err)
	}
	if created, err := save(second, "deploy", "Deploys"); !created || err != nil {
		t.Errorf("of a bot that was removed: %v, %v", created, err)
	}
	if err := c.DeleteCommand(ctx, ada, first.User.ID, "deploy"); chat.KindOf(err) != chat.NotFound {
		t.Errorf("of a bot that was removed: %v", err)
	}
	if err := c.DeleteCommand(ctx, ada, second.User.ID, "deploy"); err != nil {
		t.Error(err)
	}
	if err := c.DeleteCommand(ctx, ada, second.User.ID, "deploy"); chat.KindOf(err) != chat.NotFound {
		t.Errorf("twice: %v", err)
	}
}

func TestABotHasSoManyCommands(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("Ada")
	bot := addBot(t, c, ada, "Bot", "")
	for n := range 51 {
		_, _, err := c.SaveCommand(t.Context(), ada, bot.User.ID, chat.Command{Name: fmt.Sprint("c", n), Description: "Does it"})
		if (n < 50) != (err == nil) {
			t.Fatalf("%d: %v", n, err)
		}
	}
	b, err := c.Bot(t.Context(), ada, bot.User.ID)
	if err != nil || len(b.Commands) != 50 {
		t.Errorf("it has %d, %v", len(b.Commands), err)
	}
}

func TestCommandsOfARoom(t *testing.T) {
	c := chattest.New(t)
	ada, ctx := c.SetUp("Ada"), t.Context()
	bob := c.Add("Bob")
	with, without := addBot(t, c, ada, "With", "https://example.com"), addBot(t, c, ada, "Without", "")
	for _, b := range []chat.BotView{with, without} {
		name := strings.ToLower(b.User.Name)
		if _, _, err := c.SaveCommand(ctx, ada, b.User.ID, chat.Command{Name: name, Description: "Does it", Hint: "[what]"}); err != nil {
			t.Fatal(err)
		}
	}
	names := func(v chat.Viewer, roomID int64) string {
		commands, err := c.CommandsIn(ctx, v, roomID)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, command := range commands {
			names = append(names, command.Name+" "+command.Hint+" "+command.Bot.Name)
		}
		return strings.Join(names, ", ")
	}
	open, closed := c.AllTalk(ada).ID, c.AddRoom(chat.Closed, "Closed", ada).ID
	if got := names(bob, open); got != "with [what] With" {
		t.Errorf("where the bots are: %s", got)
	}
	if got := names(ada, closed); got != "" {
		t.Errorf("where they are not: %s", got)
	}
	if _, err := c.CommandsIn(ctx, bob, closed); chat.KindOf(err) != chat.NotFound {
		t.Errorf("to one who is not there: %v", err)
	}
}

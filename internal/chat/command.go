package chat

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	maxCommands    = 50 // of one bot
	maxDescription = 120
	maxHint        = 60
)

// Command is what a bot answers when somebody begins a message with a slash and its
// name, in a room the bot is in. A name is one bot's in the whole team.
type Command struct {
	Name        string // without the slash
	Description string // what it does, for whoever chooses it
	Hint        string // what is written after the name, such as "[environment]"
	Bot         User
}

// reservedCommands are the app's own.
var reservedCommands = map[string]bool{"play": true}

var (
	commandName  = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,31}$`)
	commandTyped = regexp.MustCompile(`(?is)^/([a-z0-9][a-z0-9_-]{0,31})(?:[\s\p{Z}]+(.*))?$`)
)

// commandIn is the command that a text begins with, and what is written after it. A
// space or a second slash before the name makes it a text.
func commandIn(text string) (name, after string, is bool) {
	found := commandTyped.FindStringSubmatch(text)
	if found == nil {
		return "", "", false
	}
	return strings.ToLower(found[1]), strings.TrimSpace(found[2]), true
}

// CommandsIn returns the commands that bots answer in a room, by name, to its members.
func (s *Service) CommandsIn(ctx context.Context, v Viewer, roomID int64) ([]Command, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil || s.botsOff {
		return nil, err
	}
	return s.store.CommandsIn(ctx, roomID)
}

// SaveCommand has a bot answer a command, or describes it anew; it reports whether the bot
// did not answer it before.
func (s *Service) SaveCommand(ctx context.Context, v Viewer, botID int64, c Command) (saved Command, created bool, err error) {
	if err := c.check(); err != nil {
		return Command{}, false, err
	}
	err = s.changeBot(ctx, v, botID, v.did(BotChanged, s.now()).saying("/"+c.Name), func(tx Tx, b *BotView) error {
		c.Bot = b.User
		created, err = tx.SaveCommand(c, s.now())
		if KindOf(err) == Conflict {
			return &Error{Kind: Conflict, Code: "command_taken", Field: "name", Message: fmt.Sprintf("Another bot answers /%s. Choose another name, or remove it there.", c.Name)}
		}
		if err != nil || !created {
			return err
		}
		if n, err := tx.CountCommands(botID); err != nil || n <= maxCommands {
			return err
		}
		return &Error{Kind: Conflict, Code: "too_many_commands", Message: fmt.Sprintf("A bot answers %d commands at most. Remove one first.", maxCommands)}
	})
	return c, created, err
}

// DeleteCommand has a bot not answer a command any more.
func (s *Service) DeleteCommand(ctx context.Context, v Viewer, botID int64, name string) error {
	return s.changeBot(ctx, v, botID, v.did(BotChanged, s.now()).saying("/"+name), func(tx Tx, _ *BotView) error {
		return tx.DeleteCommand(botID, name)
	})
}

// check tidies what was typed and refuses what cannot be.
func (c *Command) check() error {
	c.Description, c.Hint = strings.Join(strings.Fields(c.Description), " "), strings.Join(strings.Fields(c.Hint), " ")
	switch {
	case !commandName.MatchString(c.Name):
		return invalid("name", "invalid", "A command is called by small letters, digits, - and _, 32 at most, such as deploy.")
	case reservedCommands[c.Name]:
		return invalid("name", "reserved", "/"+c.Name+" is Campfire's own. Choose another name.")
	case c.Description == "":
		return invalid("description", "blank", "Say in a few words what it does.")
	case utf8.RuneCountInString(c.Description) > maxDescription:
		return invalid("description", "too_long", fmt.Sprintf("Say it in %d characters.", maxDescription))
	case utf8.RuneCountInString(c.Hint) > maxHint:
		return invalid("hint", "too_long", fmt.Sprintf("A hint has %d characters at most.", maxHint))
	default:
		return nil
	}
}

// commanded is the bot whose command a person's message is; NotFound when it is none's.
func commanded(tx Tx, m *Message) (BotView, error) {
	name, _, is := commandIn(m.Text)
	if !is || m.Creator.Role == Bot {
		return BotView{}, &Error{Kind: NotFound, Code: "no_command"}
	}
	return tx.CommandBot(m.RoomID, name)
}

// CommandCall is a command as its bot is told of it.
type CommandCall struct {
	Name string
	Text string // what is written after it
}

// commandTo is the command of a bot's that a message is; nil when it is none.
func (s *Service) commandTo(ctx context.Context, botID int64, m Message) (*CommandCall, error) {
	name, after, is := commandIn(m.Text)
	if !is || m.Creator.Role == Bot {
		return nil, nil
	}
	commands, err := s.store.CommandsOf(ctx, botID)
	for _, c := range commands {
		if c.Name == name {
			return &CommandCall{Name: name, Text: after}, nil
		}
	}
	return nil, err
}

package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"campfire/internal/chat"
)

// demoParser reads demo.txt, which explains itself, line by line.
type demoParser struct {
	script demoScript
	now    time.Time
	clock  time.Time // when the last line was said
	room   *demoRoom
	unread []string // who has not read the next line
}

// parseDemo returns the script as if it ended a little before now.
func parseDemo(text string, now time.Time) (demoScript, error) {
	p := demoParser{now: now, script: demoScript{began: now.AddDate(0, -3, 0)}}
	number := 0
	for line := range strings.Lines(text) {
		number++
		if err := p.read(strings.TrimRight(line, "\n")); err != nil {
			return demoScript{}, fmt.Errorf("demo.txt:%d: %w", number, err)
		}
	}
	return p.script, nil
}

// demoDirectives by the word their line begins with.
var demoDirectives = map[string]func(p *demoParser, rest string) error{
	"team":   (*demoParser).readTeam,
	"person": (*demoParser).readPerson,
	"bot":    (*demoParser).readBot,
	"room":   (*demoParser).readRoom,
	"in":     (*demoParser).readIn,
	"at":     (*demoParser).readAt,
	"pause":  (*demoParser).readPause,
	"unread": (*demoParser).readUnread,
	"+":      (*demoParser).readBoost,
}

func (p *demoParser) read(line string) error {
	if line == "" || line[0] == '#' {
		return nil
	}
	if more, indented := strings.CutPrefix(line, "  "); indented {
		return p.goOn(more)
	}
	word, rest, _ := strings.Cut(line, " ")
	if directive := demoDirectives[word]; directive != nil {
		return directive(p, strings.TrimSpace(rest))
	}
	who, said := strings.CutSuffix(word, ":")
	if !said {
		return fmt.Errorf("%q is neither a message nor a directive", word)
	}
	return p.say(who, rest)
}

func (p *demoParser) readTeam(name string) error {
	p.script.team = name
	return nil
}

// readPerson reads "short | name | role | bio".
func (p *demoParser) readPerson(rest string) error {
	f := fields(rest, 4)
	roles := map[string]chat.Role{"member": chat.Member, "administrator": chat.Administrator}
	role, known := roles[f[2]]
	if !known {
		return fmt.Errorf("%q is no role", f[2])
	}
	p.script.people = append(p.script.people, demoPerson{short: f[0], name: f[1], role: role, bio: f[3]})
	return nil
}

// readBot reads "short | name".
func (p *demoParser) readBot(rest string) error {
	f := fields(rest, 2)
	p.script.people = append(p.script.people, demoPerson{short: f[0], name: f[1], role: chat.Bot})
	return nil
}

// readRoom reads "short | type | name | members".
func (p *demoParser) readRoom(rest string) error {
	f := fields(rest, 4)
	room := &demoRoom{short: f[0], typ: chat.RoomType(f[1]), name: f[2], members: strings.Fields(f[3]), unread: map[string]*demoLine{}}
	if f[3] == "everyone" {
		room.members = nil
		for _, person := range p.script.people {
			room.members = append(room.members, person.short)
		}
	}
	p.script.rooms = append(p.script.rooms, room)
	return nil
}

func (p *demoParser) readIn(short string) error {
	i := slices.IndexFunc(p.script.rooms, func(r *demoRoom) bool { return r.short == short })
	if i < 0 {
		return fmt.Errorf("there is no room %q", short)
	}
	p.room, p.clock = p.script.rooms[i], time.Time{}
	return nil
}

// readAt reads "-3 09:05" or "40m ago".
func (p *demoParser) readAt(rest string) error {
	before := p.clock
	if ago, found := strings.CutSuffix(rest, " ago"); found {
		d, err := time.ParseDuration(ago)
		if err != nil {
			return err
		}
		p.clock = p.now.Add(-d)
	} else {
		var days, hour, minute int
		if _, err := fmt.Sscanf(rest, "-%d %d:%d", &days, &hour, &minute); err != nil {
			return fmt.Errorf("%q is no time: %w", rest, err)
		}
		day := workingDaysBefore(p.now, days)
		p.clock = time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, p.now.Location())
	}
	if p.clock.Before(before) {
		return fmt.Errorf("%q goes back in time", rest)
	}
	return nil
}

// workingDaysBefore passes over Saturdays and Sundays.
func workingDaysBefore(day time.Time, n int) time.Time {
	for n > 0 {
		day = day.AddDate(0, 0, -1)
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			n--
		}
	}
	return day
}

func (p *demoParser) readPause(rest string) error {
	d, err := time.ParseDuration(rest + "m")
	p.clock = p.clock.Add(d)
	return err
}

func (p *demoParser) readUnread(rest string) error {
	p.unread = strings.Fields(rest)
	return nil
}

func (p *demoParser) say(who, words string) error {
	if p.room == nil || !slices.Contains(p.room.members, who) {
		return fmt.Errorf("%s is not in the room", who)
	}
	if p.room.unread[who] != nil {
		return fmt.Errorf("%s answers without having read", who)
	}
	p.clock = p.clock.Add(typing(words))
	line := &demoLine{room: p.room, who: who, at: p.clock, body: []string{words}}
	for _, reader := range p.unread {
		p.room.unread[reader] = line
	}
	p.unread = nil
	p.script.lines = append(p.script.lines, line)
	return nil
}

// typing is how long it takes to think of words and to write them.
func typing(words string) time.Duration {
	return 12*time.Second + time.Duration(len(words))*271*time.Millisecond
}

var errNoMessage = errors.New("this belongs to no message")

func (p *demoParser) goOn(more string) error {
	if len(p.script.lines) == 0 {
		return errNoMessage
	}
	last := p.script.lines[len(p.script.lines)-1]
	last.body = append(last.body, more)
	return nil
}

// readBoost reads "🎉 amara bo".
func (p *demoParser) readBoost(rest string) error {
	if len(p.script.lines) == 0 {
		return errNoMessage
	}
	f := strings.Fields(rest)
	last := p.script.lines[len(p.script.lines)-1]
	for _, who := range f[1:] {
		if !slices.Contains(last.room.members, who) {
			return fmt.Errorf("%s is not in the room", who)
		}
		last.boosts = append(last.boosts, demoBoost{who: who, content: f[0]})
	}
	return nil
}

// fields splits at bars; those that are not there are empty.
func fields(s string, n int) []string {
	f := make([]string, n)
	for i, field := range strings.SplitN(s, "|", n) {
		f[i] = strings.TrimSpace(field)
	}
	return f
}

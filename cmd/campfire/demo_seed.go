package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"html"
	"slices"
	"strings"

	"campfire/internal/chat"
	"campfire/internal/richtext"
)

// demoSeed puts a script into a database as the team would have, at the times
// it says.
type demoSeed struct {
	tx     chat.Tx
	script demoScript
	signer *richtext.Signer

	users    map[string]chat.User // by short name
	names    map[int64]string
	rooms    map[*demoRoom]chat.Room
	messages map[*demoLine]chat.Message
	posted   []*demoLine
}

// seedDemo fills an empty database and returns the people, in the order of the
// script.
func seedDemo(ctx context.Context, store chat.Store, signer *richtext.Signer, script demoScript) ([]chat.User, error) {
	s := demoSeed{
		script: script, signer: signer,
		users: map[string]chat.User{}, names: map[int64]string{},
		rooms: map[*demoRoom]chat.Room{}, messages: map[*demoLine]chat.Message{},
	}
	err := store.InTx(ctx, func(tx chat.Tx) error {
		s.tx = tx
		for _, step := range []func() error{s.foundTeam, s.openRooms, s.talk, s.read} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	var people []chat.User
	for _, p := range script.people {
		if p.role != chat.Bot {
			people = append(people, s.users[p.short])
		}
	}
	return people, err
}

func (s *demoSeed) foundTeam() error {
	account := chat.Account{Name: s.script.team, JoinCode: demoJoinCode(), CreatedAt: s.script.began, UpdatedAt: s.script.began}
	if err := s.tx.CreateAccount(account); err != nil {
		return err
	}
	for _, p := range s.script.people {
		user := chat.User{Name: p.name, Role: p.role, Bio: p.bio, CreatedAt: s.script.began, UpdatedAt: s.script.began}
		if p.role != chat.Bot {
			user.EmailAddress = p.short + "@example.com"
		}
		user, err := s.tx.CreateUser(user)
		if err != nil {
			return err
		}
		s.users[p.short], s.names[user.ID] = user, user.Name
	}
	return nil
}

func demoJoinCode() string {
	random := rand.Text()
	return random[:4] + "-" + random[4:8] + "-" + random[8:12]
}

func (s *demoSeed) openRooms() error {
	for _, r := range s.script.rooms {
		creator := s.users[r.members[0]]
		room, err := s.tx.CreateRoom(chat.Room{Type: r.typ, Name: r.name, CreatorID: creator.ID, CreatedAt: s.script.began, UpdatedAt: s.script.began})
		if err != nil {
			return err
		}
		s.rooms[r] = room
		for _, short := range r.members {
			if err := s.join(room, s.users[short]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *demoSeed) join(room chat.Room, user chat.User) error {
	if _, err := s.tx.AddMembers(room.ID, []int64{user.ID}, room.Type.DefaultInvolvement(), s.script.began); err != nil {
		return err
	}
	_, err := s.tx.AppendEvent(chat.Event{RoomID: room.ID, Type: chat.MemberJoined, User: &user, CreatedAt: s.script.began})
	return err
}

// talk posts everything in the order of its times, so that ids follow them.
func (s *demoSeed) talk() error {
	lines := slices.Clone(s.script.lines)
	slices.SortStableFunc(lines, func(a, b *demoLine) int { return a.at.Compare(b.at) })
	for _, line := range lines {
		m, err := s.post(line)
		if err != nil {
			return fmt.Errorf("%s says %q: %w", line.who, line.body[0], err)
		}
		for _, boost := range line.boosts {
			if err := s.boost(m, boost); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *demoSeed) post(line *demoLine) (chat.Message, error) {
	body, err := s.html(line)
	if err != nil {
		return chat.Message{}, err
	}
	shown := richtext.Render(body, s.name)
	m := chat.Message{
		RoomID: s.rooms[line.room].ID, ClientMessageID: rand.Text(), Creator: s.users[line.who],
		Body: body, Text: shown.Text, MentionedUserIDs: shown.MentionedUserIDs,
		CreatedAt: line.at, UpdatedAt: line.at,
	}
	if m.ID, _, err = s.tx.CreateMessage(m); err != nil {
		return chat.Message{}, err
	}
	s.messages[line], s.posted = m, append(s.posted, line)
	_, err = s.tx.AppendEvent(chat.Event{
		RoomID: m.RoomID, Type: chat.MessageCreated, CreatedAt: m.CreatedAt,
		MessageID: m.ID, ClientMessageID: m.ClientMessageID, Message: &m,
	})
	return m, err
}

func (s *demoSeed) boost(m chat.Message, b demoBoost) error {
	boost, err := s.tx.CreateBoost(chat.Boost{MessageID: m.ID, Booster: s.users[b.who], Content: b.content, CreatedAt: m.CreatedAt})
	if err != nil {
		return err
	}
	_, err = s.tx.AppendEvent(chat.Event{
		RoomID: m.RoomID, Type: chat.BoostCreated, CreatedAt: boost.CreatedAt,
		MessageID: m.ID, BoostID: boost.ID, Boost: &boost,
	})
	return err
}

// html is what is stored of a line. One that begins with ">> words" answers the
// last message with those words, as the app quotes it.
func (s *demoSeed) html(line *demoLine) (string, error) {
	quoted, answers := strings.CutPrefix(line.body[0], ">> ")
	if !answers {
		return richtext.Canonical(demoHTML(line.body, s.mention), s.signer)
	}
	for _, said := range slices.Backward(s.posted) {
		if m := s.messages[said]; said.room == line.room && strings.Contains(m.Text, quoted) {
			return richtext.Canonical(demoQuote(m)+demoHTML(line.body[1:], s.mention), s.signer)
		}
	}
	return "", fmt.Errorf("nobody said %q before", quoted)
}

func demoQuote(m chat.Message) string {
	return fmt.Sprintf(`<blockquote>%s</blockquote><cite>%s <a href="/rooms/%d/@%d">#</a></cite><br>`,
		html.EscapeString(m.Text), html.EscapeString(m.Creator.Name), m.RoomID, m.ID)
}

func (s *demoSeed) mention(short string) (string, bool) {
	user, known := s.users[short]
	return fmt.Sprintf(`<action-text-attachment sgid="%s" content-type="application/vnd.campfire.mention"></action-text-attachment>`,
		s.signer.Sign(user.ID)), known
}

func (s *demoSeed) name(id int64) (string, bool) {
	name, known := s.names[id]
	return name, known
}

// read moves everybody's cursors: everything is read but for what the script
// says.
func (s *demoSeed) read() error {
	for _, r := range s.script.rooms {
		for _, short := range r.members {
			m := s.messages[s.lastRead(r, short)]
			if _, _, err := s.tx.SetReadMessage(s.users[short].ID, m.RoomID, m.ID, m.CreatedAt); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *demoSeed) lastRead(r *demoRoom, short string) *demoLine {
	lines := slices.DeleteFunc(slices.Clone(s.script.lines), func(l *demoLine) bool { return l.room != r })
	if unread := r.unread[short]; unread != nil {
		lines = lines[:slices.Index(lines, unread)]
	}
	return lines[len(lines)-1]
}

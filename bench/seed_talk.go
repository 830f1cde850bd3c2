package main

import (
	"context"
	"fmt"
	"time"

	"campfire/internal/chat"
	"campfire/internal/richtext"
)

// talk posts a message to each of the rooms given.
func (s *seeder) talk(rooms []int) error {
	for _, room := range rooms {
		s.at = s.at.Add(s.step).Truncate(time.Microsecond)
		m, err := s.post(room)
		if err != nil {
			return err
		}
		if s.random.IntN(100) < 8 {
			if err := s.boost(room, &m); err != nil {
				return err
			}
		}
		if err := s.chat.Keep(context.Background(), s.tx, m); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) post(room int) (chat.Message, error) {
	m := chat.Message{
		RoomID: s.rooms[room].ID, Creator: s.member(room), ClientMessageID: fmt.Sprintf("%016x", s.random.Uint64()),
		CreatedAt: s.at, UpdatedAt: s.at,
	}
	s.write(&m, room)
	var err error
	if m.ID, _, err = s.tx.CreateMessage(m); err != nil {
		return m, err
	}
	s.newest[room] = append(s.newest[room], m.ID)
	if len(s.newest[room]) > 2*lastSeen {
		s.newest[room] = append(s.newest[room][:0], s.newest[room][lastSeen:]...)
	}
	_, err = s.tx.AppendEvent(chat.Event{
		RoomID: m.RoomID, Type: chat.MessageCreated, CreatedAt: m.CreatedAt,
		MessageID: m.ID, ClientMessageID: m.ClientMessageID, Message: &m,
	})
	return m, err
}

// boost has up to three people cheer.
func (s *seeder) boost(room int, m *chat.Message) error {
	for range 1 + s.random.IntN(3) {
		content := [...]string{"👍", "🎉", "Yes!", "❤️"}[s.random.IntN(4)]
		b, err := s.tx.CreateBoost(chat.Boost{MessageID: m.ID, Booster: s.member(room), Content: content, CreatedAt: s.at})
		if err != nil {
			return err
		}
		m.Boosts = append(m.Boosts, b)
		_, err = s.tx.AppendEvent(chat.Event{
			RoomID: m.RoomID, Type: chat.BoostCreated, CreatedAt: b.CreatedAt,
			MessageID: m.ID, BoostID: b.ID, Boost: &b,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) member(room int) chat.User {
	return s.users[s.random.IntN(s.plan.rooms[room].members)]
}

// write gives a seeded message its body, its text and whom it mentions. Most
// are plain; of the others richtext says what their text is.
func (s *seeder) write(m *chat.Message, room int) {
	text := s.words.sentence(s.words.length())
	m.Text = text
	switch kind := s.random.IntN(100); {
	case kind < 6:
		mentioned := s.member(room)
		m.MentionedUserIDs = []int64{mentioned.ID}
		m.Body = fmt.Sprintf(`<div><action-text-attachment sgid="%s" content-type="application/vnd.campfire.mention"></action-text-attachment> %s</div>`,
			s.signer.Sign(mentioned.ID), text)
	case kind < 10:
		m.Body = fmt.Sprintf(`<div>%s <a href="https://example.com/%s">%s</a></div>`, text, word(kind), word(kind))
	case kind < 13:
		m.Body = fmt.Sprintf(`<ul><li>%s</li><li><strong>%s</strong></li></ul>`, text, s.words.sentence(5))
	case kind < 15:
		m.Body = fmt.Sprintf(`<pre>%s</pre>`, text)
	default:
		m.Body = "<div>" + text + "</div>"
		return
	}
	m.Text = richtext.Text(m.Body, s.name)
}

// name is that of a user; ids count from 1.
func (s *seeder) name(id int64) (string, bool) { return s.users[id-1].Name, true }

package main

import (
	"fmt"

	"campfire/internal/chat"
	"campfire/internal/richtext"
)

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

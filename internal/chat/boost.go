package chat

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

const (
	maxBoostLength = 16  // graphemes: what a reader takes for one character
	maxBoostBytes  = 512 // sixteen families of four
	maxBoostsEach  = 20  // on one message by one user
)

// CreateBoost cheers a message. Giving the same boost again returns the first
// one, and false.
func (s *Service) CreateBoost(ctx context.Context, v Viewer, roomID, messageID int64, content string) (Boost, bool, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return Boost{}, false, err
	}
	if err := s.limitPosting(v.User); err != nil {
		return Boost{}, false, err
	}
	content, err := checkBoost(content)
	if err != nil {
		return Boost{}, false, err
	}
	b, created := Boost{MessageID: messageID, Booster: v.User, Content: content, CreatedAt: s.now()}, false
	err = s.store.InTx(ctx, func(tx Tx) error {
		created, err = boost(tx, v, roomID, &b)
		return err
	})
	return b, created, err
}

// boost stores b and its event, unless the same was given before.
func boost(tx Tx, v Viewer, roomID int64, b *Boost) (created bool, err error) {
	m, err := messageForMember(tx, v, roomID, b.MessageID)
	if err != nil {
		return false, err
	}
	given := 0
	for _, other := range m.Boosts {
		if other.Booster.ID != v.User.ID {
			continue
		}
		if other.Content == b.Content {
			*b = other
			return false, nil
		}
		given++
	}
	if given >= maxBoostsEach {
		return false, &Error{
			Kind: Conflict, Code: "too_many_boosts",
			Message: "You have given this message 20 boosts. Take one back to give another.",
		}
	}
	if *b, err = tx.CreateBoost(*b); err != nil {
		return false, err
	}
	_, err = tx.AppendEvent(Event{
		RoomID: roomID, Type: BoostCreated, CreatedAt: b.CreatedAt,
		MessageID: m.ID, BoostID: b.ID, Boost: b,
	})
	if err == nil {
		err = tellAuthor(tx, m, b)
	}
	return true, err
}

// tellAuthor tells whoever wrote a message that it was boosted, unless they did
// it themselves or are not in the room any more.
func tellAuthor(tx Tx, m Message, b *Boost) error {
	member, err := tx.IsMember(m.Creator.ID, m.RoomID)
	if err == nil && member && m.Creator.ID != b.Booster.ID {
		tx.Notify(Notice{To: m.Creator.ID, Type: BoostReceived, RoomID: m.RoomID, MessageID: m.ID, Boost: b})
	}
	return err
}

// DeleteBoost takes a boost back. Nobody can take back another's.
func (s *Service) DeleteBoost(ctx context.Context, v Viewer, roomID, messageID, boostID int64) error {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return err
	}
	now := s.now()
	return s.store.InTx(ctx, func(tx Tx) error {
		m, err := messageForMember(tx, v, roomID, messageID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(m.Boosts, func(b Boost) bool { return b.ID == boostID && b.Booster.ID == v.User.ID }) {
			return &Error{Kind: NotFound, Code: "boost_not_found", Message: "There is no such boost of yours on this message."}
		}
		if err := tx.DeleteBoost(messageID, boostID, now); err != nil {
			return err
		}
		_, err = tx.AppendEvent(Event{RoomID: roomID, Type: BoostDeleted, CreatedAt: now, MessageID: messageID, BoostID: boostID})
		return err
	})
}

// checkBoost returns the content of a boost as it is stored: one line, without
// spaces around it.
func checkBoost(content string) (string, error) {
	content = strings.Join(strings.Fields(strings.ToValidUTF8(content, "")), " ")
	switch {
	case strings.ContainsFunc(content, unicode.IsControl):
		return "", invalid("content", "invalid", "A boost is plain text or emoji.")
	case !strings.ContainsFunc(content, seen):
		return "", invalid("content", "blank", "Choose an emoji or write a word or two.")
	case len(content) > maxBoostBytes || uniseg.GraphemeClusterCount(content) > maxBoostLength:
		return "", invalid("content", "too_long", "A boost is short: at most 16 characters.")
	}
	return content, nil
}

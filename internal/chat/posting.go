package chat

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"campfire/internal/richtext"
)

const (
	maxClientIDLength  = 128
	generatedClientIDs = 24
)

// Draft is a message before it is posted.
type Draft struct {
	Body            string // HTML as the editor made it
	ClientMessageID string // empty: one is made up, and posting is not idempotent
	AuthorID        int64  // who wrote it: nobody else may post it; 0 is whoever does
}

// PostMessage posts a draft to a room. Posting the same ClientMessageID again
// returns the message it made the first time, and false. A draft of somebody else,
// which their browser kept when another signed in there, is Unauthenticated: it is
// theirs to post once they are back.
func (s *Service) PostMessage(ctx context.Context, v Viewer, roomID int64, d Draft) (Message, bool, error) {
	if d.AuthorID != 0 && d.AuthorID != v.User.ID {
		return Message{}, false, &Error{Kind: Unauthenticated, Code: "other_user", Message: "Somebody else is signed in here now. Whoever wrote this can send it once they have signed in again."}
	}
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return Message{}, false, err
	}
	if err := s.limitPosting(v.User); err != nil {
		return Message{}, false, err
	}
	m, err := s.compose(ctx, v, roomID, d)
	if err != nil {
		return Message{}, false, err
	}
	var created bool
	err = s.store.InTx(ctx, func(tx Tx) error {
		if created, err = s.post(tx, &m); err != nil || !created {
			return err
		}
		return s.callBots(tx, &m)
	})
	if err == nil && !created {
		m, err = s.Message(ctx, v, roomID, m.ID)
	}
	return m, created, err
}

// post stores m and its event, unless it was stored before.
func (s *Service) post(tx Tx, m *Message) (created bool, err error) {
	member, err := tx.IsMember(m.Creator.ID, m.RoomID)
	if err != nil {
		return false, err
	}
	if !member { // removed since the post began
		return false, noSuchRoom()
	}
	if err := follow(tx, m); err != nil {
		return false, err
	}
	if m.ID, created, err = tx.CreateMessage(*m); err != nil || !created {
		return created, err
	}
	if err := tx.SetOwnRead(m.Creator.ID, m.RoomID, m.ID); err != nil {
		return false, err
	}
	if err := s.encoder.keepNew(tx, m); err != nil {
		return false, err
	}
	if err := s.pushLater(tx, m); err != nil {
		return false, err
	}
	_, err = tx.AppendEvent(Event{
		RoomID: m.RoomID, Type: MessageCreated, CreatedAt: m.CreatedAt,
		MessageID: m.ID, ClientMessageID: m.ClientMessageID, Message: m,
	})
	return true, err
}

// follow has m come after what was said before it, also when the clock was set
// back in between or somebody composed faster: history is ordered by time.
func follow(tx Tx, m *Message) error {
	newest, err := tx.NewestMessageAt(m.RoomID)
	if newest.After(m.CreatedAt) {
		m.CreatedAt, m.UpdatedAt = newest, newest
	}
	return err
}

// compose checks a draft and makes a message of it, not stored yet.
func (s *Service) compose(ctx context.Context, v Viewer, roomID int64, d Draft) (Message, error) {
	clientID, err := checkClientID(d.ClientMessageID)
	if err != nil {
		return Message{}, err
	}
	body, err := richtext.Canonical(d.Body, s.signer)
	if err != nil {
		return Message{}, bodyError(err)
	}
	return s.saying(ctx, v, roomID, clientID, body)
}

// saying makes a message of a canonical body.
func (s *Service) saying(ctx context.Context, v Viewer, roomID int64, clientID, body string) (Message, error) {
	now := s.now()
	m := Message{RoomID: roomID, ClientMessageID: clientID, Creator: v.User, Body: body, CreatedAt: now, UpdatedAt: now}
	m = s.renderer.render(ctx, m)
	return m, s.mentionMany(ctx, v, &m)
}

func (s *Service) limitPosting(author User) error {
	if s.posting == nil {
		return nil
	}
	if wait := s.posting.take(strconv.FormatInt(author.ID, 10)); wait > 0 {
		return tooMany(wait, "You are posting faster than anyone can read. Wait a moment, then send it again.")
	}
	return nil
}

// PostingAllowance is how many messages a user may post at once, and how many of
// them are left now; 0 when posting is not limited.
func (s *Service) PostingAllowance(u User) (limit, left int) {
	if s.posting == nil {
		return 0, 0
	}
	return s.posting.burst, s.posting.left(strconv.FormatInt(u.ID, 10))
}

func checkClientID(id string) (string, error) {
	if id == "" {
		return randomString(base58, generatedClientIDs), nil
	}
	if len(id) > maxClientIDLength || strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", invalid("client_message_id", "invalid", "client_message_id is at most 128 printable ASCII characters without spaces.")
	}
	return id, nil
}

func bodyError(err error) error {
	switch {
	case errors.Is(err, richtext.ErrTooLarge):
		return invalid("body", "too_long", "That message is too long. Keep it under 32 KB, or send it in parts.")
	case errors.Is(err, richtext.ErrBlank):
		return invalid("body", "blank", "Write something first; an empty message cannot be sent.")
	default:
		return err
	}
}

// Mention returns the sgid that names a user in a message's HTML.
func (s *Service) Mention(userID int64) string { return s.signer.Sign(userID) }

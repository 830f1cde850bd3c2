package chat

import (
	"context"
	"errors"
	"time"

	"campfire/internal/richtext"
)

// Edit is a change to what a message says.
type Edit struct {
	Editor User   // ID, Name and Role
	Body   string // what the message said until then
	At     time.Time
}

// Version is what a message said from WrittenAt on.
type Version struct {
	Author    User // who wrote it: the message's creator, or an administrator
	WrittenAt time.Time
	HTML      string // safe to show
	Text      string
}

// MessageSource returns what a message says as the editor takes it, for those
// who may change it.
func (s *Service) MessageSource(ctx context.Context, v Viewer, roomID, messageID int64) (string, error) {
	m, err := s.Message(ctx, v, roomID, messageID)
	if err == nil {
		err = v.mustEdit(m)
	}
	if err != nil {
		return "", err
	}
	return richtext.Editable(m.Body, s.signer, s.renderer.nameOf(ctx)), nil
}

// EditMessage changes what a message says; what it said stays in its history.
// Writing the same again changes nothing. A bot may leave a message empty, as in the
// original.
func (s *Service) EditMessage(ctx context.Context, v Viewer, roomID, messageID int64, body string) (Message, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return Message{}, err
	}
	if err := s.limitPosting(v.User); err != nil {
		return Message{}, err
	}
	body, err := richtext.Canonical(body, s.signer)
	if err != nil && !(v.User.Role == Bot && errors.Is(err, richtext.ErrBlank)) {
		return Message{}, bodyError(err)
	}
	written, err := s.saying(ctx, v, roomID, "", body)
	if err != nil {
		return Message{}, err
	}
	edited := false
	err = s.store.InTx(ctx, func(tx Tx) error {
		edited, err = edit(tx, v, messageID, &written)
		return err
	})
	if err == nil && !edited {
		return s.Message(ctx, v, roomID, messageID)
	}
	return written, err
}

// edit gives a message the body of written, which becomes the whole message as
// it is then. It reports whether that changed anything.
func edit(tx Tx, v Viewer, messageID int64, written *Message) (bool, error) {
	before, err := messageForMember(tx, v, written.RoomID, messageID)
	if err == nil {
		err = v.mustEdit(before)
	}
	if err != nil || before.Body == written.Body {
		return false, err
	}
	written.ID, written.ClientMessageID, written.Creator = before.ID, before.ClientMessageID, before.Creator
	written.Boosts = before.Boosts
	written.EditedAt, written.CreatedAt = written.CreatedAt, before.CreatedAt
	if err := tx.UpdateMessage(*written, v.User.ID); err != nil {
		return false, err
	}
	_, err = tx.AppendEvent(Event{
		RoomID: written.RoomID, Type: MessageUpdated, CreatedAt: written.EditedAt,
		MessageID: written.ID, ClientMessageID: written.ClientMessageID, Message: written,
	})
	return true, err
}

// DeleteMessage removes a message with its boosts and its history.
func (s *Service) DeleteMessage(ctx context.Context, v Viewer, roomID, messageID int64) error {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return err
	}
	now := s.now()
	return s.store.InTx(ctx, func(tx Tx) error {
		m, err := messageForMember(tx, v, roomID, messageID)
		if err == nil {
			err = v.mustChange(m)
		}
		if err != nil {
			return err
		}
		return remove(tx, m, now)
	})
}

// remove deletes m, as [Tx.Message] or [Tx.MessagesBy] returned it, and tells
// its room.
func remove(tx Tx, m Message, at time.Time) error {
	if err := tx.DeleteMessage(m.RoomID, m.ID, at); err != nil {
		return err
	}
	_, err := tx.AppendEvent(Event{
		RoomID: m.RoomID, Type: MessageDeleted, CreatedAt: at,
		MessageID: m.ID, ClientMessageID: m.ClientMessageID, AuthorID: m.Creator.ID,
	})
	return err
}

// MessageHistory returns everything a message has said, as far back as is read
// at once, oldest first, for those who may change it.
func (s *Service) MessageHistory(ctx context.Context, v Viewer, roomID, messageID int64) ([]Version, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return nil, err
	}
	m, edits, err := s.store.MessageHistory(ctx, roomID, messageID)
	if err == nil {
		err = v.mustChange(m)
	}
	if err != nil {
		return nil, messageHidden(err)
	}
	author, at := m.Creator, m.CreatedAt
	versions := make([]Version, 0, len(edits)+1)
	for _, e := range append(edits, Edit{Body: m.Body}) {
		shown := s.renderer.body(ctx, e.Body)
		versions = append(versions, Version{Author: author, WrittenAt: at, HTML: shown.HTML, Text: shown.Text})
		author, at = e.Editor, e.At
	}
	return versions, nil
}

// messageForMember returns a message to somebody who is still in its room.
func messageForMember(tx Tx, v Viewer, roomID, messageID int64) (Message, error) {
	member, err := tx.IsMember(v.User.ID, roomID)
	if err == nil && !member {
		err = noSuchRoom()
	}
	if err != nil {
		return Message{}, err
	}
	m, err := tx.Message(roomID, messageID)
	return m, messageHidden(err)
}

// mustChange lets a message be changed by its author and by administrators.
// They must be in its room, which is not asked here.
func (v Viewer) mustChange(m Message) error {
	if m.Creator.ID == v.User.ID || v.administers() {
		return nil
	}
	return &Error{
		Kind: Forbidden, Code: "not_author",
		Message: "Only " + m.Creator.Name + " or an administrator can change this message.",
	}
}

// mustEdit is mustChange for what a message says.
func (v Viewer) mustEdit(m Message) error {
	if err := v.mustChange(m); err != nil {
		return err
	}
	if m.Attachment != nil {
		return invalid("", "attachment", "A file cannot be edited. Delete it and send another one.")
	}
	return nil
}

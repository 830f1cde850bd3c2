package chat

import (
	"context"
	"time"

	"campfire/internal/richtext"
)

// maxSavedDrafts bounds how many drafts are kept of one person; those touched
// longest ago go first.
const maxSavedDrafts = 50

// SavedDraft is what somebody has begun to write in a room, kept so that they
// can go on with it on another device. There is one for each person and room.
type SavedDraft struct {
	RoomID int64

	// ID is made up where the draft was begun. Who has not seen it does not
	// know it, and so neither overwrites nor deletes what was begun elsewhere.
	ID        string
	Body      string // HTML; as it is stored, or as the editor takes it
	UpdatedAt time.Time
}

// Drafts returns what the viewer has begun to write, as the editor takes it, the
// latest first.
func (s *Service) Drafts(ctx context.Context, v Viewer) ([]SavedDraft, error) {
	drafts, err := s.store.DraftsOf(ctx, v.User.ID)
	for i, d := range drafts {
		drafts[i].Body = richtext.Editable(d.Body, s.signer, s.renderer.nameOf(ctx))
	}
	return drafts, err
}

// SaveDraft keeps what the viewer has written so far and tells their other
// devices. It is a Conflict when another draft is kept for the room.
func (s *Service) SaveDraft(ctx context.Context, v Viewer, d SavedDraft) (SavedDraft, error) {
	if err := s.mustBeMember(ctx, v, d.RoomID); err != nil {
		return SavedDraft{}, err
	}
	id, err := checkClientID(d.ID)
	if err != nil || d.ID == "" {
		return SavedDraft{}, invalid("id", "invalid", "id is 1 to 128 printable ASCII characters without spaces.")
	}
	body, err := richtext.Canonical(d.Body, s.signer)
	if err != nil {
		return SavedDraft{}, bodyError(err)
	}
	stored := SavedDraft{RoomID: d.RoomID, ID: id, Body: body, UpdatedAt: s.now()}
	shown := stored
	shown.Body = richtext.Editable(body, s.signer, s.renderer.nameOf(ctx))
	return shown, s.store.InTx(ctx, func(tx Tx) error {
		member, err := tx.IsMember(v.User.ID, d.RoomID)
		if err != nil {
			return err
		}
		if !member { // removed since it began
			return noSuchRoom()
		}
		saved, err := tx.SaveDraft(v.User.ID, stored, maxSavedDrafts)
		if err == nil && !saved {
			return &Error{Kind: Conflict, Code: "another_draft", Message: "You have begun another text in this room on another device."}
		}
		tx.Notify(Notice{To: v.User.ID, Type: DraftUpdated, RoomID: d.RoomID, Draft: &shown})
		return err
	})
}

// DeleteDraft forgets a draft, which was sent or thrown away. One that is not
// there, or is another, is no error.
func (s *Service) DeleteDraft(ctx context.Context, v Viewer, roomID int64, id string) error {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		deleted, err := tx.DeleteDraft(v.User.ID, roomID, id)
		if deleted {
			tx.Notify(Notice{To: v.User.ID, Type: DraftDeleted, RoomID: roomID})
		}
		return err
	})
}

package chat

import (
	"context"
	"fmt"
)

// maxBookmarks is how many messages one person keeps for later.
const maxBookmarks = 1000

// CreateBookmark saves a message for the viewer. Saving it again changes nothing.
func (s *Service) CreateBookmark(ctx context.Context, v Viewer, roomID, messageID int64) error {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		if _, err := messageForMember(tx, v, roomID, messageID); err != nil {
			return err
		}
		created, err := tx.CreateBookmark(v.User.ID, messageID, s.now())
		if err != nil || !created {
			return err
		}
		count, err := tx.CountBookmarks(v.User.ID)
		if err == nil && count > maxBookmarks {
			err = &Error{Kind: Conflict, Code: "too_many_bookmarks", Message: fmt.Sprintf("You have saved %d messages. Remove one to save another.", maxBookmarks)}
		}
		tx.Notify(Notice{To: v.User.ID, Type: BookmarkCreated, RoomID: roomID, MessageID: messageID})
		return err
	})
}

// DeleteBookmark no longer keeps a message for the viewer.
func (s *Service) DeleteBookmark(ctx context.Context, v Viewer, roomID, messageID int64) error {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		if _, err := messageForMember(tx, v, roomID, messageID); err != nil {
			return err
		}
		deleted, err := tx.DeleteBookmark(v.User.ID, messageID)
		if deleted {
			tx.Notify(Notice{To: v.User.ID, Type: BookmarkDeleted, RoomID: roomID, MessageID: messageID})
		}
		return err
	})
}

// Bookmarks returns the ids of the messages the viewer has saved, those saved last
// first. What they say is in the inbox, as long as the viewer is in their rooms.
func (s *Service) Bookmarks(ctx context.Context, v Viewer) ([]int64, error) {
	return s.store.Bookmarks(ctx, v.User.ID)
}

package chat

import (
	"context"
	"time"
)

// removalBatch is how many messages are removed in one transaction: few enough
// that nobody who posts meanwhile notices.
const removalBatch = 50

// MessageRemoval is how far the removal of a banned person's messages is.
type MessageRemoval struct {
	UserID  int64
	Cursor  int64 // the last message removed
	Total   int   // when it began
	Removed int
	Done    bool
}

// RemoveMessages removes what is left of the messages of banned people, a batch
// at a time, so that it goes on where it was after a crash.
func (s *Service) RemoveMessages(ctx context.Context) error {
	userIDs, err := s.store.UnfinishedMessageRemovals(ctx)
	for _, id := range userIDs {
		for done := false; !done && err == nil; {
			done, err = s.removeBatch(ctx, id)
		}
	}
	return err
}

func (s *Service) removeBatch(ctx context.Context, userID int64) (done bool, err error) {
	now := s.now()
	err = s.store.InTx(ctx, func(tx Tx) error {
		r, err := tx.MessageRemoval(userID)
		if KindOf(err) == NotFound { // the ban was lifted meanwhile
			done = true
			return nil
		}
		if err == nil {
			err = removeSome(tx, &r, now)
		}
		done = r.Done
		return err
	})
	return done, err
}

// removeSome removes the next batch and notes how far r is.
func removeSome(tx Tx, r *MessageRemoval, now time.Time) error {
	messages, err := tx.MessagesBy(r.UserID, r.Cursor, removalBatch)
	if err != nil {
		return err
	}
	for _, m := range messages {
		if err := remove(tx, m, now); err != nil {
			return err
		}
		r.Cursor = m.ID
	}
	r.Removed += len(messages)
	r.Done = len(messages) < removalBatch
	return tx.UpdateMessageRemoval(*r)
}

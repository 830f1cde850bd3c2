package chat

import (
	"context"
	"time"
)

// Sessions returns the viewer's sessions, the one last used first, at most
// maxSessions of them.
func (s *Service) Sessions(ctx context.Context, v Viewer) ([]Session, error) {
	return s.store.SessionsOf(ctx, v.User.ID, maxSessions)
}

const maxSessions = 100

// EndSession ends one of the viewer's sessions and closes its connections;
// NotFound when it is not theirs.
func (s *Service) EndSession(ctx context.Context, v Viewer, sessionID int64) error {
	err := s.store.InTx(ctx, func(tx Tx) error {
		if err := tx.DeleteSessionOf(v.User.ID, sessionID); err != nil {
			return sessionGone(err)
		}
		return tellEnded(tx, v, s.now(), sessionID)
	})
	if err == nil {
		s.sessionEnded(sessionID)
	}
	return err
}

func sessionGone(err error) error {
	if KindOf(err) == NotFound {
		return &Error{Kind: NotFound, Code: "session_not_found", Message: "That device is signed out already."}
	}
	return err
}

// EndOtherSessions ends all of the viewer's sessions but the one they ask
// through, and the links that would start another.
func (s *Service) EndOtherSessions(ctx context.Context, v Viewer) error {
	var ended []int64
	err := s.store.InTx(ctx, func(tx Tx) (err error) {
		ended, err = endOthers(tx, v, s.now())
		return err
	})
	if err == nil {
		s.closeSessions(ended)
	}
	return err
}

// endOthers is EndOtherSessions in a transaction. Its caller closes the
// connections of the sessions it returns once that is committed.
func endOthers(tx Tx, v Viewer, at time.Time) (ended []int64, err error) {
	if ended, err = tx.DeleteOtherSessionsOf(v.User.ID, v.SessionID); err != nil {
		return nil, err
	}
	return ended, tellEnded(tx, v, at, ended...)
}

// tellEnded writes down which sessions the viewer ended and tells their devices.
func tellEnded(tx Tx, v Viewer, at time.Time, sessionIDs ...int64) error {
	for _, id := range sessionIDs {
		if err := tx.Audit(v.did(SessionDeleted, at).saying(whichDevice(v, id))); err != nil {
			return err
		}
		tx.Notify(Notice{To: v.User.ID, Type: SessionEnded, SessionID: id})
	}
	return nil
}

func whichDevice(v Viewer, sessionID int64) string {
	if sessionID == v.SessionID {
		return ""
	}
	return "another device"
}

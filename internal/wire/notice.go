package wire

import "campfire/internal/chat"

// Notice is what the UserChannel says: what changed for a person outside the
// rooms' feeds. What it is about is to be asked for again.
type Notice struct {
	Type      string `json:"type" enum:"room.added,room.updated,room.removed,account.updated,user.updated,sounds.updated,boost.created,bookmark.created,bookmark.deleted,inbox.seen,draft.updated,draft.deleted,session.created,session.ended"`
	RoomID    int64  `json:"room_id,omitempty" doc:"Of room, bookmark and draft notices and boost.created"`
	MessageID int64  `json:"message_id,omitempty" doc:"Of boost.created and bookmark notices"`
	SessionID int64  `json:"session_id,omitempty" doc:"Of session notices"`
	User      *User  `json:"user,omitempty" doc:"Of user.updated"`
	Boost     *Boost `json:"boost,omitempty" doc:"Of boost.created"`
	Draft     *Draft `json:"draft,omitempty" doc:"Of draft.updated"`
}

// NewNotice is how n is shown.
func NewNotice(n chat.Notice) Notice {
	shown := Notice{Type: string(n.Type), RoomID: n.RoomID, SessionID: n.SessionID}
	if n.User != nil {
		user := NewUser(*n.User)
		shown.User = &user
	}
	if n.Type != chat.RoomRead {
		shown.MessageID = n.MessageID
	}
	if n.Draft != nil {
		draft := NewDraft(*n.Draft)
		shown.Draft = &draft
	}
	if n.Boost != nil {
		boost := NewBoost(*n.Boost)
		shown.Boost = &boost
	}
	return shown
}

package wire

import "campfire/internal/chat"

// Unread is what the UnreadRoomsChannel says of a room.
type Unread struct {
	RoomID       int64 `json:"room_id"`
	UnreadCount  int   `json:"unread_count"`
	MentionCount int   `json:"mention_count"`
	MessageID    int64 `json:"message_id"` // the newest message; 0 is none
}

// NewUnread is how u of a room is shown.
func NewUnread(roomID int64, u chat.Unread) Unread {
	return Unread{RoomID: roomID, UnreadCount: u.Count, MentionCount: u.Mentions, MessageID: u.NewestMessageID}
}

// Read is what the ReadRoomsChannel says: how far a person has read in a room.
type Read struct {
	RoomID        int64 `json:"room_id"`
	ReadMessageID int64 `json:"read_message_id"`         // 0 is nothing
	MarkedUnread  bool  `json:"marked_unread,omitempty"` // what follows is to stay unread, also where it is looked at
}

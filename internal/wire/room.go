package wire

import "campfire/internal/chat"

// Room is a room as one member sees it.
type Room struct {
	ID            int64  `json:"id"`
	Type          string `json:"type" enum:"open,closed,direct"`
	Name          string `json:"name" doc:"Of a direct room: who else is in it"`
	Involvement   string `json:"involvement" enum:"invisible,nothing,mentions,everything"`
	UnreadCount   int    `json:"unread_count" doc:"Counting stops at 1000"`
	MentionCount  int    `json:"mention_count"`
	ReadMessageID *int64 `json:"read_message_id" doc:"The newest message read; null is none"`
	Seq           int64  `json:"seq"`
	UpdatedAt     Time   `json:"updated_at"`
	CanAdminister bool   `json:"can_administer" doc:"I may rename, convert and delete it, and choose who is in it"`
	Members       []User `json:"members,omitempty" doc:"By name; in lists, of direct rooms alone"`
}

// NewRoom is how r is shown.
func NewRoom(r chat.RoomView) Room {
	room := Room{
		ID:           r.ID,
		Type:         string(r.Type),
		Name:         r.Name,
		Involvement:  string(r.Involvement),
		UnreadCount:  r.UnreadCount,
		MentionCount: r.MentionCount,
		Seq:          r.Seq,
		UpdatedAt:    Time(r.UpdatedAt),
		Members:      NewUsers(r.Members),

		CanAdminister: r.Administered,
	}
	if r.ReadMessageID > 0 {
		room.ReadMessageID = &r.ReadMessageID
	}
	return room
}

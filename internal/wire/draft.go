package wire

import "campfire/internal/chat"

// Draft is what somebody has begun to write in a room.
type Draft struct {
	RoomID    int64  `json:"room_id"`
	ID        string `json:"id" doc:"Made up where it was begun"`
	Body      string `json:"body" doc:"HTML as the editor takes it"`
	UpdatedAt Time   `json:"updated_at"`
}

// NewDraft is how d is shown.
func NewDraft(d chat.SavedDraft) Draft {
	return Draft{RoomID: d.RoomID, ID: d.ID, Body: d.Body, UpdatedAt: Time(d.UpdatedAt)}
}

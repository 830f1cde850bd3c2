package wire

import "campfire/internal/chat"

// Event is one change to a room, the same in the feed and on the cable.
type Event struct {
	Seq             int64    `json:"seq" doc:"Counts the changes of the room from 1"`
	Type            string   `json:"type" enum:"message.created,message.updated,message.deleted,boost.created,boost.deleted,pin.created,pin.deleted,room.updated,member.joined,member.left"`
	RoomID          int64    `json:"room_id"`
	MessageID       int64    `json:"message_id,omitempty" doc:"Of message, boost and pin events"`
	ClientMessageID string   `json:"client_message_id,omitempty" doc:"Of message events"`
	Message         *Message `json:"message,omitempty" doc:"With message.created and message.updated"`
	BoostID         int64    `json:"boost_id,omitempty" doc:"Of boost events"`
	Boost           *Boost   `json:"boost,omitempty" doc:"With boost.created"`
	User            *User    `json:"user,omitempty" doc:"Of member events; of pin events, who did it"`
	Room            *Renamed `json:"room,omitempty" doc:"With room.updated"`
	CreatedAt       Time     `json:"created_at"`
}

// Renamed is what room.updated says of the room.
type Renamed struct {
	Type string `json:"type" enum:"open,closed,direct"`
	Name string `json:"name"`
}

// NewEvent is how e is shown.
func NewEvent(e chat.Event) Event {
	shown := Event{
		Seq:             e.Seq,
		Type:            string(e.Type),
		RoomID:          e.RoomID,
		MessageID:       e.MessageID,
		ClientMessageID: e.ClientMessageID,
		BoostID:         e.BoostID,
		CreatedAt:       Time(e.CreatedAt),
	}
	if e.Message != nil {
		message := NewMessage(*e.Message)
		shown.Message = &message
	}
	if e.Boost != nil {
		boost := NewBoost(*e.Boost)
		shown.Boost = &boost
	}
	if e.User != nil {
		user := NewUser(*e.User)
		shown.User = &user
	}
	if e.Room != nil {
		shown.Room = &Renamed{Type: string(e.Room.Type), Name: e.Room.Name}
	}
	return shown
}

// NewEvents is how a run of the feed is shown.
func NewEvents(events []chat.Event) []Event {
	shown := make([]Event, len(events))
	for i, e := range events {
		shown[i] = NewEvent(e)
	}
	return shown
}

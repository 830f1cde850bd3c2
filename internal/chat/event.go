package chat

import "time"

// EventType names a change to a room.
type EventType string

// The types of event.
const (
	MessageCreated EventType = "message.created"
	MessageUpdated EventType = "message.updated"
	MessageDeleted EventType = "message.deleted"
	BoostCreated   EventType = "boost.created"
	BoostDeleted   EventType = "boost.deleted"
	PinCreated     EventType = "pin.created"
	PinDeleted     EventType = "pin.deleted"
	RoomUpdated    EventType = "room.updated"
	MemberJoined   EventType = "member.joined"
	MemberLeft     EventType = "member.left"
)

// Event is one change to a room. Seq counts a room's changes from 1 without a
// gap, in the order of their commits.
type Event struct {
	RoomID    int64
	Seq       int64 // given by Tx.AppendEvent
	Type      EventType
	CreatedAt time.Time

	MessageID       int64    // message, boost and pin events
	ClientMessageID string   // message events
	AuthorID        int64    // message.deleted: whose it was, which is not told
	Message         *Message // message.created and message.updated
	BoostID         int64    // boost events
	Boost           *Boost   // boost.created
	User            *User    // member events; of pin events, who did it
	Room            *Room    // room.updated
}

// EventPage is a run of a room's events, oldest first.
type EventPage struct {
	Events []Event
	Seq    int64 // the seq reached: pass it as after to go on
	More   bool  // there are further events after Seq
}

// Publisher carries committed events and notices to whoever is connected.
type Publisher interface {
	// Publish is called with the events of one commit, in order, from one
	// goroutine. It must not keep the caller waiting for any client.
	Publish(events []Event)
	// Notify is called with the notices of one commit, after its events.
	Notify(notices []Notice)
}

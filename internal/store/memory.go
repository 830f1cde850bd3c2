package store

import (
	"sync/atomic"

	"campfire/internal/chat"
)

const (
	recentRooms    = 1_000 // rooms whose newest messages are remembered; 40 KB for a busy one
	rememberedFolk = 5_000 // users whose seats are remembered; 48 bytes a room
)

// memory is what counting unread messages needs, so that it asks the database
// for nothing that is new. Commits keep it right before they are answered.
type memory struct {
	recent       *keeper[recent] // by room id
	seats        *keeper[seats]  // by user id
	seatsVersion atomic.Uint64   // the last one given out

	// subscribed is whether anybody may have a device that is told of messages: from
	// the first one on, until the next start.
	subscribed atomic.Bool

	callees atomic.Pointer[callees] // nil: not read yet, or to be read again
}

func newMemory() memory {
	return memory{recent: newKeeper[recent](recentRooms), seats: newKeeper[seats](rememberedFolk)}
}

// follow takes in a commit.
func (m *memory) follow(c changes, events []chat.Event, notices []chat.Notice) {
	if c.subscribed {
		m.subscribed.Store(true)
	}
	if c.callees {
		m.callees.Store(nil)
	}
	for _, change := range c.said {
		m.recent.change(change.roomID, func(r *recent) { r.apply(change) })
	}
	for _, move := range c.reads {
		m.seats.change(move.userID, func(p *seats) {
			if i, member := p.find(move.roomID); member {
				p.rooms[i].readMessageID, p.version = move.messageID, m.seatsVersion.Add(1)
			}
		})
	}
	for _, userID := range c.members {
		m.seats.drop(userID)
	}
	for _, e := range events {
		if e.User != nil { // joined or left
			m.seats.drop(e.User.ID)
		}
	}
	if c.access {
		m.seats.clear()
	}
	m.heed(notices)
}

// heed forgets the seats of those who were told of their rooms.
func (m *memory) heed(notices []chat.Notice) {
	for _, n := range notices {
		switch {
		case n.Type != chat.RoomAdded && n.Type != chat.RoomChanged && n.Type != chat.RoomRemoved:
		case n.To == 0:
			m.seats.clear()
		default:
			m.seats.drop(n.To)
		}
	}
}

// forget is for when nobody knows what was committed.
func (m *memory) forget() {
	m.recent.clear()
	m.seats.clear()
	m.callees.Store(nil)
}

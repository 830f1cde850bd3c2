package channels

import (
	"log/slog"

	"campfire/internal/cable"
	"campfire/internal/chat"
	"campfire/internal/wire"
)

// Publisher broadcasts committed events to the rooms they happened in, and
// notices to the people they are for. It implements chat.Publisher.
type Publisher struct{ hub *cable.Hub }

// NewPublisher returns a Publisher on hub.
func NewPublisher(hub *cable.Hub) *Publisher { return &Publisher{hub} }

// Publish implements chat.Publisher. Whoever left a room follows it no longer
// when the event that says so is broadcast.
func (p *Publisher) Publish(events []chat.Event) {
	var gone leavers
	for _, e := range events {
		if e.Type == chat.MemberLeft && e.User != nil {
			gone.add(e.RoomID, e.User.ID)
		}
	}
	gone.revoke(p.hub)
	for _, e := range events {
		p.broadcast(e)
	}
}

// Notify implements chat.Publisher. Whoever lost a room follows it no longer
// when they are told.
func (p *Publisher) Notify(notices []chat.Notice) {
	var gone leavers
	for _, n := range notices {
		if n.Type == chat.RoomRemoved {
			gone.add(n.RoomID, n.To)
		}
	}
	gone.revoke(p.hub)
	for _, n := range notices {
		message, err := encode(wire.NewNotice(n))
		if err != nil {
			slog.Error("encode notice", "type", n.Type, "error", err)
			continue
		}
		p.hub.Broadcast(noticeStream(n.To), message)
	}
}

// leavers is who may follow which room no longer: room → users, 0 being
// everyone. However many they are, each room's followers are looked at once.
type leavers map[int64]map[int64]bool

func (l *leavers) add(roomID, userID int64) {
	if *l == nil {
		*l = make(leavers)
	}
	if (*l)[roomID] == nil {
		(*l)[roomID] = make(map[int64]bool)
	}
	(*l)[roomID][userID] = true
}

func (l leavers) revoke(hub *cable.Hub) {
	for roomID, users := range l {
		Revoke(hub, roomID, func(id Identity) bool { return users[id.UserID] || users[0] })
	}
}

func (p *Publisher) broadcast(e chat.Event) {
	message, err := encode(wire.NewEvent(e))
	if err != nil {
		// Clients see the gap in seq and fetch the event.
		slog.Error("encode event", "room_id", e.RoomID, "seq", e.Seq, "error", err)
		return
	}
	p.hub.BroadcastAt(roomStream(e.RoomID), e.Seq, message)
}

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
	for _, e := range events {
		if e.Type == chat.MemberLeft && e.User != nil {
			Revoke(p.hub, e.RoomID, func(id Identity) bool { return id.UserID == e.User.ID })
		}
		p.broadcast(e)
	}
}

// Notify implements chat.Publisher. Whoever lost a room follows it no longer
// when they are told.
func (p *Publisher) Notify(notices []chat.Notice) {
	for _, n := range notices {
		if n.Type == chat.RoomRemoved {
			Revoke(p.hub, n.RoomID, func(id Identity) bool { return n.To == 0 || id.UserID == n.To })
		}
		message, err := encode(wire.NewNotice(n))
		if err != nil {
			slog.Error("encode notice", "type", n.Type, "error", err)
			continue
		}
		p.hub.Broadcast(noticeStream(n.To), message)
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

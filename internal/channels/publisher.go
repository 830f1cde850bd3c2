package channels

import (
	"log/slog"

	"campfire/internal/cable"
	"campfire/internal/chat"
	"campfire/internal/wire"
)

// Publisher broadcasts committed events to the rooms they happened in, notices
// to the people they are for, and has what is unread counted. It implements
// chat.Publisher.
type Publisher struct {
	hub     *cable.Hub
	ledger  *ledger
	tracker *tracker
}

// NewPublisher returns a Publisher on hub.
func NewPublisher(hub *cable.Hub) *Publisher {
	return &Publisher{hub: hub, ledger: newLedger(hub), tracker: newTracker(hub)}
}

// Online returns the users who are connected with the app.
func (p *Publisher) Online() []int64 { return p.ledger.online() }

// Present returns the users who have a room open in a visible tab, shown to others
// or not.
func (p *Publisher) Present(roomID int64) []int64 { return p.tracker.looking(roomID) }

// Publish implements chat.Publisher. Whoever left a room follows it no longer
// when the event that says so is broadcast.
func (p *Publisher) Publish(events []chat.Event) {
	var gone leavers
	for _, e := range events {
		if e.Type == chat.MemberLeft && e.User != nil {
			gone.add(e.RoomID, e.User.ID)
		}
	}
	p.revoke(gone)
	for _, e := range events {
		p.broadcast(e)
		p.account(e)
	}
}

// account has what an event changes counted.
func (p *Publisher) account(e chat.Event) {
	switch e.Type {
	case chat.MessageCreated, chat.MessageUpdated, chat.MessageDeleted:
		p.ledger.roomChanged(e.RoomID)
	case chat.MemberJoined:
		if e.User != nil {
			p.ledger.join(e.RoomID, e.User.ID)
		}
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
	p.revoke(gone)
	for _, n := range notices {
		switch n.Type {
		case chat.RoomRead:
			p.send(readStream(n.To), wire.Read{RoomID: n.RoomID, ReadMessageID: n.MessageID, MarkedUnread: n.Unread})
			p.ledger.readerChanged(n.RoomID, n.To)
			continue
		case chat.RoomAdded:
			p.ledger.join(n.RoomID, n.To)
		case chat.RoomChanged: // perhaps how much of it they want to hear
			p.ledger.readerChanged(n.RoomID, n.To)
		case chat.AccountUpdated: // perhaps whether anyone is shown
			p.tracker.chosen(0)
		case chat.UserUpdated: // perhaps whether they are
			p.tracker.chosen(n.User.ID)
		}
		p.send(noticeStream(n.To), wire.NewNotice(n))
	}
}

func (p *Publisher) send(stream string, v any) {
	message, err := encode(v)
	if err != nil {
		slog.Error("encode message", "stream", stream, "error", err)
		return
	}
	p.hub.Broadcast(stream, message)
}

func (p *Publisher) revoke(gone leavers) {
	gone.revoke(p.hub)
	for roomID, users := range gone {
		for userID := range users {
			p.ledger.part(roomID, userID)
		}
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

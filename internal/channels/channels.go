// Package channels is what Campfire says over the cable: who may subscribe to
// what, and how events of the chat become messages on streams.
//
//	RoomChannel                 room:<id>      every wire.Event of the room; offset and history by its seq
//	PresenceChannel             presence:<id>  {"type":"presence","present":[user ids]}
//	TypingNotificationsChannel  typing:<id>    {"action":"start"|"stop","user":{"id","name"}}
//	UnreadRoomsChannel          unread:<id>    wire.Unread, of a room of the person in which it changed
//	ReadRoomsChannel            read:<id>      wire.Read, when the person has read on some device
//	UserChannel                 user:<id>      every wire.Notice for the person
//	                            everyone       every wire.Notice for everyone
//	HeartbeatChannel            none           nothing
package channels

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"campfire/internal/cable"
	"campfire/internal/chat"
)

// Identity is who is behind a connection.
type Identity struct {
	UserID    int64
	SessionID int64
	Name      string // when they connected
	Address   string // they connected from
}

// Chat answers what channels must know of the rules; *chat.Service is one.
type Chat interface {
	CanRead(ctx context.Context, v chat.Viewer, roomID int64) (bool, error)
	Events(ctx context.Context, v chat.Viewer, roomID, after int64, limit int) (chat.EventPage, error)
	SeqAt(ctx context.Context, v chat.Viewer, roomID int64, at time.Time) (int64, error)
	Unread(ctx context.Context, userID, roomID int64) (chat.Unread, error)
	RoomIDs(ctx context.Context, userID int64) ([]int64, error)
	ShowsPresence(ctx context.Context, userID int64) (bool, error)
}

// All returns the channels by the names clients use. They share the Publisher's
// hub.
func All(c Chat, p *Publisher) map[string]cable.Channel {
	hub := p.hub
	p.ledger.use(c)
	p.tracker.use(c)
	return map[string]cable.Channel{
		"RoomChannel":                &roomChannel{rooms{c}},
		"PresenceChannel":            &presenceChannel{rooms{c}, p.tracker},
		"TypingNotificationsChannel": newTypingChannel(rooms{c}, hub),
		"UnreadRoomsChannel":         unreadChannel{p.ledger},
		"ReadRoomsChannel":           readChannel{},
		"UserChannel":                userChannel{},
		"HeartbeatChannel":           heartbeatChannel{},
	}
}

// Revoke ends what those who match were following in a room.
func Revoke(hub *cable.Hub, roomID int64, match func(Identity) bool) {
	for _, stream := range []string{roomStream(roomID), presenceStream(roomID), typingStream(roomID)} {
		hub.Revoke(stream, func(id cable.Identity) bool { return match(id.(Identity)) })
	}
}

func roomStream(roomID int64) string     { return "room:" + strconv.FormatInt(roomID, 10) }
func presenceStream(roomID int64) string { return "presence:" + strconv.FormatInt(roomID, 10) }
func typingStream(roomID int64) string   { return "typing:" + strconv.FormatInt(roomID, 10) }

// rooms admits subscriptions to a room.
type rooms struct{ chat Chat }

// follow attaches sub to the stream of the room it names and then checks the
// right to it, so that a right withdrawn meanwhile is noticed here or by Revoke.
func (r rooms) follow(ctx context.Context, sub *cable.Subscription, stream func(roomID int64) string) error {
	roomID, ok := roomOf(sub)
	if !ok {
		return cable.ErrRejected
	}
	if !sub.Stream(stream(roomID)) {
		return cable.ErrRejected
	}
	member, err := r.chat.CanRead(ctx, viewer(sub), roomID)
	if err != nil {
		return fmt.Errorf("membership of room %d: %w", roomID, err)
	}
	if !member {
		return cable.ErrRejected
	}
	return nil
}

func who(sub *cable.Subscription) Identity { return sub.Identity().(Identity) }

func viewer(sub *cable.Subscription) chat.Viewer {
	id := who(sub)
	return chat.Viewer{User: chat.User{ID: id.UserID}, SessionID: id.SessionID}
}

// roomOf is the room that sub's identifier names by a number or, as page
// attributes give it, by a string of digits.
func roomOf(sub *cable.Subscription) (roomID int64, ok bool) {
	var params struct {
		RoomID json.RawMessage `json:"room_id"`
	}
	if sub.Params(&params) != nil {
		return 0, false
	}
	text := string(params.RoomID)
	if unquoted, err := strconv.Unquote(text); err == nil {
		text = unquoted
	}
	roomID, err := strconv.ParseInt(text, 10, 64)
	return roomID, err == nil && roomID > 0
}

// errUnknownAction is what a channel says of an action it does not have.
var errUnknownAction = errors.New("unknown action")

// encode is v as JSON for the wire, where < and > may stand as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

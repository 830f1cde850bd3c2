package httpapi

import (
	"context"

	"campfire/internal/wire"
)

// RoomInput names a room in the path.
type RoomInput struct {
	Room int64 `path:"room"`
}

type roomsOutput struct {
	Body struct {
		Rooms []wire.Room `json:"rooms" nullable:"false"`
	}
}

type roomOutput struct{ Body wire.Room }

func (s *Server) listRooms(ctx context.Context, _ *struct{}) (*roomsOutput, error) {
	rooms, err := s.Chat.Rooms(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &roomsOutput{}
	out.Body.Rooms = make([]wire.Room, len(rooms))
	for i, room := range rooms {
		out.Body.Rooms[i] = wire.NewRoom(room)
	}
	return out, nil
}

func (s *Server) getRoom(ctx context.Context, in *RoomInput) (*roomOutput, error) {
	room, err := s.Chat.Room(ctx, viewer(ctx), in.Room)
	if err != nil {
		return nil, err
	}
	return &roomOutput{Body: wire.NewRoom(room)}, nil
}

type readBody struct {
	MessageID int64 `json:"message_id,omitempty" minimum:"1" doc:"The newest when left out"`
}

func (s *Server) updateRead(ctx context.Context, in *struct {
	RoomInput
	Body *readBody `required:"false"`
},
) (*struct{}, error) {
	var body readBody
	if in.Body != nil {
		body = *in.Body
	}
	return nil, s.Chat.MarkRead(ctx, viewer(ctx), in.Room, body.MessageID)
}

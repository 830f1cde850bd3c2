package httpapi

import (
	"context"
	"math"
	"net/http"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// RoomInput names a room in the path.
type RoomInput struct {
	Room int64 `path:"room"`
}

type roomsBody struct {
	Rooms []wire.Room `json:"rooms" nullable:"false"`
}

type roomOutput struct{ Body wire.Room }

func (s *Server) listRooms(ctx context.Context, in *struct {
	Hidden      bool   `query:"hidden" doc:"Those I made invisible instead"`
	IfNoneMatch string `header:"If-None-Match"`
},
) (*encodedOutput, error) {
	get := s.sidebars.get
	if in.Hidden {
		get = s.readHiddenRooms
	}
	list, err := get(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	return list.answer(in.IfNoneMatch), nil
}

func (s *Server) getRoom(ctx context.Context, in *RoomInput) (*roomOutput, error) {
	room, err := s.Chat.Room(ctx, viewer(ctx), in.Room)
	if err != nil {
		return nil, err
	}
	return &roomOutput{Body: wire.NewRoom(room)}, nil
}

func (s *Server) createRoom(ctx context.Context, in *struct {
	Body struct {
		Type    string  `json:"type" enum:"open,closed,direct"`
		Name    string  `json:"name,omitempty" doc:"Of open and closed rooms"`
		UserIDs []int64 `json:"user_ids,omitempty" doc:"Of closed and direct rooms; I am in it anyway"`
	}
},
) (*createdRoomOutput, error) {
	room, created, err := s.Chat.CreateRoom(ctx, viewer(ctx), chat.NewRoom{
		Type: chat.RoomType(in.Body.Type), Name: in.Body.Name, UserIDs: in.Body.UserIDs,
	})
	if err != nil {
		return nil, err
	}
	out := &createdRoomOutput{Status: http.StatusOK, Body: wire.NewRoom(room)}
	if created {
		out.Status = http.StatusCreated
	}
	return out, nil
}

type createdRoomOutput struct {
	Status int
	Body   wire.Room
}

func (s *Server) updateRoom(ctx context.Context, in *struct {
	RoomInput
	Body struct {
		Name    *string `json:"name,omitempty"`
		Type    *string `json:"type,omitempty" enum:"open,closed"`
		UserIDs []int64 `json:"user_ids,omitempty" doc:"The members of a closed room; when left out they stay as they are. I stay anyway"`
	}
},
) (*roomOutput, error) {
	room, err := s.Chat.UpdateRoom(ctx, viewer(ctx), in.Room, chat.RoomChange{
		Name: in.Body.Name, Type: (*chat.RoomType)(in.Body.Type), UserIDs: in.Body.UserIDs,
	})
	if err != nil {
		return nil, err
	}
	return &roomOutput{Body: wire.NewRoom(room)}, nil
}

func (s *Server) deleteRoom(ctx context.Context, in *RoomInput) (*struct{}, error) {
	return nil, s.Chat.DeleteRoom(ctx, viewer(ctx), in.Room)
}

type roomSizeOutput struct {
	Body struct {
		MessageCount int64 `json:"message_count"`
		MemberCount  int64 `json:"member_count"`
	}
}

func (s *Server) getRoomSize(ctx context.Context, in *RoomInput) (*roomSizeOutput, error) {
	size, err := s.Chat.RoomSize(ctx, viewer(ctx), in.Room)
	if err != nil {
		return nil, err
	}
	out := &roomSizeOutput{}
	out.Body.MessageCount, out.Body.MemberCount = size.Messages, size.Members
	return out, nil
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

func (s *Server) updateUnread(ctx context.Context, in *struct {
	RoomInput
	Body struct {
		MessageID int64 `json:"message_id" minimum:"1" doc:"The first that is to be unread"`
	}
},
) (*struct{}, error) {
	return nil, s.Chat.MarkUnread(ctx, viewer(ctx), in.Room, in.Body.MessageID)
}

type cursorsBody struct {
	Rooms []struct {
		ID            int64 `json:"id"`
		ReadMessageID int64 `json:"read_message_id" minimum:"0" doc:"The last that is to be read; 0 is none"`
	} `json:"rooms" nullable:"false" maxItems:"1000" doc:"What is left out stays as it is"`
}

func (s *Server) updateAllUnread(ctx context.Context, in *struct{ Body cursorsBody }) (*struct{}, error) {
	cursors := make([]chat.ReadCursor, len(in.Body.Rooms))
	for i, room := range in.Body.Rooms {
		cursors[i] = chat.ReadCursor{RoomID: room.ID, MessageID: min(room.ReadMessageID, math.MaxInt64-1)}
	}
	return nil, s.Chat.RestoreRead(ctx, viewer(ctx), cursors)
}

func (s *Server) updateAllRead(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, s.Chat.MarkAllRead(ctx, viewer(ctx))
}

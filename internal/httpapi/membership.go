package httpapi

import (
	"context"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// MemberInput names a user of a room in the path.
type MemberInput struct {
	RoomInput
	User int64 `path:"user"`
}

func (s *Server) addMember(ctx context.Context, in *MemberInput) (*struct{}, error) {
	return nil, s.Chat.AddMember(ctx, viewer(ctx), in.Room, in.User)
}

func (s *Server) removeMember(ctx context.Context, in *MemberInput) (*struct{}, error) {
	return nil, s.Chat.RemoveMember(ctx, viewer(ctx), in.Room, in.User)
}

// InvolvementBody is how much of a room a member hears.
type InvolvementBody struct {
	Involvement string `json:"involvement" enum:"invisible,nothing,mentions,everything"`
}

type involvementOutput struct{ Body InvolvementBody }

func (s *Server) getInvolvement(ctx context.Context, in *RoomInput) (*involvementOutput, error) {
	involvement, err := s.Chat.Involvement(ctx, viewer(ctx), in.Room)
	if err != nil {
		return nil, err
	}
	return &involvementOutput{Body: InvolvementBody{string(involvement)}}, nil
}

func (s *Server) updateInvolvement(ctx context.Context, in *struct {
	RoomInput
	Body InvolvementBody
},
) (*involvementOutput, error) {
	err := s.Chat.SetInvolvement(ctx, viewer(ctx), in.Room, chat.Involvement(in.Body.Involvement))
	if err != nil {
		return nil, err
	}
	return &involvementOutput{Body: in.Body}, nil
}

type usersOutput struct {
	Body struct {
		Users []wire.User `json:"users" nullable:"false"`
	}
}

func (s *Server) findUsers(ctx context.Context, in *struct {
	Query string `query:"query" maxLength:"100" doc:"Part of a name; everyone when left out"`
	Room  int64  `query:"room_id" doc:"Its members alone"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
},
) (*usersOutput, error) {
	users, err := s.Chat.FindUsers(ctx, viewer(ctx), in.Query, in.Room, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &usersOutput{}
	out.Body.Users = wire.NewUsers(users)
	return out, nil
}

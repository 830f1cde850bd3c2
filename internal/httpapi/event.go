package httpapi

import (
	"context"

	"campfire/internal/wire"
)

type eventsOutput struct {
	Body struct {
		Events []wire.Event `json:"events" nullable:"false"`
		Seq    int64        `json:"seq" doc:"How far this answer reaches"`
		More   bool         `json:"more" doc:"Ask again after seq"`
	}
}

// listEvents is how a client that was away becomes whole: it asks for what
// happened after the last seq it knows.
func (s *Server) listEvents(ctx context.Context, in *struct {
	RoomInput
	After int64 `query:"after" minimum:"0"`
	Limit int   `query:"limit" minimum:"1" maximum:"100" default:"100"`
},
) (*eventsOutput, error) {
	page, err := s.Chat.Events(ctx, viewer(ctx), in.Room, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &eventsOutput{}
	out.Body.Events = wire.NewEvents(page.Events)
	out.Body.Seq, out.Body.More = page.Seq, page.More
	return out, nil
}

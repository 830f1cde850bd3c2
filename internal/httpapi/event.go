package httpapi

import (
	"context"

	"campfire/internal/wire"
)

// eventsBody is a run of a room's feed.
type eventsBody struct {
	Events []wire.Event `json:"events" nullable:"false"`
	Seq    int64        `json:"seq" doc:"How far this answer reaches"`
	More   bool         `json:"more" doc:"Ask again after seq"`
}

// listEvents is how a client that was away becomes whole: it asks for what
// happened after the last seq it knows.
func (s *Server) listEvents(ctx context.Context, in *struct {
	RoomInput
	After       int64  `query:"after" minimum:"0"`
	Limit       int    `query:"limit" minimum:"1" maximum:"100" default:"100"`
	IfNoneMatch string `header:"If-None-Match"`
},
) (*encodedOutput, error) {
	page, err := s.feeds.get(ctx, viewer(ctx), pageKey{roomID: in.Room, after: in.After, limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return page.answer(in.IfNoneMatch), nil
}

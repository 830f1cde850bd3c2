package httpapi

import (
	"context"

	"campfire/internal/wire"
)

func (s *Server) createPin(ctx context.Context, in *MessageInput) (*struct{}, error) {
	return nil, s.Chat.CreatePin(ctx, viewer(ctx), in.Room, in.Message)
}

func (s *Server) deletePin(ctx context.Context, in *MessageInput) (*struct{}, error) {
	return nil, s.Chat.DeletePin(ctx, viewer(ctx), in.Room, in.Message)
}

type pinsOutput struct {
	Body struct {
		Pins []pin `json:"pins" nullable:"false" doc:"Those pinned last first"`
	}
}

type pin struct {
	Message   wire.Message `json:"message"`
	PinnedBy  wire.User    `json:"pinned_by"`
	CreatedAt wire.Time    `json:"created_at" doc:"When it was pinned"`
}

func (s *Server) listPins(ctx context.Context, in *RoomInput) (*pinsOutput, error) {
	pins, err := s.Chat.Pins(ctx, viewer(ctx), in.Room)
	if err != nil {
		return nil, err
	}
	out := &pinsOutput{}
	out.Body.Pins = make([]pin, len(pins))
	for i, p := range pins {
		out.Body.Pins[i] = pin{Message: wire.NewMessage(p.Message), PinnedBy: wire.NewUser(p.By), CreatedAt: wire.Time(p.CreatedAt)}
	}
	return out, nil
}

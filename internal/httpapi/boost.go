package httpapi

import (
	"context"
	"net/http"

	"campfire/internal/wire"
)

type boostOutput struct {
	Status int
	Body   wire.Boost
}

// createBoost cheers a message. The same boost again answers with the first.
func (s *Server) createBoost(ctx context.Context, in *struct {
	MessageInput
	Body struct {
		Content string `json:"content" doc:"Text or emoji, at most 16 characters as a reader counts them. Giving the same again answers 200 with the first"`
	}
},
) (*boostOutput, error) {
	b, created, err := s.Chat.CreateBoost(ctx, viewer(ctx), in.Room, in.Message, in.Body.Content)
	if err != nil {
		return nil, err
	}
	out := &boostOutput{Status: http.StatusOK, Body: wire.NewBoost(b)}
	if created {
		out.Status = http.StatusCreated
	}
	return out, nil
}

func (s *Server) deleteBoost(ctx context.Context, in *struct {
	MessageInput
	Boost int64 `path:"boost"`
},
) (*struct{}, error) {
	return nil, s.Chat.DeleteBoost(ctx, viewer(ctx), in.Room, in.Message, in.Boost)
}

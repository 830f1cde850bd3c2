package httpapi

import (
	"context"
	"net/http"

	"campfire/internal/wire"
)

// updateMessage changes what a message says. What it said before is kept.
func (s *Server) updateMessage(ctx context.Context, in *struct {
	MessageInput
	Body struct {
		Body string `json:"body" doc:"HTML, at most 32 KB"`
	}
},
) (*messageOutput, error) {
	m, err := s.Chat.EditMessage(ctx, viewer(ctx), in.Room, in.Message, in.Body.Body)
	if err != nil {
		return nil, err
	}
	return &messageOutput{Status: http.StatusOK, Body: wire.NewMessage(m)}, nil
}

func (s *Server) deleteMessage(ctx context.Context, in *MessageInput) (*struct{}, error) {
	return nil, s.Chat.DeleteMessage(ctx, viewer(ctx), in.Room, in.Message)
}

type sourceOutput struct {
	Body struct {
		Body string `json:"body" doc:"HTML as the editor takes it, and as PATCH does"`
	}
}

func (s *Server) getMessageSource(ctx context.Context, in *MessageInput) (*sourceOutput, error) {
	body, err := s.Chat.MessageSource(ctx, viewer(ctx), in.Room, in.Message)
	if err != nil {
		return nil, err
	}
	out := &sourceOutput{}
	out.Body.Body = body
	return out, nil
}

type versionsOutput struct {
	Body struct {
		Versions []wire.Version `json:"versions" nullable:"false" doc:"The last is what it says now"`
	}
}

func (s *Server) listMessageVersions(ctx context.Context, in *MessageInput) (*versionsOutput, error) {
	versions, err := s.Chat.MessageHistory(ctx, viewer(ctx), in.Room, in.Message)
	if err != nil {
		return nil, err
	}
	out := &versionsOutput{}
	out.Body.Versions = wire.NewVersions(versions)
	return out, nil
}

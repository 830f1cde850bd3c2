package httpapi

import (
	"context"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

type draftsOutput struct {
	Body struct {
		Drafts []wire.Draft `json:"drafts" nullable:"false"`
	}
}

type draftOutput struct{ Body wire.Draft }

func (s *Server) listDrafts(ctx context.Context, _ *struct{}) (*draftsOutput, error) {
	drafts, err := s.Chat.Drafts(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &draftsOutput{}
	out.Body.Drafts = make([]wire.Draft, 0, len(drafts))
	for _, d := range drafts {
		out.Body.Drafts = append(out.Body.Drafts, wire.NewDraft(d))
	}
	return out, nil
}

func (s *Server) saveDraft(ctx context.Context, in *struct {
	RoomInput
	Body struct {
		ID   string `json:"id" doc:"Made up where the draft was begun; another one in its place is refused"`
		Body string `json:"body" doc:"HTML, at most 32 KB"`
	}
},
) (*draftOutput, error) {
	d, err := s.Chat.SaveDraft(ctx, viewer(ctx), chat.SavedDraft{RoomID: in.Room, ID: in.Body.ID, Body: in.Body.Body})
	if err != nil {
		return nil, err
	}
	return &draftOutput{Body: wire.NewDraft(d)}, nil
}

func (s *Server) deleteDraft(ctx context.Context, in *struct {
	RoomInput
	ID string `query:"id" required:"true" maxLength:"128" doc:"Another draft is left alone"`
},
) (*struct{}, error) {
	return nil, s.Chat.DeleteDraft(ctx, viewer(ctx), in.Room, in.ID)
}

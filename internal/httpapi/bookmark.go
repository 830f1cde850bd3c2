package httpapi

import "context"

func (s *Server) createBookmark(ctx context.Context, in *MessageInput) (*struct{}, error) {
	return nil, s.Chat.CreateBookmark(ctx, viewer(ctx), in.Room, in.Message)
}

func (s *Server) deleteBookmark(ctx context.Context, in *MessageInput) (*struct{}, error) {
	return nil, s.Chat.DeleteBookmark(ctx, viewer(ctx), in.Room, in.Message)
}

type bookmarksOutput struct {
	Body struct {
		MessageIDs []int64 `json:"message_ids" nullable:"false" doc:"Also of rooms I am no longer in"`
	}
}

func (s *Server) listBookmarks(ctx context.Context, _ *struct{}) (*bookmarksOutput, error) {
	ids, err := s.Chat.Bookmarks(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &bookmarksOutput{}
	out.Body.MessageIDs = ids
	return out, nil
}

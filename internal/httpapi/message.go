package httpapi

import (
	"context"
	"net/http"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

type messageOutput struct {
	Status int
	Body   wire.Message
}

// messagesBody is a page of messages.
type messagesBody struct {
	Messages  []wire.Message `json:"messages" nullable:"false"`
	Seq       int64          `json:"seq" doc:"The room's position the page was read at"`
	HasBefore bool           `json:"has_before"`
	HasAfter  bool           `json:"has_after"`
}

// encodedOutput is an answer made in advance, or 304 when the client has it.
type encodedOutput struct {
	Status        int
	ContentType   string `header:"Content-Type"`
	ContentLength int    `header:"Content-Length" doc:"Said, so that the answer is not sent in chunks"`
	CacheControl  string `header:"Cache-Control"`
	ETag          string `header:"ETag"`
	Body          []byte
}

// listMessages returns the newest page, or the one before, after or around a
// message. Around gives up to limit on each side.
func (s *Server) listMessages(ctx context.Context, in *struct {
	RoomInput
	Before      int64  `query:"before" minimum:"1" doc:"Message id"`
	After       int64  `query:"after" minimum:"1" doc:"Message id"`
	Around      int64  `query:"around" minimum:"1" doc:"Message id"`
	Limit       int    `query:"limit" minimum:"1" maximum:"100" default:"40"`
	IfNoneMatch string `header:"If-None-Match"`
},
) (*encodedOutput, error) {
	cursor := chat.Cursor{Before: in.Before, After: in.After, Around: in.Around, Limit: in.Limit}
	page, err := s.readMessages(ctx, in.Room, cursor)
	if err != nil {
		return nil, err
	}
	return page.answer(in.IfNoneMatch), nil
}

// answer is the page, or 304 for a client that has it.
func (p encodedPage) answer(ifNoneMatch string) *encodedOutput {
	out := &encodedOutput{Status: http.StatusOK, ContentType: "application/json", CacheControl: "private, no-cache", ETag: p.etag[0]}
	if ifNoneMatch == p.etag[0] {
		out.Status = http.StatusNotModified
		return out
	}
	out.Body, out.ContentLength = p.body, len(p.body)
	return out
}

func (s *Server) readMessages(ctx context.Context, roomID int64, cursor chat.Cursor) (encodedPage, error) {
	if cursor == (chat.Cursor{Limit: chat.DefaultPage}) {
		return s.newest.get(ctx, viewer(ctx), pageKey{roomID: roomID})
	}
	return readPage(ctx, s.Chat, viewer(ctx), roomID, cursor)
}

// createMessage posts to a room. Repeating a client_message_id answers with
// the message it made the first time, or that it was deleted.
func (s *Server) createMessage(ctx context.Context, in *struct {
	RoomInput
	Body struct {
		Body            string `json:"body" doc:"HTML, at most 32 KB"`
		ClientMessageID string `json:"client_message_id,omitempty" doc:"Chosen by the sender: posting it again answers 200 with the first message, and 410 when that was deleted"`
		AuthorID        int64  `json:"author_id,omitempty" minimum:"1" doc:"Who wrote it, for what is sent later: 401 other_user when somebody else is signed in by then"`
	}
},
) (*messageOutput, error) {
	m, created, err := s.Chat.PostMessage(ctx, viewer(ctx), in.Room, chat.Draft(in.Body))
	if err != nil {
		return nil, err
	}
	out := &messageOutput{Status: http.StatusOK, Body: wire.NewMessage(m)}
	if created {
		out.Status = http.StatusCreated
	}
	return out, nil
}

// MessageInput names a message of a room in the path.
type MessageInput struct {
	RoomInput
	Message int64 `path:"message"`
}

func (s *Server) getMessage(ctx context.Context, in *MessageInput) (*messageOutput, error) {
	m, err := s.Chat.Message(ctx, viewer(ctx), in.Room, in.Message)
	if err != nil {
		return nil, err
	}
	return &messageOutput{Status: http.StatusOK, Body: wire.NewMessage(m)}, nil
}

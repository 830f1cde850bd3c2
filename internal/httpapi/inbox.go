package httpapi

import (
	"context"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

type inboxItem struct {
	Cursor       int64        `json:"cursor" doc:"Of this item in its box"`
	At           wire.Time    `json:"at" doc:"When the message was written or boosted, or I saved it"`
	Message      wire.Message `json:"message"`
	Room         hitRoom      `json:"room"`
	ExcerptHTML  string       `json:"excerpt_html" doc:"Safe to show as it is"`
	Boost        *wire.Boost  `json:"boost,omitempty" doc:"Of boosts"`
	UnreadCount  int          `json:"unread_count,omitempty" doc:"Of unread: how much of the room is; the message is the first of it"`
	MentionCount int          `json:"mention_count,omitempty" doc:"Of unread"`
}

type inboxOutput struct {
	Body struct {
		Items      []inboxItem `json:"items" nullable:"false" doc:"Newest first"`
		NextBefore int64       `json:"next_before" doc:"What to give as before for older items; 0 when there are none"`
	}
}

// listInbox returns a page of one of the viewer's boxes.
func (s *Server) listInbox(ctx context.Context, in *struct {
	Box    string `path:"box" enum:"unread,mentions,boosts,saved"`
	Before int64  `query:"before" minimum:"1" doc:"A cursor: older items alone"`
},
) (*inboxOutput, error) {
	page, err := s.Chat.Inbox(ctx, viewer(ctx), chat.Box(in.Box), in.Before)
	if err != nil {
		return nil, err
	}
	out := &inboxOutput{}
	out.Body.NextBefore = page.Before
	out.Body.Items = make([]inboxItem, len(page.Items))
	for i, item := range page.Items {
		out.Body.Items[i] = newInboxItem(item)
	}
	return out, nil
}

func newInboxItem(i chat.InboxItem) inboxItem {
	shown := inboxItem{
		Cursor:       i.Cursor,
		At:           wire.Time(i.At),
		Message:      wire.NewMessage(i.Message),
		Room:         hitRoom{ID: i.Message.RoomID, Name: i.RoomName},
		ExcerptHTML:  i.ExcerptHTML,
		UnreadCount:  i.UnreadCount,
		MentionCount: i.MentionCount,
	}
	if i.Boost != nil {
		boost := wire.NewBoost(*i.Boost)
		shown.Boost = &boost
	}
	return shown
}

type inboxNewsOutput struct {
	Body struct {
		Mentions int `json:"mentions" doc:"Counting stops at 100"`
		Boosts   int `json:"boosts" doc:"Counting stops at 100"`
	}
}

// getInboxNews counts what has come since the viewer last looked.
func (s *Server) getInboxNews(ctx context.Context, _ *struct{}) (*inboxNewsOutput, error) {
	news, err := s.Chat.InboxNews(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &inboxNewsOutput{}
	out.Body.Mentions, out.Body.Boosts = news.Mentions, news.Boosts
	return out, nil
}

func (s *Server) updateInboxSeen(ctx context.Context, in *struct {
	Body struct {
		MessageID int64 `json:"message_id,omitempty" minimum:"0" doc:"The newest mention I saw"`
		BoostID   int64 `json:"boost_id,omitempty" minimum:"0" doc:"The newest boost I saw"`
	}
},
) (*struct{}, error) {
	return nil, s.Chat.MarkInboxSeen(ctx, viewer(ctx), chat.InboxMark(in.Body))
}

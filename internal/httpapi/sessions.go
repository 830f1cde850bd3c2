package httpapi

import (
	"context"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// deviceBody is a session as its user sees it among the others.
type deviceBody struct {
	ID           int64     `json:"id"`
	Current      bool      `json:"current" doc:"The one that asks"`
	Browser      string    `json:"browser" doc:"In words, such as Firefox; empty when unknown"`
	System       string    `json:"system" doc:"In words, such as Android; empty when unknown"`
	Mobile       bool      `json:"mobile"`
	IPAddress    string    `json:"ip_address"`
	LastActiveAt wire.Time `json:"last_active_at" doc:"Right to the hour"`
	CreatedAt    wire.Time `json:"created_at"`
}

type sessionsOutput struct {
	Body struct {
		Sessions []deviceBody `json:"sessions" nullable:"false"`
	}
}

func (s *Server) listSessions(ctx context.Context, _ *struct{}) (*sessionsOutput, error) {
	v := viewer(ctx)
	sessions, err := s.Chat.Sessions(ctx, v)
	if err != nil {
		return nil, err
	}
	out := &sessionsOutput{}
	out.Body.Sessions = make([]deviceBody, len(sessions))
	for i, session := range sessions {
		out.Body.Sessions[i] = newDevice(session, v)
	}
	return out, nil
}

func newDevice(s chat.Session, v chat.Viewer) deviceBody {
	agent := readUserAgent(s.UserAgent)
	return deviceBody{
		ID: s.ID, Current: s.ID == v.SessionID,
		Browser: agent.browser, System: agent.system, Mobile: agent.mobile,
		IPAddress: s.IPAddress, LastActiveAt: wire.Time(s.LastActiveAt), CreatedAt: wire.Time(s.CreatedAt),
	}
}

func (s *Server) endSession(ctx context.Context, in *struct {
	Session int64 `path:"session"`
},
) (*struct{}, error) {
	return nil, s.Chat.EndSession(ctx, viewer(ctx), in.Session)
}

func (s *Server) endOtherSessions(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, s.Chat.EndOtherSessions(ctx, viewer(ctx))
}

package httpapi

import (
	"context"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

type auditOutput struct {
	Body struct {
		Entries []wire.AuditEntry `json:"entries" nullable:"false" doc:"Newest first"`
		HasMore bool              `json:"has_more" doc:"Ask again with before, the last id"`
	}
}

func (s *Server) listAudit(ctx context.Context, in *struct {
	Kind    string    `query:"kind" maxLength:"40" doc:"Such as user.banned, or a noun alone, such as session"`
	ActorID int64     `query:"actor_id" minimum:"1" doc:"Who did it"`
	UserID  int64     `query:"user_id" minimum:"1" doc:"To whom"`
	Since   time.Time `query:"since" doc:"The first moment"`
	Until   time.Time `query:"until" doc:"The moment after the last"`
	Before  int64     `query:"before" minimum:"1" doc:"Entry id"`
	Limit   int       `query:"limit" minimum:"1" maximum:"200" default:"50"`
},
) (*auditOutput, error) {
	page, err := s.Chat.AuditEntries(ctx, viewer(ctx), chat.AuditFilter{
		Kind: chat.AuditKind(in.Kind), ActorID: in.ActorID, UserID: in.UserID,
		Since: in.Since, Until: in.Until, Before: in.Before, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	out := &auditOutput{}
	out.Body.HasMore = page.More
	out.Body.Entries = make([]wire.AuditEntry, len(page.Entries))
	for i, e := range page.Entries {
		out.Body.Entries[i] = wire.NewAuditEntry(e)
	}
	return out, nil
}

package httpapi

import (
	"context"

	"campfire/internal/chat"
)

// Registration is what somebody enters to become a user.
type Registration struct {
	Name         string `json:"name"`
	EmailAddress string `json:"email_address"`
	Password     string `json:"password"`
}

func (r Registration) chat() chat.Registration { return chat.Registration(r) }

func (s *Server) createFirstRun(ctx context.Context, in *struct {
	requestInfo
	Body struct {
		Registration
		AccountName string `json:"account_name,omitempty" doc:"Campfire when left out"`
	}
},
) (*sessionOutput, error) {
	session, user, err := s.Chat.FirstRun(ctx, in.Body.chat(), in.Body.AccountName, clientOf(in.request))
	if err != nil {
		return nil, err
	}
	return s.signedIn(ctx, in.requestInfo, session.Token, user)
}

type joinOutput struct {
	Body struct {
		AccountName string `json:"account_name"`
	}
}

func (s *Server) getJoin(ctx context.Context, in *struct {
	requestInfo
	Code string `path:"code"`
},
) (*joinOutput, error) {
	if err := s.Chat.CheckJoinCode(ctx, in.Code, clientOf(in.request)); err != nil {
		return nil, err
	}
	account, err := s.Chat.Account(ctx)
	if err != nil {
		return nil, err
	}
	out := &joinOutput{}
	out.Body.AccountName = account.Name
	return out, nil
}

func (s *Server) createJoin(ctx context.Context, in *struct {
	requestInfo
	Code string `path:"code"`
	Body Registration
},
) (*sessionOutput, error) {
	session, user, err := s.Chat.Join(ctx, in.Code, in.Body.chat(), clientOf(in.request))
	if err != nil {
		return nil, err
	}
	return s.signedIn(ctx, in.requestInfo, session.Token, user)
}

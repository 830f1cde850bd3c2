package httpapi

import (
	"context"
	"net/url"

	"campfire/internal/wire"
)

type transferOutput struct {
	Body struct {
		ID        string    `json:"id" doc:"The secret in the link"`
		URL       string    `json:"url" doc:"Where to open it"`
		ExpiresAt wire.Time `json:"expires_at"`
	}
}

// createTransfer makes a link that signs the viewer in on another device, or as
// an administrator somebody who is locked out.
func (s *Server) createTransfer(ctx context.Context, in *struct {
	requestInfo
	Body *struct {
		UserID int64 `json:"user_id,omitempty" minimum:"1" doc:"Oneself when left out; another for administrators"`
	} `required:"false"`
},
) (*transferOutput, error) {
	v := viewer(ctx)
	userID := v.User.ID
	if in.Body != nil && in.Body.UserID != 0 {
		userID = in.Body.UserID
	}
	t, err := s.Chat.CreateTransfer(ctx, v, userID)
	if err != nil {
		return nil, err
	}
	out := &transferOutput{}
	out.Body.ID, out.Body.ExpiresAt = t.Secret, wire.Time(t.ExpiresAt)
	out.Body.URL = Origin(in.request) + "/session/transfers/" + url.PathEscape(t.Secret)
	return out, nil
}

type transferUserOutput struct {
	Body struct {
		User        wire.User `json:"user"`
		AccountName string    `json:"account_name"`
		ExpiresAt   wire.Time `json:"expires_at"`
	}
}

// getTransfer says whom a link signs in and leaves it unused: whatever looks at
// links before people do, such as a mail scanner, only gets here.
func (s *Server) getTransfer(ctx context.Context, in *struct {
	requestInfo
	Transfer string `path:"transfer"`
},
) (*transferUserOutput, error) {
	user, t, err := s.Chat.TransferUser(ctx, in.Transfer, clientOf(in.request))
	if err != nil {
		return nil, err
	}
	account, err := s.Chat.Account(ctx)
	if err != nil {
		return nil, err
	}
	out := &transferUserOutput{}
	out.Body.User, out.Body.AccountName, out.Body.ExpiresAt = wire.NewUser(user), account.Name, wire.Time(t.ExpiresAt)
	return out, nil
}

func (s *Server) useTransfer(ctx context.Context, in *struct {
	requestInfo
	Transfer string `path:"transfer"`
},
) (*sessionOutput, error) {
	session, user, err := s.Chat.UseTransfer(ctx, in.Transfer, clientOf(in.request))
	if err != nil {
		return nil, err
	}
	return s.signedIn(ctx, in.requestInfo, session.Token, user)
}

func (s *Server) deleteTransfer(ctx context.Context, in *struct {
	Transfer string `path:"transfer"`
},
) (*struct{}, error) {
	return nil, s.Chat.DeleteTransfer(ctx, viewer(ctx), in.Transfer)
}

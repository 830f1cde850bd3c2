package httpapi

import (
	"context"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// AccessTokenBody is an access token as its owner sees it.
type AccessTokenBody struct {
	ID         int64      `json:"id"`
	Name       string     `json:"name"`
	Scope      string     `json:"scope" enum:"read,write,admin"`
	Hint       string     `json:"hint" doc:"The token's last characters"`
	CreatedAt  wire.Time  `json:"created_at"`
	ExpiresAt  *wire.Time `json:"expires_at" nullable:"true" doc:"null: never"`
	LastUsedAt *wire.Time `json:"last_used_at" nullable:"true" doc:"Right to the minute; null: never"`
}

func newAccessToken(t chat.AccessToken) AccessTokenBody {
	return AccessTokenBody{
		ID: t.ID, Name: t.Name, Scope: string(t.Scope), Hint: t.Hint,
		CreatedAt: wire.Time(t.CreatedAt), ExpiresAt: unlessZero(t.ExpiresAt), LastUsedAt: unlessZero(t.LastUsedAt),
	}
}

func unlessZero(at time.Time) *wire.Time {
	if at.IsZero() {
		return nil
	}
	shown := wire.Time(at)
	return &shown
}

type accessTokensOutput struct {
	Body struct {
		Tokens []AccessTokenBody `json:"tokens" nullable:"false" doc:"The newest first"`
	}
}

func (s *Server) listAccessTokens(ctx context.Context, _ *struct{}) (*accessTokensOutput, error) {
	tokens, err := s.Chat.AccessTokens(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &accessTokensOutput{}
	out.Body.Tokens = make([]AccessTokenBody, len(tokens))
	for i, t := range tokens {
		out.Body.Tokens[i] = newAccessToken(t)
	}
	return out, nil
}

type newAccessTokenOutput struct {
	Body struct {
		AccessTokenBody
		Token string `json:"token" doc:"Shown in this answer only. As Authorization: Bearer"`
	}
}

func (s *Server) createAccessToken(ctx context.Context, in *struct {
	Body struct {
		Name  string `json:"name" doc:"What it is for"`
		Scope string `json:"scope" doc:"read; write, which is what a member may do; admin, which adds what an administrator may"`
		Days  int    `json:"expires_in_days,omitempty" doc:"0: it does not expire"`
	}
},
) (*newAccessTokenOutput, error) {
	t, err := s.Chat.CreateAccessToken(ctx, viewer(ctx), chat.NewAccessToken{Name: in.Body.Name, Scope: chat.Scope(in.Body.Scope), Days: in.Body.Days})
	if err != nil {
		return nil, err
	}
	out := &newAccessTokenOutput{}
	out.Body.AccessTokenBody, out.Body.Token = newAccessToken(t), t.Secret
	return out, nil
}

func (s *Server) deleteAccessToken(ctx context.Context, in *struct {
	Token int64 `path:"token"`
},
) (*struct{}, error) {
	return nil, s.Chat.DeleteAccessToken(ctx, viewer(ctx), in.Token)
}

package httpapi

import (
	"context"
	"net/http"
	"time"

	"campfire/internal/chat"
)

// sessionBody is who is signed in and what they need to start.
type sessionBody struct {
	User           me          `json:"user"`
	Account        AccountBody `json:"account"`
	Flags          Flags       `json:"flags"`
	VAPIDPublicKey string      `json:"vapid_public_key"`
}

type sessionOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      sessionBody
}

type credentials struct {
	EmailAddress string `json:"email_address"`
	Password     string `json:"password"`
}

// getSession says who is signed in, and renews the cookie: browsers forget one
// after 400 days, whatever it says.
func (s *Server) getSession(ctx context.Context, in *struct{ requestInfo }) (*sessionOutput, error) {
	token := s.Token(in.request)
	v, err := s.Chat.AuthenticateRequest(ctx, token, clientOf(in.request))
	if chat.KindOf(err) == chat.Unauthenticated {
		return nil, s.signedOut(ctx, err)
	}
	if err != nil {
		return nil, err
	}
	return s.signedIn(ctx, in.requestInfo, token, v.User)
}

// signedOut adds what the sign-in page has to know.
func (s *Server) signedOut(ctx context.Context, err error) error {
	account, accountErr := s.Chat.Account(ctx)
	firstRun := chat.KindOf(accountErr) == chat.NotFound
	if accountErr != nil && !firstRun {
		return accountErr
	}
	p := s.problem(ctx, err).(*Problem)
	p.FirstRun, p.AccountName, p.SignInHelp = &firstRun, account.Name, account.SignInHelp
	return p
}

func (s *Server) createSession(ctx context.Context, in *struct {
	requestInfo
	Body credentials
},
) (*sessionOutput, error) {
	session, user, err := s.Chat.SignIn(ctx, in.Body.EmailAddress, in.Body.Password, clientOf(in.request))
	if err != nil {
		return nil, err
	}
	return s.signedIn(ctx, in.requestInfo, session.Token, user)
}

type signedOutOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (s *Server) deleteSession(ctx context.Context, in *struct {
	requestInfo
	Body *struct {
		PushSubscriptionEndpoint string `json:"push_subscription_endpoint,omitempty" doc:"This browser's: it is told of nothing any more"`
	}
},
) (*signedOutOutput, error) {
	endpoint := ""
	if in.Body != nil {
		endpoint = in.Body.PushSubscriptionEndpoint
	}
	if err := s.Chat.SignOut(ctx, viewer(ctx), endpoint); err != nil {
		return nil, err
	}
	return &signedOutOutput{SetCookie: gone(in.secure())}, nil
}

// signedIn is the answer that starts a session in the browser.
func (s *Server) signedIn(ctx context.Context, from requestInfo, token string, user chat.User) (*sessionOutput, error) {
	account, err := s.Chat.Account(ctx)
	if err != nil {
		return nil, err
	}
	return &sessionOutput{
		SetCookie: s.cookies.session(token, time.Now(), from.secure()),
		Body: sessionBody{
			User:           newMe(user),
			Account:        newAccount(account, chat.Viewer{User: user}, from),
			Flags:          s.Flags,
			VAPIDPublicKey: s.VAPIDPublicKey,
		},
	}, nil
}

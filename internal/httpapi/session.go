package httpapi

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// sessionBody is who is signed in and what they need to start.
type sessionBody struct {
	User           me          `json:"user"`
	Account        accountBody `json:"account"`
	Flags          Flags       `json:"flags"`
	VAPIDPublicKey string      `json:"vapid_public_key"`
}

// me is the viewer as the viewer sees themself.
type me struct {
	wire.User
	EmailAddress string `json:"email_address"`
	Bio          string `json:"bio"`
}

type accountBody struct {
	Name     string `json:"name"`
	JoinCode string `json:"join_code" doc:"For those who may invite"`
	JoinURL  string `json:"join_url" doc:"For those who may invite"`

	CanCreateRooms bool `json:"can_create_rooms" doc:"I may make open and closed rooms"`
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
	p.FirstRun, p.AccountName = &firstRun, account.Name
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

func (s *Server) deleteSession(ctx context.Context, in *struct{ requestInfo }) (*signedOutOutput, error) {
	if err := s.Chat.SignOut(ctx, viewer(ctx)); err != nil {
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
			User: me{User: wire.NewUser(user), EmailAddress: user.EmailAddress, Bio: user.Bio},
			Account: accountBody{
				Name:     account.Name,
				JoinCode: account.JoinCode,
				JoinURL:  Origin(from.request) + "/join/" + url.PathEscape(account.JoinCode),

				CanCreateRooms: account.MayCreateRooms(user),
			},
			Flags:          s.Flags,
			VAPIDPublicKey: s.VAPIDPublicKey,
		},
	}, nil
}

package httpapi

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"campfire/internal/cable"
	"campfire/internal/channels"
	"campfire/internal/chat"
)

type contextKey int

const (
	viewerKey contextKey = iota
	requestKey
)

// viewer is who is signed in; every route that is not public has one.
func viewer(ctx context.Context) chat.Viewer { return ctx.Value(viewerKey).(chat.Viewer) }

// authenticate refuses requests to routes that are not public unless they come
// with a session.
func (s *Server) authenticate(ctx huma.Context, next func(huma.Context)) {
	if ctx.Operation().Security == nil {
		next(ctx)
		return
	}
	r, _ := humago.Unwrap(ctx)
	v, err := s.whoAsks(ctx.Operation(), r)
	if err != nil {
		_, w := humago.Unwrap(ctx)
		s.writeProblem(w, s.problem(ctx.Context(), err))
		return
	}
	s.counts(r, v)
	next(huma.WithValue(ctx, viewerKey, v))
}

// whoAsks is the person of a session or of an access token or, where bots may
// ask, the bot of a key.
func (s *Server) whoAsks(op *huma.Operation, r *http.Request) (chat.Viewer, error) {
	key, isProgram := bearer(r)
	switch {
	case !isProgram:
		return s.Chat.AuthenticateRequest(r.Context(), s.Token(r), clientOf(r))
	case strings.HasPrefix(key, chat.AccessTokenPrefix):
		return s.whoseToken(r.Context(), op, key, clientOf(r))
	}
	if err := s.mustHaveBots(); err != nil {
		return chat.Viewer{}, err
	}
	v, err := s.Chat.AuthenticateBot(r.Context(), key, clientOf(r))
	if err == nil && !opens(op, "bot") {
		err = &chat.Error{Kind: chat.Forbidden, Code: "not_for_bots", Message: "Bots read, post, change and boost messages, and nothing else."}
	}
	return v, err
}

// bearer is what a program shows in Authorization; the scheme is in any case, RFC 9110
// section 11.1.
func bearer(r *http.Request) (secret string, shown bool) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(secret), strings.EqualFold(scheme, "Bearer")
}

// counts notes who asks. A bot is told with each answer how many messages it may post at once,
// and how many are left of them.
func (s *Server) counts(r *http.Request, v chat.Viewer) {
	rec := record(r.Context())
	rec.userID = v.User.ID
	if v.User.Role != chat.Bot {
		return
	}
	rec.last = func(h http.Header) {
		if limit, left := s.Chat.PostingAllowance(v.User); limit > 0 {
			h.Set("X-RateLimit-Limit", strconv.Itoa(limit))
			h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
		}
	}
}

// whoseToken is the person of an access token, if its scope reaches as far as
// this operation. What a token may look at it asks for with GET.
func (s *Server) whoseToken(ctx context.Context, op *huma.Operation, token string, c chat.Client) (chat.Viewer, error) {
	v, scope, err := s.Chat.AuthenticateToken(ctx, token, c)
	switch {
	case err != nil:
		return chat.Viewer{}, err
	case !opens(op, "token"):
		err = &chat.Error{Kind: chat.Forbidden, Code: "not_for_tokens", Message: "This is not for access tokens: sign in to do it."}
	case scope == chat.ReadScope && op.Method != http.MethodGet:
		err = &chat.Error{Kind: chat.Forbidden, Code: "scope_too_small", Message: "This access token only reads. Make one that writes to do this."}
	}
	return v, err
}

// opens reports whether a kind of credentials is good for an operation.
func opens(op *huma.Operation, scheme string) bool {
	return slices.ContainsFunc(op.Security, func(one map[string][]string) bool { return one[scheme] != nil })
}

// Identify says who opens a connection of the cable: the same cookie, the same
// rules. The cable asks again when somebody was shut out meanwhile.
func (s *Server) Identify(r *http.Request) (cable.Identity, error) {
	client, token := clientOf(r), s.Token(r)
	v, err := s.Chat.Authenticate(r.Context(), token)
	if err == nil {
		err = s.Chat.Admit(r.Context(), client, token)
	}
	switch chat.KindOf(err) {
	case chat.Unauthenticated, chat.Forbidden:
		return nil, cable.ErrUnauthorized
	}
	if err != nil {
		return nil, err
	}
	return channels.Identity{UserID: v.User.ID, SessionID: v.SessionID, Name: v.User.Name, Address: client.IPAddress}, nil
}

// requestInfo is embedded in the inputs of handlers that have to know where
// their request came from.
type requestInfo struct{ request *http.Request }

// Resolve implements huma.Resolver.
func (i *requestInfo) Resolve(ctx huma.Context) []error {
	i.request, _ = humago.Unwrap(ctx)
	return nil
}

// secure reports whether the browser came over TLS.
func (i *requestInfo) secure() bool { return i.request.URL.Scheme == "https" }

const maxUserAgent = 400 // bytes kept of it

func clientOf(r *http.Request) chat.Client {
	agent := r.UserAgent()
	return chat.Client{IPAddress: r.RemoteAddr, UserAgent: agent[:min(len(agent), maxUserAgent)]}
}

// Origin is scheme://host of a request as the browser sees us.
func Origin(r *http.Request) string { return r.URL.Scheme + "://" + r.Host }

package httpapi

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"campfire/internal/chat"
)

// botRoutes are the original's addresses for bots, with its statuses and bodies:
// app/controllers/messages/by_bots_controller.rb there. The key is in the path,
// which is why paths are logged as patterns.
func (s *Server) botRoutes(mux *router) {
	const messages = "/rooms/{room}/{bot_key}/messages"
	mux.HandleFunc("GET "+messages, s.asBot(s.botListMessages))
	mux.HandleFunc("POST "+messages, s.asBot(s.botCreateMessage))
	for _, method := range []string{"PATCH ", "PUT "} {
		mux.HandleFunc(method+messages+"/{message}", s.asBot(s.botUpdateMessage))
	}
	mux.HandleFunc("DELETE "+messages+"/{message}", s.asBot(s.botDeleteMessage))
	mux.HandleFunc("POST "+messages+"/{message}/boosts", s.asBot(s.botCreateBoost))
	mux.HandleFunc("DELETE "+messages+"/{message}/boosts/{boost}", s.asBot(s.botDeleteBoost))
	mux.HandleFunc("POST /rooms/{room}/{bot_key}/slack", s.slackMessage)
}

// botRequest is a request by a bot, or by somebody who is signed in, with the ids in
// its path.
type botRequest struct {
	*http.Request
	viewer             chat.Viewer
	room, message, own int64 // own is the boost; 0 when it is none
}

type botHandler func(http.ResponseWriter, botRequest) error

// asBot lets whoever the key or the cookie belongs to do something, and answers what
// went wrong with a status alone.
func (s *Server) asBot(handle botHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		if err := s.mustHaveBots(); err != nil {
			s.writeProblem(w, s.problem(r.Context(), err))
			return
		}
		if r.Method != http.MethodGet && s.Chat.Admit(r.Context(), clientOf(r), s.Token(r)) != nil {
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		v, err := s.botOrPerson(r)
		if chat.KindOf(err) == chat.Unauthenticated {
			http.Redirect(w, r, "/session/new", http.StatusFound)
			return
		}
		if err == nil {
			s.counts(r, v)
			in := botRequest{Request: r, viewer: v, room: idIn(r, "room"), message: idIn(r, "message"), own: idIn(r, "boost")}
			err = handle(w, in)
		}
		if err != nil {
			s.refuseBot(w, r, err)
		}
	}
}

// botOrPerson is who asks: a session has precedence over a key.
func (s *Server) botOrPerson(r *http.Request) (chat.Viewer, error) {
	if token := s.Token(r); token != "" {
		if v, err := s.Chat.AuthenticateRequest(r.Context(), token, clientOf(r)); err == nil {
			return v, nil
		}
	}
	return s.Chat.AuthenticateBot(r.Context(), r.PathValue("bot_key"), clientOf(r))
}

// idIn is an id in the path; 0, which nothing has, when it is none.
func idIn(r *http.Request, name string) int64 {
	id, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

func (s *Server) refuseBot(w http.ResponseWriter, r *http.Request, err error) {
	known, _ := errors.AsType[*chat.Error](err)
	switch chat.KindOf(err) {
	case chat.Invalid, chat.Conflict:
		w.WriteHeader(http.StatusUnprocessableEntity)
	case chat.NotFound:
		w.WriteHeader(http.StatusNotFound)
	case chat.Forbidden:
		if known.Code == "feature_disabled" {
			s.writeProblem(w, s.problem(r.Context(), err))
			return
		}
		w.WriteHeader(http.StatusForbidden)
	default:
		s.writeProblem(w, s.problem(r.Context(), err))
	}
}

func (s *Server) botListMessages(w http.ResponseWriter, in botRequest) error {
	ctx := in.Context()
	cursor, err := botCursor(in.URL.Query())
	if err != nil {
		return err
	}
	page, err := s.Chat.Messages(ctx, in.viewer, in.room, cursor)
	if err != nil {
		return err
	}
	size, err := s.Chat.RoomSize(ctx, in.viewer, in.room)
	if err != nil {
		return err
	}
	w.Header().Set("X-Total-Count", fmt.Sprint(size.Messages))
	if next := nextPage(cursor, page); next != "" {
		w.Header().Set("Link", fmt.Sprintf(`<%s%s?%s>; rel="next"`, Origin(in.Request), in.URL.Path, next))
	}
	shown := make([]botMessage, len(page.Messages))
	for i, m := range page.Messages {
		shown[i] = s.newBotMessage(in.Request, m)
	}
	writeJSON(w, "application/json; charset=utf-8", http.StatusOK, shown)
	return nil
}

// botCursor is where a page is asked for; before has precedence over after.
func botCursor(query url.Values) (chat.Cursor, error) {
	c := chat.Cursor{Limit: chat.DefaultPage}
	at, text := &c.Before, query.Get("before")
	if text == "" {
		at, text = &c.After, query.Get("after")
	}
	if text == "" {
		return c, nil
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return c, &chat.Error{Kind: chat.NotFound, Code: "message_not_found"}
	}
	*at = id
	return c, nil
}

// nextPage is the query of the page that follows in the direction of the cursor; empty
// at the end.
func nextPage(c chat.Cursor, page chat.MessagePage) string {
	switch {
	case len(page.Messages) == 0:
		return ""
	case c.After != 0 && page.HasAfter:
		return fmt.Sprintf("after=%d", page.Messages[len(page.Messages)-1].ID)
	case c.After == 0 && page.HasBefore:
		return fmt.Sprintf("before=%d", page.Messages[0].ID)
	default:
		return ""
	}
}

func (s *Server) botCreateMessage(w http.ResponseWriter, in botRequest) error {
	body, err := s.botBody(w, in)
	if err != nil {
		return err
	}
	m, _, err := s.Chat.PostMessage(in.Context(), in.viewer, in.room, chat.Draft{Body: body})
	if err != nil {
		return err
	}
	w.Header().Set("Location", fmt.Sprintf("%s/messages/%d", Origin(in.Request), m.ID))
	w.WriteHeader(http.StatusCreated)
	return nil
}

func (s *Server) botUpdateMessage(w http.ResponseWriter, in botRequest) error {
	body, err := s.botBody(w, in)
	if err != nil {
		return err
	}
	m, err := s.Chat.EditMessage(in.Context(), in.viewer, in.room, in.message, body)
	if err != nil {
		return err
	}
	writeJSON(w, "application/json; charset=utf-8", http.StatusOK, s.newBotMessage(in.Request, m))
	return nil
}

func (s *Server) botDeleteMessage(w http.ResponseWriter, in botRequest) error {
	if err := s.Chat.DeleteMessage(in.Context(), in.viewer, in.room, in.message); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (s *Server) botCreateBoost(w http.ResponseWriter, in botRequest) error {
	body, err := s.botBody(w, in)
	if err != nil {
		return err
	}
	b, _, err := s.Chat.CreateBoost(in.Context(), in.viewer, in.room, in.message, body)
	if err != nil {
		return err
	}
	writeJSON(w, "application/json; charset=utf-8", http.StatusCreated, s.newBotBoost(in.Request, in.room, b))
	return nil
}

func (s *Server) botDeleteBoost(w http.ResponseWriter, in botRequest) error {
	if err := s.Chat.DeleteBoost(in.Context(), in.viewer, in.room, in.message, in.own); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// botBody is the whole body as text, whatever type the client says it has. A form with
// parts has a file in it, and files are off.
func (s *Server) botBody(w http.ResponseWriter, in botRequest) (string, error) {
	media, _, _ := mime.ParseMediaType(in.Header.Get("Content-Type"))
	if media == "multipart/form-data" {
		return "", &chat.Error{Kind: chat.Forbidden, Code: "feature_disabled", Message: "Files are turned off on this Campfire. Post text: the body of the request, as it is."}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, in.Body, maxMessageBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return "", &chat.Error{Kind: chat.Invalid, Code: "too_long", Message: "That message is too long."}
	}
	if err != nil { // the client has gone
		return "", &chat.Error{Kind: chat.Invalid, Code: "unreadable", Message: "The request ended early.", Err: err}
	}
	return strings.ToValidUTF8(string(body), "\ufffd"), nil
}

package httpapi

import (
	"net/http"
	"strconv"
	"strings"
)

// The routes that shortcut is one for.
const (
	messagesPattern = "GET /api/rooms/{room}/messages"
	roomsPattern    = "GET /api/rooms"
)

// shortcut answers what is asked most, a room's newest page and the list of
// rooms, past the router and the library: the same session, the same membership,
// the same bytes, and half of the work. What is not a plain yes goes on to the route, which has the
// errors and the description.
func (s *Server) shortcut(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		room, ok := newestPageOf(r)
		if ok && s.openRoom(w, r, room) || isRoomList(r) && s.openSidebar(w, r) {
			return
		}
		next.ServeHTTP(w, r)
	})
}

// newestPageOf is the room whose newest page a request asks for.
func newestPageOf(r *http.Request) (room string, ok bool) {
	if r.Method != http.MethodGet || r.URL.RawQuery != "" {
		return "", false
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/api/rooms/")
	room, messages := strings.CutSuffix(path, "/messages")
	return room, ok && messages
}

// openRoom reports whether it has answered.
func (s *Server) openRoom(w http.ResponseWriter, r *http.Request, room string) bool {
	ctx := r.Context()
	roomID, err := strconv.ParseInt(room, 10, 64)
	if err != nil {
		return false
	}
	v, err := s.Chat.AuthenticateRequest(ctx, s.Token(r), clientOf(r))
	if err != nil {
		return false
	}
	page, err := s.newest.get(ctx, v, pageKey{roomID: roomID})
	if err != nil {
		return false
	}
	rec := record(ctx)
	r.Pattern, rec.room, rec.userID = messagesPattern, room, v.User.ID
	page.write(w, r)
	return true
}

func isRoomList(r *http.Request) bool {
	return r.Method == http.MethodGet && r.URL.RawQuery == "" && r.URL.Path == "/api/rooms"
}

// openSidebar reports whether it has answered.
func (s *Server) openSidebar(w http.ResponseWriter, r *http.Request) bool {
	ctx := r.Context()
	v, err := s.Chat.AuthenticateRequest(ctx, s.Token(r), clientOf(r))
	if err != nil {
		return false
	}
	list, err := s.sidebars.get(ctx, v)
	if err != nil {
		return false
	}
	r.Pattern, record(ctx).userID = roomsPattern, v.User.ID
	list.write(w, r)
	return true
}

// The values of headers, made once.
var (
	jsonType   = []string{"application/json"}
	revalidate = []string{"private, no-cache"}
)

// write answers with the page, or 304 when the client has it.
func (p encodedPage) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h["Cache-Control"], h["Etag"] = revalidate, p.etag
	if r.Header.Get("If-None-Match") == p.etag[0] {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"], h["Content-Length"] = jsonType, p.length
	_, _ = w.Write(p.body) // an error means that the client has gone
}

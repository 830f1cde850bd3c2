package httpapi

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"unicode"

	"github.com/danielgtaylor/huma/v2"

	"campfire/internal/sounds"
)

// Bodies are small: the largest is a message, 32 KB of HTML in JSON.
const (
	maxBody        = 16 << 10
	maxMessageBody = 256 << 10
	maxMembersBody = 64 << 10 // ids of some thousand people
)

// routes is the whole API. Who is not signed in reaches those marked public
// and nothing else.
func (s *Server) routes() {
	route(s, "GET", "/api/session", "Who is signed in", s.getSession, public)
	route(s, "POST", "/api/session", "Sign in", s.createSession, public, answers(http.StatusCreated))
	route(s, "DELETE", "/api/session", "Sign out", s.deleteSession, inPerson)
	route(s, "GET", "/api/sessions", "My devices, the one last used first", s.listSessions, inPerson)
	route(s, "DELETE", "/api/sessions/{session}", "Sign one of my devices out", s.endSession, inPerson)
	route(s, "DELETE", "/api/sessions", "Sign all my other devices out", s.endOtherSessions, inPerson)
	route(s, "POST", "/api/session/transfers", "Make a link that signs in on another device", s.createTransfer, inPerson, answers(http.StatusCreated))
	route(s, "GET", "/api/session/transfers/{transfer}", "Whom a link signs in", s.getTransfer, public)
	route(s, "PUT", "/api/session/transfers/{transfer}", "Sign in with a link, once", s.useTransfer, public, answers(http.StatusCreated))
	route(s, "DELETE", "/api/session/transfers/{transfer}", "Take a link of mine back", s.deleteTransfer, inPerson)
	route(s, "GET", "/api/tokens", "My access tokens, the newest first", s.listAccessTokens, inPerson)
	route(s, "POST", "/api/tokens", "Make an access token; it is in this answer only", s.createAccessToken, inPerson, answers(http.StatusCreated))
	route(s, "DELETE", "/api/tokens/{token}", "Revoke an access token of mine", s.deleteAccessToken, inPerson)
	route(s, "GET", "/api/account/audit", "The audit log, newest first", s.listAudit)
	route(s, "POST", "/api/first_run", "Set up this Campfire and sign in as its administrator", s.createFirstRun, public, answers(http.StatusCreated))
	route(s, "GET", "/api/join/{code}", "Whose join link this is", s.getJoin, public)
	route(s, "POST", "/api/join/{code}", "Become a member and sign in", s.createJoin, public, answers(http.StatusCreated))

	route(s, "GET", "/api/users/me", "My own profile", s.getMe)
	route(s, "PATCH", "/api/users/me", "Change my own profile", s.updateMe, inPerson)
	route(s, "PUT", "/api/users/me/avatar", "Change my picture; to come", refused(avatarsComing), inPerson)
	route(s, "GET", "/api/users/{user}", "A user's profile", s.getUser)
	route(s, "POST", "/api/users/{user}/ban", "Ban somebody, or change the ban", s.createBan)
	route(s, "DELETE", "/api/users/{user}/ban", "Lift a ban", s.deleteBan)

	route(s, "GET", "/api/account", "The team's account", s.getAccount)
	route(s, "PATCH", "/api/account", "Change the team's account", s.updateAccount, body(maxAccountBody))
	route(s, "PUT", "/api/account/logo", "Change the team's picture; to come", refused(avatarsComing))
	route(s, "POST", "/api/account/join_code", "Make a new join link; the old one ends", s.createJoinCode)
	route(s, "GET", "/api/account/bots", "The bots, by name, for administrators", s.listBots)
	route(s, "POST", "/api/account/bots", "Add a bot; its key is in this answer only", s.createBot, answers(http.StatusCreated))
	route(s, "GET", "/api/account/bots/{bot}", "A bot with the rooms it is in, for administrators", s.getBot)
	route(s, "PATCH", "/api/account/bots/{bot}", "Rename a bot, or have it called elsewhere", s.updateBot)
	route(s, "DELETE", "/api/account/bots/{bot}", "Remove a bot; what it said stays", s.deleteBot)
	route(s, "POST", "/api/account/bots/{bot}/key", "Make a new key for a bot; the old one ends", s.createBotKey)
	route(s, "PUT", "/api/account/bots/{bot}/commands/{name}", "Have a bot answer a command, or describe it anew", s.saveCommand)
	route(s, "DELETE", "/api/account/bots/{bot}/commands/{name}", "Have a bot not answer a command any more", s.deleteCommand)
	route(s, "GET", "/api/account/bots/{bot}/deliveries", "The latest calls of a bot's webhook", s.listDeliveries)
	route(s, "POST", "/api/account/bots/{bot}/deliveries/{delivery}/replay", "Call a bot again about the same message", s.replayDelivery)
	route(s, "GET", "/api/account/jobs", "What is to be done in the background, and what was given up", s.listJobs)
	route(s, "POST", "/api/account/jobs/{job}/replay", "Try again what was given up", s.replayJob)
	route(s, "DELETE", "/api/account/jobs/{job}", "Drop what was given up", s.dropJob)
	route(s, "GET", "/api/account/sounds", "The team's own sounds, by name, for administrators", s.listClips)
	route(s, "PUT", "/api/account/sounds/{name}", "Add a sound of the team's own, or replace it", s.saveClip, body(sounds.MaxClipBytes+1<<10))
	route(s, "PATCH", "/api/account/sounds/{name}", "Rename a sound of the team's own", s.renameClip)
	route(s, "DELETE", "/api/account/sounds/{name}", "Delete a sound of the team's own", s.deleteClip)
	route(s, "GET", "/api/account/users", "The team's people, for administrators", s.listPeople)
	route(s, "PATCH", "/api/account/users/{user}", "Change somebody's role, deactivate them or bring them back", s.updatePerson)

	route(s, "GET", "/api/rooms", "My rooms, in sidebar order", s.listRooms, answersWith[roomsBody](s))
	route(s, "POST", "/api/rooms", "Make a room, or find the direct room of these people", s.createRoom, answers(http.StatusCreated), body(maxMembersBody))
	route(s, "GET", "/api/rooms/{room}", "A room with its members", s.getRoom)
	route(s, "PATCH", "/api/rooms/{room}", "Rename a room, convert it, or set its members", s.updateRoom, body(maxMembersBody))
	route(s, "DELETE", "/api/rooms/{room}", "Delete a room with all that is in it", s.deleteRoom)
	route(s, "GET", "/api/rooms/{room}/size", "What goes with a room when it is deleted", s.getRoomSize)
	route(s, "PUT", "/api/rooms/{room}/members/{user}", "Make somebody a member of a closed room", s.addMember)
	route(s, "DELETE", "/api/rooms/{room}/members/{user}", "Take somebody out of a closed room, or leave it", s.removeMember)
	route(s, "GET", "/api/rooms/{room}/involvement", "How much I hear of a room", s.getInvolvement)
	route(s, "PUT", "/api/rooms/{room}/involvement", "Change how much I hear of a room", s.updateInvolvement)
	route(s, "GET", "/api/users", "Active people and bots by name, at most 50", s.findUsers)
	route(s, "PUT", "/api/rooms/read", "Read everything in all rooms", s.updateAllRead)
	route(s, "PUT", "/api/rooms/unread", "Have what follows a message unread again, in some rooms", s.updateAllUnread, body(maxMembersBody))
	route(s, "PUT", "/api/rooms/{room}/read", "Read up to a message", s.updateRead)
	route(s, "PUT", "/api/rooms/{room}/unread", "Have a message and what follows it unread", s.updateUnread)
	route(s, "GET", "/api/rooms/{room}/commands", "What bots answer in a room after a slash, by name", s.listCommands)
	route(s, "GET", "/api/rooms/{room}/messages", "A page of messages, ascending", s.listMessages, forBots, answersWith[messagesBody](s))
	route(s, "POST", "/api/rooms/{room}/messages", "Post a message", s.createMessage, forBots, answers(http.StatusCreated), body(maxMessageBody), s.withoutFiles)
	route(s, "GET", "/api/rooms/{room}/messages/{message}", "One message", s.getMessage, forBots)
	route(s, "PATCH", "/api/rooms/{room}/messages/{message}", "Edit a message", s.updateMessage, forBots, body(maxMessageBody))
	route(s, "DELETE", "/api/rooms/{room}/messages/{message}", "Delete a message", s.deleteMessage, forBots)
	route(s, "GET", "/api/rooms/{room}/messages/{message}/source", "What a message says, for the editor", s.getMessageSource)
	route(s, "GET", "/api/rooms/{room}/messages/{message}/history", "What a message has said, oldest first", s.listMessageVersions)
	route(s, "POST", "/api/rooms/{room}/messages/{message}/boosts", "Boost a message", s.createBoost, forBots, answers(http.StatusCreated))
	route(s, "DELETE", "/api/rooms/{room}/messages/{message}/boosts/{boost}", "Take a boost back", s.deleteBoost, forBots)
	route(s, "PUT", "/api/rooms/{room}/messages/{message}/bookmark", "Save a message for later", s.createBookmark)
	route(s, "DELETE", "/api/rooms/{room}/messages/{message}/bookmark", "Remove a message from what I saved", s.deleteBookmark)
	route(s, "PUT", "/api/rooms/{room}/messages/{message}/pin", "Pin a message for everyone in the room", s.createPin)
	route(s, "DELETE", "/api/rooms/{room}/messages/{message}/pin", "Unpin a message", s.deletePin)
	route(s, "GET", "/api/rooms/{room}/pins", "A room's pinned messages, at most 50, latest first", s.listPins)
	route(s, "POST", "/api/unfurl_link", "What a link leads to; to come", refused(previewsComing))
	route(s, "GET", "/api/drafts", "What I have begun to write, at most 50, latest first", s.listDrafts)
	route(s, "PUT", "/api/rooms/{room}/draft", "Keep what I have written so far", s.saveDraft, body(maxMessageBody))
	route(s, "DELETE", "/api/rooms/{room}/draft", "Forget a draft", s.deleteDraft)
	route(s, "GET", "/api/rooms/{room}/events", "What changed in a room since a seq", s.listEvents, answersWith[eventsBody](s))

	route(s, "GET", "/api/bookmarks", "Which messages I saved, at most 1,000, latest first", s.listBookmarks)
	route(s, "GET", "/api/inbox", "How much is new in my inbox", s.getInboxNews)
	route(s, "PUT", "/api/inbox/seen", "Note how far I looked through my inbox", s.updateInboxSeen)
	route(s, "GET", "/api/inbox/{box}", "A page of my inbox, newest first", s.listInbox)

	route(s, "GET", "/api/push_subscriptions", "My devices that get notifications, the one last heard of first", s.listPushSubscriptions, inPerson)
	route(s, "POST", "/api/push_subscriptions", "Have this device get notifications", s.createPushSubscription, answers(http.StatusCreated), inPerson)
	route(s, "DELETE", "/api/push_subscriptions/{subscription}", "Have a device of mine get none any more", s.deletePushSubscription, inPerson)
	route(s, "POST", "/api/push_subscriptions/{subscription}/test", "Send a device of mine a test", s.testPushSubscription, inPerson)
	route(s, "GET", "/api/users/me/quiet_hours", "When I get no notifications", s.getQuietHours)
	route(s, "PUT", "/api/users/me/quiet_hours", "Get no notifications at some times of day", s.updateQuietHours)
	route(s, "DELETE", "/api/users/me/quiet_hours", "Get notifications at any time of day", s.deleteQuietHours)

	route(s, "GET", "/api/sounds", "What /play plays, by name", s.listSounds)

	route(s, "GET", "/api/search", "Search the rooms I am in", s.listHits, answersWith[hitsBody](s))
	route(s, "GET", "/api/searches", "What I searched for lately", s.listSearches)
	route(s, "DELETE", "/api/searches", "Forget what I searched for", s.deleteSearches)
}

// route registers a handler. Errors the handler returns become problem
// documents here and nowhere else.
func route[In, Out any](s *Server, method, path, summary string, handle func(context.Context, *In) (*Out, error), changes ...func(*huma.Operation)) {
	op := huma.Operation{
		Method: method, Path: path, Summary: summary,
		OperationID:  operationID(method, path),
		MaxBodyBytes: maxBody,
		Security:     []map[string][]string{{"session": {}}, {"token": {}}},
	}
	for _, change := range changes {
		change(&op)
	}
	huma.Register(s.api, op, func(ctx context.Context, in *In) (*Out, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, err)
		}
		return out, nil
	})
}

// forBots lets bots in, too.
func forBots(op *huma.Operation) { op.Security = append(op.Security, map[string][]string{"bot": {}}) }

// inPerson keeps access tokens out: what they may not become or bring about.
func inPerson(op *huma.Operation) { op.Security = []map[string][]string{{"session": {}}} }

// public lets everyone in.
func public(op *huma.Operation) { op.Security = nil }

func answers(status int) func(*huma.Operation) {
	return func(op *huma.Operation) { op.DefaultStatus = status }
}

// answersWith describes the body of an answer that is made in advance.
func answersWith[T any](s *Server) func(*huma.Operation) {
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[T](), true, "")
	return func(op *huma.Operation) {
		op.Responses = map[string]*huma.Response{"200": {
			Description: http.StatusText(http.StatusOK),
			Content:     map[string]*huma.MediaType{"application/json": {Schema: schema}},
		}}
	}
}

func body(maxBytes int64) func(*huma.Operation) {
	return func(op *huma.Operation) { op.MaxBodyBytes = maxBytes }
}

// operationID makes getRoomsRoomMessages of GET /api/rooms/{room}/messages.
func operationID(method, path string) string {
	words := strings.FieldsFunc(strings.TrimPrefix(path, "/api"), func(r rune) bool { return !unicode.IsLetter(r) })
	id := strings.ToLower(method)
	for _, word := range words {
		id += strings.ToUpper(word[:1]) + word[1:]
	}
	return id
}

package httpapi_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// section is the actions on one noun.
type section struct {
	noun    string
	actions []action
}

// action is something somebody wants done through the API.
type action struct {
	does  string // as docs/rights.md says it
	route string // as it is registered
	path  string
	body  string
	want  answers
}

// subscription is a channel somebody wants to follow, with its parameters.
type subscription struct {
	does, channel, params string
	want                  answers
}

// rights is who may do what: a line for each action, under the noun it is
// about, with the answer to each kind of person. A route may have several lines,
// such as one for each type of room. The names in braces are the scene's.
// docs/rights.md is printed from here by make generate.
var rights = []section{
	{"Signing in", []action{
		{"See who is signed in", "GET /api/session", "/api/session", ``, people(200)},
		{"Sign in with one's password", "POST /api/session", "/api/session", `{"email_address":"{email}","password":"{password}"}`, answers{201, 201, 201, 201, 201, 401, 401, 401, 201}},
		{"Sign out", "DELETE /api/session", "/api/session", ``, people(204)},
		{"See one's devices", "GET /api/sessions", "/api/sessions", ``, people(200)},
		{"Sign the creator's device out", "DELETE /api/sessions/{session}", "/api/sessions/{session}", ``, owner(204)},
		{"Sign one's other devices out", "DELETE /api/sessions", "/api/sessions", ``, people(204)},
		{"Make a link that signs oneself in", "POST /api/session/transfers", "/api/session/transfers", `{}`, people(201)},
		{"Make a link that signs another in", "POST /api/session/transfers", "/api/session/transfers", `{"user_id":{target}}`, administrators(201)},
		{"Make a link for a bot", "POST /api/session/transfers", "/api/session/transfers", `{"user_id":{bot}}`, administrators(409)},
		{"See one's access tokens", "GET /api/tokens", "/api/tokens", ``, people(200)},
		{"Make an access token", "POST /api/tokens", "/api/tokens", `{"name":"Script","scope":"write"}`, people(201)},
		{"Make an access token that administers", "POST /api/tokens", "/api/tokens", `{"name":"Script","scope":"admin"}`, administrators(201)},
		{"Revoke an access token that is gone", "DELETE /api/tokens/{token}", "/api/tokens/0", ``, people(404)},
		{"See whom a link signs in", "GET /api/session/transfers/{transfer}", "/api/session/transfers/{transfer}", ``, everyone(200)},
		{"Sign in with a link", "PUT /api/session/transfers/{transfer}", "/api/session/transfers/{transfer}", ``, everyone(201)},
		{"Sign in with a wrong link", "PUT /api/session/transfers/{transfer}", "/api/session/transfers/wrong", ``, everyone(404)},
		{"Take a link of one's own back, or one that is gone", "DELETE /api/session/transfers/{transfer}", "/api/session/transfers/wrong", ``, people(204)},
		{"Set up a Campfire that is set up", "POST /api/first_run", "/api/first_run", `{"name":"Eve","email_address":"{new_email}","password":"{password}"}`, everyone(409)},
		{"See whose join link it is", "GET /api/join/{code}", "/api/join/{join_code}", ``, everyone(200)},
		{"Join with the link", "POST /api/join/{code}", "/api/join/{join_code}", `{"name":"Eve","email_address":"{new_email}","password":"{password}"}`, everyone(201)},
		{"Join with a wrong link", "POST /api/join/{code}", "/api/join/wrong", `{"name":"Eve","email_address":"{new_email}","password":"{password}"}`, everyone(404)},
	}},
	{"Rooms", []action{
		{"List one's rooms", "GET /api/rooms", "/api/rooms", ``, people(200)},
		{"See an open room", "GET /api/rooms/{room}", "/api/rooms/{open_room}", ``, members(200)},
		{"See a closed room", "GET /api/rooms/{room}", "/api/rooms/{closed_room}", ``, members(200)},
		{"See a direct room", "GET /api/rooms/{room}", "/api/rooms/{direct_room}", ``, members(200)},
		{"Catch up with a room", "GET /api/rooms/{room}/events", "/api/rooms/{room}/events", ``, members(200)},
		{"Create an open room", "POST /api/rooms", "/api/rooms", `{"type":"open","name":"New"}`, people(201)},
		{"Create a closed room", "POST /api/rooms", "/api/rooms", `{"type":"closed","name":"New","user_ids":[{target}]}`, people(201)},
		{"Open a direct room", "POST /api/rooms", "/api/rooms", `{"type":"direct","user_ids":[{target}]}`, people(201)},
		{"Rename an open room", "PATCH /api/rooms/{room}", "/api/rooms/{open_room}", `{"name":"New"}`, keepers(200)},
		{"Rename a closed room", "PATCH /api/rooms/{room}", "/api/rooms/{closed_room}", `{"name":"New"}`, keepers(200)},
		{"Make a closed room open", "PATCH /api/rooms/{room}", "/api/rooms/{closed_room}", `{"type":"open"}`, keepers(200)},
		{"Make an open room closed", "PATCH /api/rooms/{room}", "/api/rooms/{open_room}", `{"type":"closed"}`, keepers(200)},
		{"Change a direct room", "PATCH /api/rooms/{room}", "/api/rooms/{direct_room}", `{"type":"closed","name":"New"}`, members(403)},
		{"Set the members of a closed room", "PATCH /api/rooms/{room}", "/api/rooms/{closed_room}", `{"user_ids":[{target}]}`, keepers(200)},
		{"Add somebody to a closed room", "PUT /api/rooms/{room}/members/{user}", "/api/rooms/{closed_room}/members/{target}", ``, keepers(204)},
		{"Add somebody to a direct room", "PUT /api/rooms/{room}/members/{user}", "/api/rooms/{direct_room}/members/{target}", ``, members(403)},
		{"Take somebody out of a closed room", "DELETE /api/rooms/{room}/members/{user}", "/api/rooms/{closed_room}/members/{bot}", ``, keepers(204)},
		{"Leave a closed room", "DELETE /api/rooms/{room}/members/{user}", "/api/rooms/{closed_room}/members/{me}", ``, members(204)},
		{"Leave an open room", "DELETE /api/rooms/{room}/members/{user}", "/api/rooms/{open_room}/members/{me}", ``, members(409)},
		{"See how much is in a room", "GET /api/rooms/{room}/size", "/api/rooms/{room}/size", ``, members(200)},
		{"Delete an open room", "DELETE /api/rooms/{room}", "/api/rooms/{open_room}", ``, keepers(204)},
		{"Delete a closed room", "DELETE /api/rooms/{room}", "/api/rooms/{closed_room}", ``, keepers(204)},
		{"Delete a direct room", "DELETE /api/rooms/{room}", "/api/rooms/{direct_room}", ``, members(204)},
		{"See one's involvement", "GET /api/rooms/{room}/involvement", "/api/rooms/{room}/involvement", ``, members(200)},
		{"Change one's involvement", "PUT /api/rooms/{room}/involvement", "/api/rooms/{room}/involvement", `{"involvement":"nothing"}`, members(200)},
		{"Find people", "GET /api/users", "/api/users?query=tar", ``, people(200)},
		{"Find people in a room", "GET /api/users", "/api/users?room_id={room}", ``, members(200)},
		{"Mark a room as read", "PUT /api/rooms/{room}/read", "/api/rooms/{room}/read", `{}`, members(204)},
		{"Mark a room as unread from a message on", "PUT /api/rooms/{room}/unread", "/api/rooms/{room}/unread", `{"message_id":{message}}`, members(204)},
		{"Take back that rooms are read", "PUT /api/rooms/unread", "/api/rooms/unread", `{"rooms":[{"id":{room},"read_message_id":0}]}`, people(204)},
		{"Mark all rooms as read", "PUT /api/rooms/read", "/api/rooms/read", ``, people(204)},
	}},
	{"Drafts", []action{
		{"See one's drafts", "GET /api/drafts", "/api/drafts", ``, people(200)},
		{"Keep a draft", "PUT /api/rooms/{room}/draft", "/api/rooms/{room}/draft", `{"id":"d","body":"half a thought"}`, members(200)},
		{"Forget a draft", "DELETE /api/rooms/{room}/draft", "/api/rooms/{room}/draft?id=d", ``, members(204)},
	}},
	{"Search", []action{
		{"Search one's rooms", "GET /api/search", "/api/search?q=hello", ``, people(200)},
		{"See what one searched for", "GET /api/searches", "/api/searches", ``, people(200)},
		{"Forget what one searched for", "DELETE /api/searches", "/api/searches", ``, people(204)},
	}},
	{"Messages", []action{
		{"Read a room", "GET /api/rooms/{room}/messages", "/api/rooms/{room}/messages", ``, members(200)},
		{"Read a room round a message", "GET /api/rooms/{room}/messages", "/api/rooms/{room}/messages?around={message}", ``, members(200)},
		{"Read a message", "GET /api/rooms/{room}/messages/{message}", "/api/rooms/{room}/messages/{message}", ``, members(200)},
		{"Read a message by way of one's own room", "GET /api/rooms/{room}/messages/{message}", "/api/rooms/{own_room}/messages/{message}", ``, people(404)},
		{"Post a message", "POST /api/rooms/{room}/messages", "/api/rooms/{room}/messages", `{"body":"Hello"}`, members(201)},
		{"Mention everyone in a room", "POST /api/rooms/{room}/messages", "/api/rooms/{room}/messages", `{"body":"@everyone"}`, members(201)},
		{"Edit a message", "PATCH /api/rooms/{room}/messages/{message}", "/api/rooms/{room}/messages/{message}", `{"body":"Bye"}`, keepers(200)},
		{"Delete a message", "DELETE /api/rooms/{room}/messages/{message}", "/api/rooms/{room}/messages/{message}", ``, keepers(204)},
		{"Take up a message in the editor", "GET /api/rooms/{room}/messages/{message}/source", "/api/rooms/{room}/messages/{message}/source", ``, keepers(200)},
		{"See what a message has said", "GET /api/rooms/{room}/messages/{message}/history", "/api/rooms/{room}/messages/{message}/history", ``, keepers(200)},
		{"See what bots answer after a slash", "GET /api/rooms/{room}/commands", "/api/rooms/{room}/commands", ``, members(200)},
		{"See what /play plays", "GET /api/sounds", "/api/sounds", ``, people(200)},
		{"Boost a message", "POST /api/rooms/{room}/messages/{message}/boosts", "/api/rooms/{room}/messages/{message}/boosts", `{"content":"🎉"}`, members(201)},
		{"Take one's boost back", "DELETE /api/rooms/{room}/messages/{message}/boosts/{boost}", "/api/rooms/{room}/messages/{message}/boosts/{boost}", ``, owner(204)},
	}},
	{"Saved, pinned and told", []action{
		{"See what a link leads to, which is to come", "POST /api/unfurl_link", "/api/unfurl_link", ``, people(403)},
		{"Save a message for later", "PUT /api/rooms/{room}/messages/{message}/bookmark", "/api/rooms/{room}/messages/{message}/bookmark", ``, members(204)},
		{"Save a message by way of one's own room", "PUT /api/rooms/{room}/messages/{message}/bookmark", "/api/rooms/{own_room}/messages/{message}/bookmark", ``, people(404)},
		{"Remove a saved message", "DELETE /api/rooms/{room}/messages/{message}/bookmark", "/api/rooms/{room}/messages/{message}/bookmark", ``, members(204)},
		{"See which messages one saved", "GET /api/bookmarks", "/api/bookmarks", ``, people(200)},
		{"Pin a message", "PUT /api/rooms/{room}/messages/{message}/pin", "/api/rooms/{room}/messages/{message}/pin", ``, members(204)},
		{"Pin a message by way of one's own room", "PUT /api/rooms/{room}/messages/{message}/pin", "/api/rooms/{own_room}/messages/{message}/pin", ``, people(404)},
		{"Unpin a message", "DELETE /api/rooms/{room}/messages/{message}/pin", "/api/rooms/{room}/messages/{message}/pin", ``, members(204)},
		{"See what is pinned", "GET /api/rooms/{room}/pins", "/api/rooms/{room}/pins", ``, members(200)},
		{"See how much is new in one's inbox", "GET /api/inbox", "/api/inbox", ``, people(200)},
		{"See one's inbox", "GET /api/inbox/{box}", "/api/inbox/mentions", ``, people(200)},
		{"Note how far one looked", "PUT /api/inbox/seen", "/api/inbox/seen", `{}`, people(204)},
	}},
	{"Notifications", []action{
		{"See which of one's devices get notifications", "GET /api/push_subscriptions", "/api/push_subscriptions", ``, people(200)},
		{"Have one's device get notifications", "POST /api/push_subscriptions", "/api/push_subscriptions", `{"endpoint":"https://push.example.com/{new_email}","p256dh_key":"{p256dh_key}","auth_key":"{auth_key}"}`, people(201)},
		{"Have the creator's device get none any more", "DELETE /api/push_subscriptions/{subscription}", "/api/push_subscriptions/{subscription}", ``, owner(204)},
		{"Send the creator's device a test", "POST /api/push_subscriptions/{subscription}/test", "/api/push_subscriptions/{subscription}/test", ``, owner(204)},
		{"See one's quiet hours", "GET /api/users/me/quiet_hours", "/api/users/me/quiet_hours", ``, people(200)},
		{"Set one's quiet hours", "PUT /api/users/me/quiet_hours", "/api/users/me/quiet_hours", `{"from":"22:00","until":"07:00","time_zone":"Europe/Berlin"}`, people(200)},
		{"Have no quiet hours", "DELETE /api/users/me/quiet_hours", "/api/users/me/quiet_hours", ``, people(204)},
	}},
	{"People", []action{
		{"See one's own profile", "GET /api/users/me", "/api/users/me", ``, people(200)},
		{"Change one's own profile", "PATCH /api/users/me", "/api/users/me", `{"bio":"Hello"}`, people(200)},
		{"Change one's picture, which is to come", "PUT /api/users/me/avatar", "/api/users/me/avatar", ``, people(403)},
		{"See somebody's profile", "GET /api/users/{user}", "/api/users/{target}", ``, people(200)},
		{"List everybody with their addresses", "GET /api/account/users", "/api/account/users", ``, administrators(200)},
		{"Make somebody an administrator", "PATCH /api/account/users/{user}", "/api/account/users/{target}", `{"role":"administrator"}`, administrators(200)},
		{"Deactivate somebody", "PATCH /api/account/users/{user}", "/api/account/users/{target}", `{"status":"deactivated"}`, administrators(200)},
		{"Make a bot a person", "PATCH /api/account/users/{user}", "/api/account/users/{bot}", `{"role":"member"}`, people(403)},
		{"Ban somebody", "POST /api/users/{user}/ban", "/api/users/{target}/ban", `{}`, administrators(200)},
		{"Ban oneself", "POST /api/users/{user}/ban", "/api/users/{me}/ban", `{}`, people(403)},
		{"Lift a ban", "DELETE /api/users/{user}/ban", "/api/users/{banned}/ban", ``, administrators(204)},
	}},
	{"Account", []action{
		{"See the team's account", "GET /api/account", "/api/account", ``, people(200)},
		{"Change the team's account", "PATCH /api/account", "/api/account", `{"name":"New"}`, administrators(200)},
		{"Change the team's picture, which is to come", "PUT /api/account/logo", "/api/account/logo", ``, people(403)},
		{"Make a new join link", "POST /api/account/join_code", "/api/account/join_code", ``, administrators(200)},
		{"See a link of the team as a QR code", "GET /qr_code/{id}", "/qr_code/{address}", ``, people(200)},
		{"The team's own styles", "GET /account/custom_styles.css", "/account/custom_styles.css", ``, everyone(200)},
		{"See the bots", "GET /api/account/bots", "/api/account/bots", ``, administrators(200)},
		{"See a bot with where it is", "GET /api/account/bots/{bot}", "/api/account/bots/{bot}", ``, administrators(200)},
		{"Add a bot", "POST /api/account/bots", "/api/account/bots", `{"name":"Helper"}`, administrators(201)},
		{"Change a bot", "PATCH /api/account/bots/{bot}", "/api/account/bots/{bot}", `{"name":"New"}`, administrators(200)},
		{"Remove a bot", "DELETE /api/account/bots/{bot}", "/api/account/bots/{bot}", ``, administrators(204)},
		{"Have a bot answer a command", "PUT /api/account/bots/{bot}/commands/{name}", "/api/account/bots/{bot}/commands/{command}-new", `{"description":"Says hello"}`, administrators(201)},
		{"Describe a command anew", "PUT /api/account/bots/{bot}/commands/{name}", "/api/account/bots/{bot}/commands/{command}", `{"description":"Says hello"}`, administrators(200)},
		{"Take a command from a bot", "DELETE /api/account/bots/{bot}/commands/{name}", "/api/account/bots/{bot}/commands/{command}", ``, administrators(204)},
		{"Make a new key for a bot", "POST /api/account/bots/{bot}/key", "/api/account/bots/{bot}/key", ``, administrators(200)},
		{"See the calls of a bot's webhook", "GET /api/account/bots/{bot}/deliveries", "/api/account/bots/{bot}/deliveries", ``, administrators(200)},
		{"Call a bot again", "POST /api/account/bots/{bot}/deliveries/{delivery}/replay", "/api/account/bots/{bot}/deliveries/{delivery}/replay", ``, administrators(204)},
		{"See what is done in the background", "GET /api/account/jobs", "/api/account/jobs", ``, administrators(200)},
		{"Try again what was given up", "POST /api/account/jobs/{job}/replay", "/api/account/jobs/{job}/replay", ``, administrators(204)},
		{"Drop what was given up", "DELETE /api/account/jobs/{job}", "/api/account/jobs/{job}", ``, administrators(204)},
		{"See the team's own sounds", "GET /api/account/sounds", "/api/account/sounds", ``, administrators(200)},
		{"Add a sound", "PUT /api/account/sounds/{name}", "/api/account/sounds/another", `{mp3}`, administrators(201)},
		{"Replace a sound", "PUT /api/account/sounds/{name}", "/api/account/sounds/clip", `{mp3}`, administrators(200)},
		{"Rename a sound", "PATCH /api/account/sounds/{name}", "/api/account/sounds/clip", `{"name":"other"}`, administrators(200)},
		{"Delete a sound", "DELETE /api/account/sounds/{name}", "/api/account/sounds/clip", ``, administrators(204)},
		{"Read the audit log", "GET /api/account/audit", "/api/account/audit", ``, administrators(200)},
	}},
	{"Bots, by the key in the address", []action{
		{"Read a room", "GET /rooms/{room}/{bot_key}/messages", "/rooms/{room}/{bot_key}/messages", ``, keyed(200, 200)},
		{"Post a message", "POST /rooms/{room}/{bot_key}/messages", "/rooms/{room}/{bot_key}/messages", `Hello`, keyed(201, 201)},
		{"Edit the creator's message", "PATCH /rooms/{room}/{bot_key}/messages/{message}", "/rooms/{room}/{bot_key}/messages/{message}", `Bye`, keyed(200, 403)},
		{"Replace the creator's message", "PUT /rooms/{room}/{bot_key}/messages/{message}", "/rooms/{room}/{bot_key}/messages/{message}", `Bye`, keyed(200, 403)},
		{"Delete the creator's message", "DELETE /rooms/{room}/{bot_key}/messages/{message}", "/rooms/{room}/{bot_key}/messages/{message}", ``, keyed(204, 403)},
		{"Boost a message", "POST /rooms/{room}/{bot_key}/messages/{message}/boosts", "/rooms/{room}/{bot_key}/messages/{message}/boosts", `🎉`, keyed(201, 201)},
		{"Take the creator's boost back", "DELETE /rooms/{room}/{bot_key}/messages/{message}/boosts/{boost}", "/rooms/{room}/{bot_key}/messages/{message}/boosts/{boost}", ``, answers{404, 404, 204, 404, 404, 404, 404, 404, 404}},
		{"Post what a tool sends to Slack, whoever asks", "POST /rooms/{room}/{bot_key}/slack", "/rooms/{room}/{bot_key}/slack", `{"text":"Hello"}`, everyone(200)},
	}},
	{"Pages and machines", []action{
		{"The app", "GET /{$}", "/", ``, everyone(200)},
		{"The app, first run", "GET /first_run", "/first_run", ``, everyone(200)},
		{"The app, sign in", "GET /session/new", "/session/new", ``, everyone(200)},
		{"The app, sign in on another device", "GET /session/transfers/{id}", "/session/transfers/x", ``, everyone(200)},
		{"The app, join", "GET /join/{code}", "/join/x", ``, everyone(200)},
		{"The app, room", "GET /rooms/{room}", "/rooms/{room}", ``, everyone(200)},
		{"The app, message", "GET /rooms/{room}/{message}", "/rooms/{room}/@{message}", ``, everyone(200)},
		{"The app, search", "GET /searches", "/searches", ``, everyone(200)},
		{"The app, inbox", "GET /inbox", "/inbox", ``, everyone(200)},
		{"The app, person", "GET /users/{id}", "/users/{target}", ``, everyone(200)},
		{"The app, own profile", "GET /users/me/profile", "/users/me/profile", ``, everyone(200)},
		{"The app, account", "GET /account/edit", "/account/edit", ``, everyone(200)},
		{"A sound", "GET /sounds/{file}", "/sounds/bell.mp3", ``, people(200)},
		{"The app, own devices", "GET /users/me/devices", "/users/me/devices", ``, everyone(200)},
		{"The app, the team's own sounds", "GET /account/sounds", "/account/sounds", ``, everyone(200)},
		{"The app, bots", "GET /account/bots", "/account/bots", ``, everyone(200)},
		{"The app, one bot", "GET /account/bots/{bot}", "/account/bots/{bot}", ``, everyone(200)},
		{"The app, background jobs", "GET /account/jobs", "/account/jobs", ``, everyone(200)},
		{"The app, audit log", "GET /account/audit", "/account/audit", ``, everyone(200)},
		{"The app, share", "GET /share", "/share?text=Hello", ``, everyone(200)},
		{"The app's manifest", "GET /webmanifest", "/webmanifest", ``, everyone(200)},
		{"The app's service worker", "GET /service-worker.js", "/service-worker.js", ``, everyone(200)},
		{"The app's service worker, as the original's", "GET /service-worker", "/service-worker", ``, everyone(200)},
		{"The app's files", "GET /assets/{file}", "/assets/app-1a2b.js", ``, everyone(200)},
		{"The app's icon", "/", "/icon.svg", ``, everyone(200)},
		{"The API's description", "GET /api/openapi.json", "/api/openapi.json", ``, everyone(200)},
		{"The API's description, YAML", "GET /api/openapi.yaml", "/api/openapi.yaml", ``, everyone(200)},
		{"The API's description, OpenAPI 3.0", "GET /api/openapi-3.0.json", "/api/openapi-3.0.json", ``, everyone(200)},
		{"The API's description, OpenAPI 3.0, YAML", "GET /api/openapi-3.0.yaml", "/api/openapi-3.0.yaml", ``, everyone(200)},
		{"The API's description for people", "GET /api/docs", "/api/docs", ``, everyone(200)},
		{"Try a request on it", "GET /api/docs.js", "/api/docs.js", ``, everyone(200)},
		{"What is no route of the API", "/api/", "/api/nothing", ``, everyone(404)},
		{"Whether the process serves", "GET /up", "/up", ``, everyone(200)},
		{"How the server is", "GET /health", "/health", ``, everyone(200)},
		{"What Prometheus reads, from elsewhere", "GET /metrics", "/metrics", ``, everyone(403)},
		{"How each part of the server is", "GET /health/detailed", "/health/detailed", ``, administrators(200)},
		{"The cable, without a WebSocket", "GET /cable", "/cable", ``, everyone(404)},
	}},
}

// keptRights is what differs where administrators keep something to themselves.
var keptRights = section{"Where making rooms and mentioning everyone are kept to administrators", []action{
	{"Create an open room", "POST /api/rooms", "/api/rooms", `{"type":"open","name":"New"}`, administrators(201)},
	{"Create a closed room", "POST /api/rooms", "/api/rooms", `{"type":"closed","name":"New","user_ids":[{target}]}`, administrators(201)},
	{"Open a direct room", "POST /api/rooms", "/api/rooms", `{"type":"direct","user_ids":[{target}]}`, people(201)},
	{"Mention everyone in a room", "POST /api/rooms/{room}/messages", "/api/rooms/{room}/messages", `{"body":"@everyone"}`, answers{403, 201, 403, 404, 404, 401, 401, 401, 401}},
	{"Rename a room one made", "PATCH /api/rooms/{room}", "/api/rooms/{room}", `{"name":"New"}`, keepers(200)},
}}

// channelRights is who may subscribe to what; 404 is a rejection, 401 a line
// that is closed at once.
var channelRights = []subscription{
	{"Follow an open room", "RoomChannel", `"room_id":{open_room}`, members(200)},
	{"Follow a closed room", "RoomChannel", `"room_id":{closed_room}`, members(200)},
	{"Follow a direct room", "RoomChannel", `"room_id":{direct_room}`, members(200)},
	{"See who is in a room", "PresenceChannel", `"room_id":{room}`, members(200)},
	{"See and say who is typing", "TypingNotificationsChannel", `"room_id":{room}`, members(200)},
	{"Hear of what is unread", "UnreadRoomsChannel", ``, people(200)},
	{"Hear of what one reads elsewhere", "ReadRoomsChannel", ``, people(200)},
	{"Hear of what changes for oneself", "UserChannel", ``, people(200)},
	{"Know that the line is up", "HeartbeatChannel", ``, people(200)},
}

// performance is what somebody does on a channel, and what others hear of it.
type performance struct {
	does, channel, params string
	actions               []string
	heard                 func(frame string, userID int64) bool
	marker                string                                // an action of the witness, and what they hear of it:
	marked                func(frame string, userID int64) bool // what was done before was heard before
	want                  answers
}

// channelActions is who may do what on a channel; 404 is that nobody hears of it.
// The other channels have no actions.
var channelActions = []performance{
	{"Be seen in a room", "PresenceChannel", `"room_id":{room}`, []string{"absent", "present", "refresh"}, isListed, "absent", isNotListed, members(200)},
	{"Say that one is typing", "TypingNotificationsChannel", `"room_id":{room}`, []string{"start"}, starts, "start", starts, members(200)},
	{"Say that one stopped typing", "TypingNotificationsChannel", `"room_id":{room}`, []string{"start", "stop"}, stops, "start", starts, members(200)},
}

func starts(frame string, id int64) bool { return types(frame, "start", id) }
func stops(frame string, id int64) bool  { return types(frame, "stop", id) }

func types(frame, action string, id int64) bool {
	return strings.Contains(frame, fmt.Sprintf(`{"action":"%s","user":{"id":%d,`, action, id))
}

func isListed(frame string, id int64) bool    { return slices.Contains(present(frame), id) }
func isNotListed(frame string, id int64) bool { return present(frame) != nil && !isListed(frame, id) }

// present is nil for what is no list.
func present(text string) []int64 {
	var frame struct{ Message struct{ Present []int64 } }
	_ = json.Unmarshal([]byte(text), &frame) // other messages are of other types
	return frame.Message.Present
}

// The kinds of people, in the order of answers. The creator made the room, wrote
// the message and boosted it; everybody but the outsiders is in the room. The
// bot comes with a key, the deactivated and the banned with the cookie they had.
const (
	aMember = iota
	anAdministrator
	theCreator
	anOutsider
	anOutsideAdministrator
	aBot
	aDeactivated
	aBanned
	aStranger
	kinds
)

var kindNames = [kinds]string{
	"member", "administrator", "creator", "non-member", "administrator, not in the room", "bot", "deactivated", "banned", "signed out",
}

// answers are the statuses each kind of person gets.
type answers [kinds]int

// everyone gets the same answer, signed in or not.
func everyone(status int) (a answers) {
	for kind := range a {
		a[kind] = status
	}
	return a
}

// people who are signed in may; a bot's key signs in nobody.
func people(status int) answers {
	return answers{status, status, status, status, status, 401, 401, 401, 401}
}

// members of the room may, whatever their role; to others it is not there.
func members(status int) answers {
	a := people(status)
	a[anOutsider], a[anOutsideAdministrator] = 404, 404
	return a
}

// keepers, the administrators and the creator, may when they are in the room.
func keepers(status int) answers {
	a := members(status)
	a[aMember] = 403
	return a
}

// keyed is for whoever has a bot's key: those who are signed in are asked as themselves,
// all others are the bot, which is a member that keeps nothing.
func keyed(keeper, bot int) answers {
	a := everyone(bot)
	a[anAdministrator], a[theCreator] = keeper, keeper
	a[anOutsider], a[anOutsideAdministrator] = 404, 404
	return a
}

// administrators may, wherever they are.
func administrators(status int) answers {
	a := people(403)
	a[anAdministrator], a[anOutsideAdministrator] = status, status
	return a
}

// owner is the creator, to whom it belongs; to others it is not there.
func owner(status int) answers {
	a := people(404)
	a[theCreator] = status
	return a
}

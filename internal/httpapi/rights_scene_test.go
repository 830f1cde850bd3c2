package httpapi_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"
	"golang.org/x/crypto/bcrypt"

	"campfire/internal/cable"
	"campfire/internal/channels"
	"campfire/internal/chat"
	"campfire/internal/chattest"
	"campfire/internal/httpapi"
	"campfire/internal/sounds"
)

// stage is a whole server, cable included, on which scenes are made.
type stage struct {
	*site
	channels map[string]cable.Channel
	digest   string // of chattest.Password
	address  netip.Addr
	scenes   int
}

func newStage(t *testing.T) *stage {
	t.Helper()
	digest, err := bcrypt.GenerateFromPassword([]byte(chattest.Password), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	hub, c := cable.NewHub(), chattest.New(t)
	s := &stage{digest: string(digest), address: netip.MustParseAddr("198.18.0.0"), channels: channels.All(c.Service, channels.NewPublisher(hub))}
	server := cable.NewServer(cable.Options{
		Hub:          hub,
		Channels:     s.channels,
		Epoch:        "e1",
		Authenticate: func(r *http.Request) (cable.Identity, error) { return s.handler.Identify(r) },
		Origin:       httpapi.Origin,
		Log:          slog.New(slog.DiscardHandler),
	})
	t.Cleanup(func() {
		if err := server.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	s.site = newSiteOn(t, c, server)
	c.SetUp("founder")
	return s
}

// scene is made anew for each request, so that no answer depends on what was
// asked before: one person of each kind, rooms, what the creator did in them,
// and the browser of the one who asks.
type scene struct {
	*browser
	stage  *stage
	kind   int
	people [kinds]chat.User
	names  map[string]string // what stands in braces

	// witness is somebody else in the rooms, who hears what is done there.
	witness struct {
		ID     int64
		cookie string
	}
}

// play makes a scene in which somebody of a kind asks.
func (s *stage) play(kind int) *scene {
	s.t.Helper()
	account, err := s.Account(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	s.scenes++
	s.address = s.address.Next() // limits are by address
	b := s.browser()
	b.header.Set("X-Forwarded-For", s.address.String())
	made := &scene{browser: b, stage: s, kind: kind, names: map[string]string{
		"password":  chattest.Password,
		"new_email": fmt.Sprintf("new-%d@example.com", s.scenes),
		"join_code": account.JoinCode,
		"address":   base64.RawURLEncoding.EncodeToString([]byte(s.url + "/")),
	}}
	made.addClip()
	s.InTx(func(tx chat.Tx) error {
		return errors.Join(made.addPeople(tx), made.addRooms(tx), made.addMessage(tx), made.addTransfer(tx), made.addDevice(tx), made.addBot(tx), made.enter(tx))
	})
	if kind == aBot {
		made.names["bot_key"] = s.BotKey(made.people[aBot].ID)
	}
	return made
}

// addClip makes a clip the only one of the team's own, and {mp3} what it holds.
func (s *scene) addClip() {
	mp3, _ := sounds.Audio("bell")
	s.names["mp3"] = string(mp3)
	folder := s.stage.SoundsPath()
	err := errors.Join(os.RemoveAll(folder), os.Mkdir(folder, 0o700), os.WriteFile(filepath.Join(folder, "clip.mp3"), mp3, 0o600))
	if err == nil {
		err = s.stage.RefreshSounds(s.stage.t.Context())
	}
	if err != nil {
		s.stage.t.Fatal(err)
	}
}

// addPeople makes {target} too, a member in no room who does nothing.
func (s *scene) addPeople(tx chat.Tx) error {
	for kind := range s.people {
		user := chat.User{Name: kindNames[kind], Role: roleOf[kind], Status: statusOf[kind]}
		if user.Role != chat.Bot {
			user.EmailAddress, user.PasswordDigest = fmt.Sprintf("kind-%d-%d@example.com", kind, s.stage.scenes), s.stage.digest
		}
		var err error
		if s.people[kind], err = tx.CreateUser(stamped(user)); err != nil {
			return err
		}
	}
	target, err := tx.CreateUser(stamped(chat.User{Name: "target", EmailAddress: fmt.Sprintf("target-%d@example.com", s.stage.scenes)}))
	s.name("target", target.ID)
	s.name("creator", s.people[theCreator].ID)
	s.name("bot", s.people[aBot].ID)
	s.name("banned", s.people[aBanned].ID)
	s.name("me", s.people[s.kind].ID)
	s.names["email"] = s.people[s.kind].EmailAddress
	return err
}

var roleOf = map[int]chat.Role{anAdministrator: chat.Administrator, anOutsideAdministrator: chat.Administrator, aBot: chat.Bot}

var statusOf = map[int]chat.Status{aDeactivated: chat.Deactivated, aBanned: chat.Banned}

func stamped(u chat.User) chat.User {
	u.CreatedAt, u.UpdatedAt = time.Now(), time.Now()
	return u
}

func (s *scene) name(name string, id int64) { s.names[name] = fmt.Sprint(id) }

// addRooms makes {open_room}, {closed_room} and {direct_room}, of which {room}
// is the closed one, and {own_room}, where the one who asks is alone.
func (s *scene) addRooms(tx chat.Tx) error {
	var inside []int64
	for kind, user := range s.people {
		if kind != anOutsider && kind != anOutsideAdministrator && kind != aStranger {
			inside = append(inside, user.ID)
		}
	}
	rooms := map[string]chat.RoomType{"open_room": chat.Open, "closed_room": chat.Closed, "direct_room": chat.Direct}
	for name, typ := range rooms {
		if err := s.addRoom(tx, name, typ, s.people[theCreator].ID, inside); err != nil {
			return err
		}
	}
	s.names["room"] = s.names["closed_room"]
	asking := s.people[s.kind].ID
	return s.addRoom(tx, "own_room", chat.Closed, asking, []int64{asking})
}

func (s *scene) addRoom(tx chat.Tx, name string, typ chat.RoomType, creatorID int64, memberIDs []int64) error {
	now := time.Now()
	room, err := tx.CreateRoom(chat.Room{Type: typ, Name: name, CreatorID: creatorID, CreatedAt: now, UpdatedAt: now})
	if err != nil {
		return err
	}
	s.name(name, room.ID)
	_, err = tx.AddMembers(room.ID, memberIDs, chat.Everything, now)
	return err
}

// addMessage makes {message} and its {boost}, both the creator's, in {room}, where
// the member spoke before.
func (s *scene) addMessage(tx chat.Tx) error {
	var roomID int64
	if _, err := fmt.Sscan(s.names["room"], &roomID); err != nil {
		return err
	}
	now, creator := time.Now(), s.people[theCreator]
	var id int64
	for _, author := range []chat.User{s.people[aMember], creator} {
		var err error
		id, _, err = tx.CreateMessage(chat.Message{
			RoomID: roomID, Creator: author, Body: "Hello", Text: "Hello",
			ClientMessageID: "by " + author.Name, CreatedAt: now, UpdatedAt: now,
		})
		if err != nil {
			return err
		}
	}
	s.name("message", id)
	boost, err := tx.CreateBoost(chat.Boost{MessageID: id, Booster: creator, Content: "👍", CreatedAt: now})
	s.name("boost", boost.ID)
	return err
}

// addBot gives {bot} its {bot_key}, a {command}, a {delivery} in {room}, and a {job} that was
// given up.
func (s *scene) addBot(tx chat.Tx) error {
	bot, now := s.people[aBot].ID, time.Now()
	token := fmt.Sprintf("%012d", s.stage.scenes)
	s.names["bot_key"] = chat.BotKey(bot, token)
	kept := chat.Delivery{BotID: bot, URL: "https://example.com", At: now}
	if _, err := fmt.Sscan(s.names["room"], &kept.RoomID); err != nil {
		return err
	}
	_, err := tx.CreateJob(chat.Job{Kind: "test", Payload: []byte("{}"), UniqueKey: token, RunAt: now, CreatedAt: now})
	err = errors.Join(err, tx.SetBotToken(bot, token), tx.SetWebhook(bot, "https://example.com", now), tx.CreateDelivery(kept, 1))
	s.names["command"] = fmt.Sprintf("c%d", s.stage.scenes)
	_, taken := tx.SaveCommand(chat.Command{Name: s.names["command"], Description: "Helps", Bot: s.people[aBot]}, now)
	if err = errors.Join(err, taken); err != nil {
		return err
	}
	due, err := tx.DueJobs("test", now, nil, 1)
	if err != nil || len(due) != 1 {
		return fmt.Errorf("due are %v, %w", due, err)
	}
	job := due[0]
	job.LeaseToken, job.BuriedAt = "scene", now
	err = tx.LeaseJob(job.ID, job.LeaseToken, now)
	_, again := tx.ReturnJob(job)
	s.name("job", job.ID)
	s.name("delivery", int64(s.stage.scenes))
	return errors.Join(err, again)
}

// addTransfer makes {transfer}, a link that signs the creator in.
func (s *scene) addTransfer(tx chat.Tx) error {
	id, now := s.people[theCreator].ID, time.Now()
	link := chat.Transfer{Secret: rand.Text(), UserID: id, CreatorID: id, CreatedAt: now, ExpiresAt: now.Add(time.Minute)}
	s.names["transfer"] = link.Secret
	return tx.CreateTransfer(link)
}

// The keys of a browser: the receiver's of RFC 8291 section 5.
const (
	p256dhKey = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
	authKey   = "BTBZMqHH6r4Tts7J_aSIgg"
)

// addDevice makes {subscription}, a device of the creator that gets notifications.
func (s *scene) addDevice(tx chat.Tx) error {
	s.names["p256dh_key"], s.names["auth_key"] = p256dhKey, authKey
	saved, _, err := tx.SavePushSubscription(chat.PushSubscription{
		UserID: s.people[theCreator].ID, Endpoint: fmt.Sprintf("https://push.example.com/scene/%d", s.stage.scenes),
		P256dhKey: p256dhKey, AuthKey: authKey, CreatedAt: time.Now(), UpdatedAt: time.Now(),
	}, 1)
	s.name("subscription", saved.ID)
	return err
}

// enter gives the one who asks the cookie they have, or had, and the creator a
// {session}. A bot shows its key. Somebody else in the rooms is the witness.
func (s *scene) enter(tx chat.Tx) error {
	other, err := s.signIn(tx, s.people[theCreator])
	s.name("session", other.ID)
	if err != nil {
		return err
	}
	if s.witness.ID = s.people[theCreator].ID; s.kind == theCreator {
		s.witness.ID = s.people[aMember].ID
	}
	if s.witness.cookie, err = s.cookieOf(tx, s.witness.ID); err != nil || s.kind == aStranger || s.kind == aBot {
		return err
	}
	s.cookie, err = s.cookieOf(tx, s.people[s.kind].ID)
	return err
}

func (s *scene) cookieOf(tx chat.Tx, userID int64) (string, error) {
	session, err := s.signIn(tx, chat.User{ID: userID})
	w, r := httptest.NewRecorder(), httptest.NewRequest("GET", s.stage.url, nil)
	s.stage.handler.SetSession(w, r, session.Token)
	return w.Result().Cookies()[0].Value, err
}

func (s *scene) signIn(tx chat.Tx, user chat.User) (chat.Session, error) {
	return tx.CreateSession(chat.Session{
		UserID: user.ID, Token: fmt.Sprintf("scene-%d-%d-%s", s.stage.scenes, user.ID, rand.Text()),
		LastActiveAt: time.Now(), CreatedAt: time.Now(),
	})
}

var braces = regexp.MustCompile(`\{(\w+)\}`)

// fill puts the scene's names in for those in braces.
func (s *scene) fill(text string) string {
	return braces.ReplaceAllStringFunc(text, func(name string) string {
		value, known := s.names[strings.Trim(name, "{}")]
		if !known {
			s.stage.t.Fatalf("the scene has nothing called %s; add it in rights_scene_test.go", name)
		}
		return value
	})
}

// ask has the kind of person do something and returns the status they get.
func (s *scene) ask(a action) response {
	method, _, _ := strings.Cut(a.route, " ")
	if method == "" || strings.HasPrefix(method, "/") {
		method = "GET"
	}
	path := s.fill(a.path)
	if s.kind == aBot {
		separator := map[bool]string{false: "?", true: "&"}[strings.Contains(path, "?")]
		path += separator + "bot_key=" + s.names["bot_key"]
	}
	return s.send(method, path, s.fill(a.body))
}

// connect opens the cable with a cookie, until the test ends.
func (s *scene) connect(cookie string) line {
	s.stage.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	header := http.Header{"Cookie": {"session_token=" + cookie}, "Origin": {s.stage.url}}
	dialer := ws.Dialer{Header: ws.HandshakeHeaderHTTP(header), Protocols: []string{"actioncable-v1-json"}}
	conn, early, _, err := dialer.Dial(ctx, strings.Replace(s.stage.url, "http", "ws", 1)+"/cable")
	if err != nil {
		s.stage.t.Fatal(err)
	}
	deadline, _ := ctx.Deadline()
	_ = conn.SetDeadline(deadline)
	if early != nil {
		return line{s.stage.t, early, conn}
	}
	return line{s.stage.t, conn, conn}
}

// line is a WebSocket whose first frames may have come with the handshake.
type line struct {
	t testing.TB
	io.Reader
	io.WriteCloser
}

func (l line) hear() string {
	l.t.Helper()
	text, err := wsutil.ReadServerText(l)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(text)
}

// say sends a command on the subscription with an identifier, and the action of one.
func (l line) say(command, identifier, act string) {
	l.t.Helper()
	frame := map[string]string{"command": command, "identifier": identifier}
	if act != "" {
		frame["data"] = `{"action":"` + act + `"}`
	}
	text, _ := json.Marshal(frame)
	if err := wsutil.WriteClientText(l, text); err != nil {
		l.t.Fatal(err)
	}
}

// follow returns 200 for a confirmed subscription, 404 for a rejected one and
// 401 for a line that is closed at once.
func (l line) follow(identifier string) int {
	l.t.Helper()
	outcomes := map[string]int{"confirm_subscription": 200, "reject_subscription": 404, "disconnect": 401}
	for {
		var frame struct{ Identifier, Type string }
		if err := json.Unmarshal([]byte(l.hear()), &frame); err != nil {
			l.t.Fatal(err)
		}
		if frame.Type == "welcome" {
			l.say("subscribe", identifier, "")
		}
		if status := outcomes[frame.Type]; status == 401 || status != 0 && frame.Identifier == identifier {
			return status
		}
	}
}

func (s *scene) identifier(channel, params string) string {
	if params != "" {
		params = "," + s.fill(params)
	}
	return `{"channel":"` + channel + `"` + params + "}"
}

// subscribe returns what line.follow does.
func (s *scene) subscribe(what subscription) int {
	s.stage.t.Helper()
	l := s.connect(s.cookie)
	defer l.Close()
	return l.follow(s.identifier(what.channel, what.params))
}

// perform has the one who asks subscribe and, whatever comes of that, act. It
// reports whether the witness hears of it.
func (s *scene) perform(p performance) bool {
	s.stage.t.Helper()
	identifier, heartbeat := s.identifier(p.channel, p.params), s.identifier("HeartbeatChannel", "")
	witness, own := s.connect(s.witness.cookie), s.connect(s.cookie)
	defer witness.Close()
	defer own.Close()
	witness.follow(identifier)
	if own.follow(identifier) != 401 {
		for _, act := range p.actions {
			own.say("message", identifier, act)
		}
		own.say("subscribe", heartbeat, "")
		own.follow(heartbeat) // commands are taken in turn
	}
	witness.say("message", identifier, p.marker)
	for told := false; ; {
		frame := witness.hear()
		told = told || p.heard(frame, s.people[s.kind].ID)
		if p.marked(frame, s.witness.ID) {
			return told
		}
	}
}

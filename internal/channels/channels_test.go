package channels_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"

	"campfire/internal/cable"
	"campfire/internal/channels"
	"campfire/internal/chat"
)

// members is who is in which room and what happened there: all that the
// channels ask of the chat.
type members struct {
	mu    sync.Mutex
	rooms map[int64][]int64      // guarded by mu
	asked func()                 // called by CanRead once it has its answer
	feeds map[int64][]chat.Event // guarded by mu; by room, without a gap

	unread map[[2]int64]chat.Unread // guarded by mu; by user and room
	counts int                      // guarded by mu; how often it was asked
	hides  map[int64]bool           // guarded by mu; who does not want to be seen, 0 being everyone
}

func (m *members) CanRead(_ context.Context, v chat.Viewer, roomID int64) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if roomID == 500 {
		return false, fmt.Errorf("database is away")
	}
	member := slices.Contains(m.rooms[roomID], v.User.ID)
	if m.asked != nil {
		m.asked()
	}
	return member, nil
}

// Events gives pages of three.
func (m *members) Events(_ context.Context, v chat.Viewer, roomID, after int64, _ int) (chat.EventPage, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	feed := m.feeds[roomID]
	if !slices.Contains(m.rooms[roomID], v.User.ID) {
		return chat.EventPage{}, &chat.Error{Kind: chat.NotFound}
	}
	if len(feed) == 0 || after+1 < feed[0].Seq || after > feed[len(feed)-1].Seq {
		return chat.EventPage{}, &chat.Error{Kind: chat.Gone}
	}
	feed = feed[after+1-feed[0].Seq:]
	page := chat.EventPage{Events: feed[:min(3, len(feed))], Seq: after, More: len(feed) > 3}
	page.Seq += int64(len(page.Events))
	return page, nil
}

func (m *members) SeqAt(_ context.Context, _ chat.Viewer, roomID int64, at time.Time) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	feed := m.feeds[roomID]
	for _, e := range slices.Backward(feed) {
		if e.CreatedAt.Before(at) {
			return e.Seq, nil
		}
	}
	return 0, &chat.Error{Kind: chat.Gone}
}

// Unread is what was set for a user in a room.
func (m *members) Unread(_ context.Context, userID, roomID int64) (chat.Unread, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !slices.Contains(m.rooms[roomID], userID) {
		return chat.Unread{}, &chat.Error{Kind: chat.NotFound}
	}
	m.counts++
	return m.unread[[2]int64{userID, roomID}], nil
}

func (m *members) ShowsPresence(_ context.Context, userID int64) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return !m.hides[0] && !m.hides[userID], nil
}

func (m *members) RoomIDs(_ context.Context, userID int64) (ids []int64, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for roomID, users := range m.rooms {
		if slices.Contains(users, userID) {
			ids = append(ids, roomID)
		}
	}
	return ids, nil
}

var names = map[int64]string{1: "David", 2: "Jason", 3: "<Kevin>"}

// campfire is a cable with the channels in a synctest bubble: the network is
// made of pipes, the clock is the bubble's. Rooms 1 and 2 have users 1 and 2,
// user 3 is in room 2 alone.
type campfire struct {
	t         *testing.T
	members   *members
	hub       *cable.Hub
	publisher *channels.Publisher
	server    *cable.Server
	listener  pipes
}

func bubble(t *testing.T, test func(t *testing.T, f *campfire)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f := &campfire{
			t:        t,
			members:  &members{rooms: map[int64][]int64{1: {1, 2}, 2: {1, 2, 3}}, unread: make(map[[2]int64]chat.Unread)},
			hub:      cable.NewHub(),
			listener: make(pipes),
		}
		f.publisher = channels.NewPublisher(f.hub)
		f.server = cable.NewServer(cable.Options{
			Hub:          f.hub,
			Channels:     channels.All(f.members, f.publisher),
			Epoch:        "e1",
			Authenticate: userOfPath,
			Log:          slog.New(slog.DiscardHandler),
		})
		web := &http.Server{Handler: f.server}
		go func() { _ = web.Serve(f.listener) }()
		defer func() {
			if err := f.server.Shutdown(context.Background()); err != nil {
				t.Errorf("shutdown: %v", err)
			}
			_ = web.Close()
		}()
		test(t, f)
	})
}

// userOfPath is the user of id n for /cable/n.
func userOfPath(r *http.Request) (cable.Identity, error) {
	id, err := strconv.ParseInt(strings.TrimPrefix(r.URL.Path, "/cable/"), 10, 64)
	return channels.Identity{UserID: id, SessionID: id, Name: names[id]}, err
}

// pipes is a listener whose connections are given to it.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	if conn, ok := <-p; ok {
		return conn, nil
	}
	return nil, net.ErrClosed
}

func (p pipes) Close() error   { close(p); return nil }
func (p pipes) Addr() net.Addr { return &net.UnixAddr{} }

// tab is one connection; all it gets is read at once.
type tab struct {
	t    *testing.T
	conn net.Conn

	mu    sync.Mutex
	heard []string // guarded by mu
}

func (f *campfire) tab(userID int64) *tab {
	f.t.Helper()
	c := f.connect(userID, "actioncable-v1-json")
	c.wants(`{"type":"welcome"}`)
	return c
}

// extendedTab speaks the extended protocol.
func (f *campfire) extendedTab(userID int64) *tab {
	f.t.Helper()
	c := f.connect(userID, "actioncable-v1-ext-json")
	synctest.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heard = nil // a welcome with a random sid
	return c
}

func (f *campfire) connect(userID int64, protocol string) *tab {
	f.t.Helper()
	dialer := ws.Dialer{
		Protocols: []string{protocol},
		NetDial: func(context.Context, string, string) (net.Conn, error) {
			near, far := net.Pipe()
			f.listener <- far
			return near, nil
		},
	}
	conn, early, _, err := dialer.Dial(context.Background(), fmt.Sprintf("ws://campfire/cable/%d", userID))
	if err != nil {
		f.t.Fatal(err)
	}
	c := &tab{t: f.t, conn: conn}
	var r io.Reader = conn
	if early != nil {
		r = early
	}
	go c.read(r)
	return c
}

func (c *tab) read(r io.Reader) {
	defer c.conn.Close()
	for {
		text, err := wsutil.ReadServerText(readWriter{r, c.conn})
		if err != nil {
			return
		}
		c.mu.Lock()
		c.heard = append(c.heard, string(text))
		c.mu.Unlock()
	}
}

type readWriter struct {
	io.Reader
	io.Writer
}

// wants compares all that came since the last call, or since the messages of
// subscribe, with texts.
func (c *tab) wants(texts ...string) {
	c.t.Helper()
	synctest.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.Equal(c.heard, texts) {
		c.t.Fatalf("got  %q\nwant %q", c.heard, texts)
	}
	c.heard = nil
}

func (c *tab) send(command, identifier, data string) {
	c.t.Helper()
	text, err := json.Marshal(map[string]string{"command": command, "identifier": identifier, "data": data})
	if err != nil {
		c.t.Fatal(err)
	}
	if err := wsutil.WriteClientText(c.conn, text); err != nil {
		c.t.Fatal(err)
	}
}

// subscription is what a tab subscribed to.
type subscription struct {
	*tab
	identifier string
}

// subscribe wants the confirmation and then messages.
func (c *tab) subscribe(channel string, roomID int64, messages ...string) subscription {
	c.t.Helper()
	s := subscription{c, fmt.Sprintf(`{"channel":%q,"room_id":%d}`, channel, roomID)}
	c.send("subscribe", s.identifier, "")
	c.wants(append([]string{s.reply("confirm_subscription")}, s.wrap(messages)...)...)
	return s
}

// subscribeAlone subscribes to a channel that takes no room.
func (c *tab) subscribeAlone(channel string) subscription {
	c.t.Helper()
	s := subscription{c, fmt.Sprintf(`{"channel":%q}`, channel)}
	c.send("subscribe", s.identifier, "")
	c.wants(s.reply("confirm_subscription"))
	return s
}

func (s subscription) reply(kind string) string {
	return fmt.Sprintf(`{"identifier":%q,"type":%q}`, s.identifier, kind)
}

func (s subscription) wrap(messages []string) []string {
	wrapped := make([]string, len(messages))
	for i, m := range messages {
		wrapped[i] = fmt.Sprintf(`{"identifier":%q,"message":%s}`, s.identifier, m)
	}
	return wrapped
}

// gets wants exactly these messages since the last look.
func (s subscription) gets(messages ...string) {
	s.t.Helper()
	s.wants(s.wrap(messages)...)
}

func (s subscription) perform(action string) {
	s.t.Helper()
	s.send("message", s.identifier, fmt.Sprintf(`{"action":%q}`, action))
	synctest.Wait()
}

func (s subscription) leave() {
	s.t.Helper()
	s.send("unsubscribe", s.identifier, "")
	synctest.Wait()
}

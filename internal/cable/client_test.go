package cable_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"
	"go.uber.org/goleak"

	"campfire/internal/cable"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience ends a test that hangs; no result depends on it.
const patience = 20 * time.Second

// channel admits everyone to the stream named by its parameter, and says what
// it was asked.
type channel struct {
	subscribe    func(ctx context.Context, sub *cable.Subscription) error // after attaching
	perform      func(sub *cable.Subscription, action string, data json.RawMessage) error
	unsubscribed chan *cable.Subscription
}

func (ch *channel) Subscribe(ctx context.Context, sub *cable.Subscription) error {
	var params struct {
		Stream string `json:"stream"`
	}
	if err := sub.Params(&params); err != nil {
		return err
	}
	if params.Stream != "" {
		sub.Stream(params.Stream)
	}
	if ch.subscribe != nil {
		return ch.subscribe(ctx, sub)
	}
	return nil
}

func (ch *channel) Perform(_ context.Context, sub *cable.Subscription, action string, data json.RawMessage) error {
	if ch.perform != nil {
		return ch.perform(sub, action, data)
	}
	return errors.New("no such action")
}

func (ch *channel) Unsubscribe(sub *cable.Subscription) { ch.unsubscribed <- sub }

// refuses is a channel that rejects everyone.
type refuses struct{ channel }

func (*refuses) Subscribe(context.Context, *cable.Subscription) error { return cable.ErrRejected }

// user is who ?user= names; without it nobody.
func user(r *http.Request) (cable.Identity, error) {
	if name := r.URL.Query().Get("user"); name != "" {
		return name, nil
	}
	return nil, cable.ErrUnauthorized
}

// eventually waits for what other goroutines bring about.
func eventually(done func() bool) {
	for !done() {
		runtime.Gosched()
	}
}

type fixture struct {
	*cable.Server
	hub     *cable.Hub
	channel *channel
	http    *httptest.Server
}

// server starts one for a test.
type server func(t testing.TB, options ...func(*cable.Options)) *fixture

// eachWay runs test with idle connections parked, where the system can do that,
// and with a goroutine for each connection.
func eachWay(t *testing.T, test func(t *testing.T, serve server)) {
	t.Run("parked", func(t *testing.T) { test(t, serve) })
	t.Run("goroutines", func(t *testing.T) {
		test(t, func(t testing.TB, options ...func(*cable.Options)) *fixture {
			f := serve(t, options...)
			f.KeepGoroutines()
			return f
		})
	})
}

// serve starts a server with Channel and RefusesChannel, changed by options.
func serve(t testing.TB, options ...func(*cable.Options)) *fixture {
	t.Helper()
	f := &fixture{hub: cable.NewHub(), channel: &channel{unsubscribed: make(chan *cable.Subscription, 1000)}}
	o := cable.Options{
		Hub:          f.hub,
		Channels:     map[string]cable.Channel{"Channel": f.channel, "RefusesChannel": &refuses{}},
		Authenticate: user,
		Log:          slog.New(slog.DiscardHandler),
	}
	for _, change := range options {
		change(&o)
	}
	f.Server = cable.NewServer(o)
	f.http = httptest.NewServer(f.Server)
	t.Cleanup(func() {
		f.stop(t)
		f.http.Close()
	})
	return f
}

// stop shuts down and returns when no connection is left.
func (f *fixture) stop(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := f.Shutdown(ctx); err != nil {
		t.Errorf("shutdown: %v", err)
	}
}

type client struct {
	t    testing.TB
	conn net.Conn
	r    io.Reader
	hs   ws.Handshake
}

// dial connects as user "david" and takes the welcome.
func (f *fixture) dial(t testing.TB) *client {
	t.Helper()
	c := f.connect(t, "?user=david", "actioncable-v1-json", "actioncable-unsupported")
	c.wants(`{"type":"welcome"}`)
	return c
}

func (f *fixture) connect(t testing.TB, query string, protocols ...string) *client {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	dialer := ws.Dialer{Protocols: protocols}
	conn, early, hs, err := dialer.Dial(ctx, "ws"+strings.TrimPrefix(f.http.URL, "http")+"/cable"+query)
	if err != nil {
		t.Fatalf("dial: %v", err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(patience))
	if early == nil {
		early = bufio.NewReader(conn)
	}
	return &client{t: t, conn: conn, r: early, hs: hs}
}

// frame reads the next frame that is not a ping of Action Cable's.
func (c *client) frame() (ws.OpCode, string, error) {
	for {
		h, err := ws.ReadHeader(c.r)
		if err != nil {
			return 0, "", err
		}
		payload := make([]byte, h.Length)
		if _, err := io.ReadFull(c.r, payload); err != nil {
			return 0, "", err
		}
		if h.Masked || !h.Fin {
			c.t.Fatalf("server sent header %+v", h)
		}
		if !strings.HasPrefix(string(payload), `{"type":"ping"`) {
			return h.OpCode, string(payload), nil
		}
	}
}

// wants reads the next frames and compares them with texts.
func (c *client) wants(texts ...string) {
	c.t.Helper()
	for _, want := range texts {
		op, got, err := c.frame()
		if err != nil || op != ws.OpText || got != want {
			c.t.Fatalf("got %v %q, %v\nwant %q", op, got, err, want)
		}
	}
}

// wantsClose reads the close frame and the end of the stream behind it.
func (c *client) wantsClose(code ws.StatusCode) {
	c.t.Helper()
	op, payload, err := c.frame()
	if err != nil || op != ws.OpClose {
		c.t.Fatalf("got %v %q, %v, want a close frame", op, payload, err)
	}
	if got, reason := ws.ParseCloseFrameData([]byte(payload)); got != code {
		c.t.Fatalf("closed with %d %q, want %d", got, reason, code)
	}
	if _, _, err := c.frame(); !errors.Is(err, io.EOF) {
		c.t.Fatalf("after the close frame: %v, want the end", err)
	}
}

func (c *client) write(frames ...ws.Frame) {
	c.t.Helper()
	for _, f := range frames {
		if err := ws.WriteFrame(c.conn, f); err != nil {
			c.t.Fatalf("write: %v", err)
		}
	}
}

func (c *client) send(texts ...string) {
	c.t.Helper()
	for _, text := range texts {
		c.write(ws.MaskFrame(ws.NewTextFrame([]byte(text))))
	}
}

// try sends to a server that may have hung up.
func (c *client) try(text string) error {
	return ws.WriteFrame(c.conn, ws.MaskFrame(ws.NewTextFrame([]byte(text))))
}

// subscribe subscribes to Channel on a stream and returns the identifier as
// the server echoes it.
func (c *client) subscribe(stream string) (quoted string) {
	c.t.Helper()
	quoted = quote(`{"channel":"Channel","stream":"` + stream + `"}`)
	c.send(`{"command":"subscribe","identifier":` + quoted + `}`)
	c.wants(`{"identifier":` + quoted + `,"type":"confirm_subscription"}`)
	return quoted
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// raw connects, writes all of request at once and reads the head of the answer.
func (f *fixture) raw(t testing.TB, request string) *client {
	t.Helper()
	conn, err := net.Dial("tcp", f.http.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(patience))
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(conn)
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	return &client{t: t, conn: conn, r: r}
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"campfire/internal/chat"
	"campfire/internal/config"
	"campfire/internal/httpapi"
	"campfire/internal/richtext"
	"campfire/internal/store"
	"campfire/internal/wire"
)

const processSecret = "0123456789abcdef0123456789abcdef"

// seedAuthors sets up a Campfire in data whose people are signed in.
func seedAuthors(t *testing.T, data string, authors int) (cookies []string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: filepath.Join(data, "db", "production.sqlite3")})
	if err != nil {
		t.Fatal(err)
	}
	service := chat.New(chat.Options{Store: s, Signer: richtext.NewSigner(nil), Encode: wire.EncodeMessage, BcryptCost: bcrypt.MinCost})
	var code string
	for i := range authors {
		r := chat.Registration{Name: fmt.Sprintf("Author %d", i), EmailAddress: fmt.Sprintf("%d@example.com", i), Password: "correct horse"}
		var session chat.Session
		if i == 0 {
			session, _, err = service.FirstRun(t.Context(), r, "", chat.Client{})
		} else {
			session, _, err = service.Join(t.Context(), code, r, chat.Client{})
		}
		if err != nil {
			t.Fatal(err)
		}
		account, err := service.Account(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		code = account.JoinCode
		cookies = append(cookies, cookieOf(t, session.Token))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return cookies
}

func cookieOf(t *testing.T, token string) string {
	key, err := config.Secrets{SecretKeyBase: processSecret}.DeriveKey(httpapi.CookieSalt)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	httpapi.New(httpapi.Options{CookieKey: key, Cable: http.NotFoundHandler()}).SetSession(w, httptest.NewRequest("GET", "/", nil), token)
	return w.Result().Cookies()[0].String()
}

// serverProcess is the real program, serving in a process of its own.
type serverProcess struct {
	command *exec.Cmd
	url     string
	exited  chan struct{}
}

func startServer(t *testing.T, data string, settings ...string) *serverProcess {
	t.Helper()
	port := freePort(t)
	s := &serverProcess{url: "http://127.0.0.1:" + port, exited: make(chan struct{})}
	s.command = exec.Command("campfire", "serve") // put on the path by TestMain
	s.command.Env = append(s.command.Environ(), "DATA_PATH="+data, "PORT="+port, "BIND=127.0.0.1", "SECRET_KEY_BASE="+processSecret, "POST_RATE=0", "LOG_LEVEL=warn")
	s.command.Env = append(s.command.Env, settings...)
	var log bytes.Buffer
	s.command.Stderr = &log
	if err := s.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = s.command.Wait() // killed on purpose
		close(s.exited)
	}()
	t.Cleanup(func() {
		_ = s.command.Process.Kill() // may have ended
		<-s.exited
		if t.Failed() {
			t.Logf("the server's log:\n%s", log.String())
		}
	})
	s.waitUntilUp(t)
	return s
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}

func (s *serverProcess) waitUntilUp(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		if response, err := http.Get(s.url + "/up"); err == nil {
			response.Body.Close()
			return
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-s.exited:
			t.Fatal("the server did not start")
		case <-ctx.Done():
			t.Fatal("the server does not answer")
		}
	}
}

// send returns the status and the body of an answer; 0 when there was none.
func (s *serverProcess) send(ctx context.Context, method, path, cookie, body string) (int, []byte) {
	request, err := http.NewRequestWithContext(ctx, method, s.url+path, strings.NewReader(body))
	if err != nil {
		return 0, nil
	}
	request.Header.Set("Cookie", cookie)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, nil
	}
	return response.StatusCode, answer
}

// tryPost reports whether the server said that it has the message.
func (s *serverProcess) tryPost(ctx context.Context, room int64, cookie, id string) bool {
	status, _ := s.send(ctx, "POST", fmt.Sprintf("/api/rooms/%d/messages", room), cookie, fmt.Sprintf(`{"body":"message %s","client_message_id":%q}`, id, id))
	return status == http.StatusCreated
}

func (s *serverProcess) post(t *testing.T, room int64, cookie, id string) {
	t.Helper()
	id = strings.ReplaceAll(id, " ", "-")
	if !s.tryPost(t.Context(), room, cookie, id) {
		t.Errorf("posting %s did not work", id)
	}
}

// get decodes the answer to a request that must succeed.
func (s *serverProcess) get(t *testing.T, path, cookie string, into any) {
	t.Helper()
	status, body := s.send(t.Context(), "GET", path, cookie, "")
	if status != http.StatusOK {
		t.Fatalf("%s: %d %s", path, status, body)
	}
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func (s *serverProcess) roomOf(t *testing.T, cookie string) int64 {
	t.Helper()
	var answer struct{ Rooms []struct{ ID int64 } }
	s.get(t, "/api/rooms", cookie, &answer)
	return answer.Rooms[0].ID
}

// history counts how often each client message id is in the room.
func (s *serverProcess) history(t *testing.T, room int64, cookie string) map[string]int {
	t.Helper()
	found := make(map[string]int)
	before := ""
	for {
		var page struct {
			Messages []struct {
				ID              int64
				ClientMessageID string `json:"client_message_id"`
			}
			HasBefore bool `json:"has_before"`
		}
		s.get(t, fmt.Sprintf("/api/rooms/%d/messages?limit=100%s", room, before), cookie, &page)
		for _, m := range page.Messages {
			found[m.ClientMessageID]++
		}
		if !page.HasBefore {
			return found
		}
		before = fmt.Sprintf("&before=%d", page.Messages[0].ID)
	}
}

// feed counts how often each client message id was created in the room's feed,
// and fails when a seq is missing.
func (s *serverProcess) feed(t *testing.T, room int64, cookie string) map[string]int {
	t.Helper()
	found := make(map[string]int)
	var after int64
	for {
		var page struct {
			Events []struct {
				Seq             int64
				Type            string
				ClientMessageID string `json:"client_message_id"`
			}
			Seq  int64
			More bool
		}
		s.get(t, fmt.Sprintf("/api/rooms/%d/events?after=%d", room, after), cookie, &page)
		for _, e := range page.Events {
			if after++; e.Seq != after {
				t.Fatalf("the feed goes from %d to %d", after-1, e.Seq)
			}
			if e.Type == "message.created" {
				found[e.ClientMessageID]++
			}
		}
		if !page.More {
			return found
		}
	}
}

package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// samples are the bots of docs/bots.md, by language, as they stand there.
func samples(t *testing.T) map[string]string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(repository, "docs", "bots.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]string)
	for _, block := range regexp.MustCompile("(?s)\n```(sh|python|go)\n(.*?\n)```\n").FindAllStringSubmatch(string(page), -1) {
		found[block[1]] = block[2]
	}
	for _, language := range []string{"sh", "python", "go"} {
		if n := linesOfCode(found[language]); n == 0 || n > 20 {
			t.Errorf("the bot in %s has %d lines, want at most 20", language, n)
		}
	}
	return found
}

func linesOfCode(text string) (n int) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "//") {
			n++
		}
	}
	return n
}

// TestTheBotsOfThePageWork runs them as somebody does who copies them from there.
func TestTheBotsOfThePageWork(t *testing.T) {
	bots, data, folder := samples(t), t.TempDir(), t.TempDir()
	cookie := seedAuthors(t, data, 1)[0]
	server := startServer(t, data)
	addBot := func(name, webhook string) (bot struct {
		ID            int64
		BotKey        string `json:"bot_key"`
		WebhookSecret string `json:"webhook_secret"`
	},
	) {
		server.make(t, "/api/account/bots", cookie, fmt.Sprintf(`{"name":%q,"webhook_url":%q}`, name, webhook), &bot)
		return bot
	}
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}

	room := "CAMPFIRE_ROOM=" + server.url + "/rooms/1/" + addBot("Reporter", "").BotKey
	script := write("report.sh", bots["sh"])
	execute(t, room, script, "echo", "two < three & four")
	execute(t, room, script, "false")
	server.saidBy(t, 1, cookie, "✅ echo two < three & four\ntwo < three & four", "❌ false")

	address := "127.0.0.1:" + freePort(t)
	echo := addBot("Echo", "http://"+address)
	_, port, _ := net.SplitHostPort(address)
	start(t, address, "CAMPFIRE_SECRET="+echo.WebhookSecret, "python3", write("echo.py", bots["python"]), port)
	var direct struct{ ID int64 }
	server.make(t, "/api/rooms", cookie, fmt.Sprintf(`{"type":"direct","user_ids":[%d]}`, echo.ID), &direct)
	said := func(room int64, body string) {
		server.make(t, fmt.Sprintf("/api/rooms/%d/messages", room), cookie, fmt.Sprintf(`{"body":%q,"client_message_id":"1"}`, body), new(struct{}))
	}
	said(direct.ID, "is 1 &lt; 2?")
	server.saidBy(t, direct.ID, cookie, "You said: is 1 < 2?")
	forged, err := http.Post("http://"+address, "application/json", strings.NewReader(`{"message":{"body":{"plain":"psst"}}}`))
	if err != nil || forged.StatusCode != http.StatusForbidden {
		t.Errorf("what is not signed: %v, %v", forged, err)
	}

	address = "127.0.0.1:" + freePort(t)
	roll := addBot("Dice", "http://"+address)
	execute(t, "", "go", "build", "-o", filepath.Join(folder, "roll"), write("roll.go", bots["go"]))
	start(t, address, "", filepath.Join(folder, "roll"), address)
	status, answer := server.send(t.Context(), "PUT", fmt.Sprintf("/api/account/bots/%d/commands/roll", roll.ID), cookie, `{"description":"Rolls a die"}`)
	if status != http.StatusCreated {
		t.Fatalf("%d %s", status, answer)
	}
	said(1, "/roll")
	server.saidBy(t, 1, cookie, "✅ echo two < three & four\ntwo < three & four", "❌ false", "🎲 ")
}

func execute(t *testing.T, setting string, command ...string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), command[0], command[1:]...)
	c.Env = append(c.Environ(), setting) // an empty one is none
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", command, err, out)
	}
}

// start runs a program until the test ends, and waits until it listens.
func start(t *testing.T, address, setting string, command ...string) {
	t.Helper()
	c := exec.Command(command[0], command[1:]...)
	c.Env, c.Stderr = append(c.Environ(), setting), t.Output()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill() // may have ended
		_ = c.Wait()
	})
	eventually(t, func() string {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return err.Error()
		}
		_ = conn.Close()
		return ""
	})
}

// saidBy waits until bots have said so much in a room; the last may go on.
func (s *serverProcess) saidBy(t *testing.T, room int64, cookie string, want ...string) {
	t.Helper()
	eventually(t, func() string {
		var page struct {
			Messages []struct {
				BodyText string `json:"body_text"`
				Creator  struct{ Role string }
			}
		}
		s.get(t, fmt.Sprintf("/api/rooms/%d/messages?limit=100", room), cookie, &page)
		var said []string
		for _, m := range page.Messages {
			if m.Creator.Role == "bot" {
				said = append(said, strings.TrimSpace(m.BodyText))
			}
		}
		if len(said) == len(want) && strings.HasPrefix(strings.Join(said, "|"), strings.Join(want, "|")) {
			return ""
		}
		return fmt.Sprintf("they say %q, want %q", said, want)
	})
}

// eventually waits until there is nothing left to complain of.
func eventually(t *testing.T, complaint func() string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		why := complaint()
		if why == "" {
			return
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			t.Fatal(why)
		}
	}
}

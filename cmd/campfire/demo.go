package main

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"campfire/internal/chat"
	"campfire/internal/config"
)

//go:embed demo.txt
var demoText string

func demoCommand() command {
	return command{
		name: "demo", summary: "look around in a team that is thrown away afterwards",
		details: "It takes the settings of campfire serve, but for where data is: that is a\n" +
			"folder made for it and removed when it stops.",
		example: "PORT=8080 campfire demo",
		prepare: func(*flag.FlagSet) action {
			return func(ctx context.Context, t terminal, args []string) error {
				if err := noArguments(args); err != nil {
					return err
				}
				return demo(ctx, t)
			}
		},
	}
}

func demo(ctx context.Context, t terminal) error {
	cfg, err := config.Load(t.environ)
	if err != nil {
		return err
	}
	cfg.DataPath, err = os.MkdirTemp("", "campfire-demo-")
	if err != nil {
		return err
	}
	cfg.DatabasePath = filepath.Join(cfg.DataPath, "db", "demo.sqlite3")
	cfg.LogLevel = max(cfg.LogLevel, slog.LevelWarn) // request lines would push the links off the screen
	err = serve(ctx, t, cfg, func(a *app, address string) (http.Handler, error) {
		script, err := parseDemo(demoText, time.Now())
		if err != nil {
			return nil, err
		}
		people, err := seedDemo(ctx, a.store, a.signer, script)
		if err != nil {
			return nil, err
		}
		links := demoLinks{app: a, token: rand.Text()}
		links.print(t.out, address, script.team, people)
		return links.handler(), nil
	})
	return errors.Join(err, os.RemoveAll(cfg.DataPath))
}

// demoLinks are addresses that sign whoever opens one in as one of the team.
type demoLinks struct {
	app   *app
	token string // keeps the addresses from being guessed
}

func (l demoLinks) print(w io.Writer, address, team string, people []chat.User) {
	fmt.Fprintf(w, `
  *** THIS IS A DEMO ***
  %s and its people are made up. Everything written here is thrown
  away when this stops. To keep what is said, run campfire serve.

  Open one of these to be signed in, and another in a private window to have
  somebody to talk to:

`, team)
	for _, u := range people {
		fmt.Fprintf(w, "    %s%s  %s, %s\n", address, l.path(strconv.FormatInt(u.ID, 10)), u.Name, u.Role)
	}
	fmt.Fprint(w, "\n  Ctrl+C stops it.\n\n")
}

func (l demoLinks) path(user string) string { return "/demo/" + l.token + "/" + user }

// handler is the server with the links.
func (l demoLinks) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+l.path("{user}"), l.signIn)
	mux.Handle("/", l.app.http)
	return mux
}

func (l demoLinks) signIn(w http.ResponseWriter, r *http.Request) {
	userID, err := strconv.ParseInt(r.PathValue("user"), 10, 64)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	session, err := l.app.chat.StartSession(r.Context(), userID, chat.Client{UserAgent: r.UserAgent()})
	if err != nil {
		http.NotFound(w, r)
		return
	}
	l.app.http.SetSession(w, r, session.Token)
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

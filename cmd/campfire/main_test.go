package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain puts this very program on the path, by every name it may have.
func TestMain(m *testing.M) {
	programs := map[string]func(){"campfire": main}
	for name := range calledAs {
		programs[name] = main
	}
	testscript.Main(m, programs)
}

// TestCommands runs the scripts in testdata, each in a folder of its own with a
// port of its own in $PORT.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("BIND", "127.0.0.1")
			env.Setenv("PORT", freePort(t))
			env.Setenv("OTHER_PORT", freePort(t))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "up": up, "http": httpCommand, "terminate": terminate, "mode": mode, "damage": damage,
		},
		RequireUniqueNames: true,
	})
}

// exits CODE program [args…] runs a program that must end with the code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ended := errors.AsType[*exec.ExitError](err)
		if !ended {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("it exits with %d, want %d", got, want)
	}
}

// up waits until the server at $PORT answers.
func up(ts *testscript.TestScript, _ bool, _ []string) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		response, err := http.Get("http://127.0.0.1:" + ts.Getenv("PORT") + "/up")
		if err == nil {
			response.Body.Close()
			return
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			ts.Fatalf("there is no server: %v", err)
		}
	}
}

// http STATUS METHOD PATH [BODY] sends a request, which must be answered with
// the status, and puts the answer on standard output: header, then body.
func httpCommand(ts *testscript.TestScript, _ bool, args []string) {
	body := strings.Join(args[3:], " ")
	request, err := http.NewRequest(args[1], "http://127.0.0.1:"+ts.Getenv("PORT")+args[2], strings.NewReader(body))
	ts.Check(err)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultTransport.RoundTrip(request) // redirects are not followed
	ts.Check(err)
	defer response.Body.Close()
	ts.Check(response.Header.Write(ts.Stdout()))
	_, err = io.Copy(ts.Stdout(), response.Body)
	ts.Check(err)
	if got := strconv.Itoa(response.StatusCode); got != args[0] {
		ts.Fatalf("%s %s is answered with %s, want %s", args[1], args[2], got, args[0])
	}
}

// terminate asks the program started last to end.
func terminate(ts *testscript.TestScript, _ bool, _ []string) {
	running := ts.BackgroundCmds()
	ts.Check(running[len(running)-1].Process.Signal(syscall.SIGTERM))
}

// mode PERMISSIONS FILE compares a file's permissions.
func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := fmt.Sprintf("%04o", info.Mode().Perm()); got != args[0] {
		ts.Fatalf("%s has mode %s, want %s", args[1], got, args[0])
	}
}

// damage FILE overwrites what is in a database, but for its first page.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	content, err := os.ReadFile(path)
	ts.Check(err)
	for i := 4096; i < len(content); i++ {
		content[i] = 0xa5
	}
	ts.Check(os.WriteFile(path, content, 0o600))
}

func TestEveryCommandHelps(t *testing.T) {
	for _, c := range commands() {
		var out, complaints strings.Builder
		words := append(strings.Fields(c.name), "--help")
		code := run(t.Context(), terminal{out: &out, err: &complaints}, words)
		help := out.String()
		if code != 0 || complaints.Len() > 0 || !strings.Contains(help, "\nExample:\n  ") || !strings.Contains(help, "campfire "+c.name) || c.summary == "" {
			t.Errorf("campfire %s exits with %d: %s%s", strings.Join(words, " "), code, complaints.String(), help)
		}
		if _, _, found := find(strings.Fields(c.example)[1:]); !found && !strings.Contains(c.example, "=") {
			t.Errorf("the example of %s, %q, is no command", c.name, c.example)
		}
	}
}

package main

import (
	"bytes"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestMain lets this test be what bench is: also its own bare server. Seeds are
// kept for as long as it runs.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == bareCommand {
		main()
		return
	}
	os.Exit(inTempDir(m.Run))
}

func inTempDir(run func() int) int {
	dir, err := os.MkdirTemp("", "bench-test-")
	if err == nil {
		err = os.Setenv("TMPDIR", dir)
	}
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	return run()
}

// tinyBench measures the real binary, next to nothing of everything.
func tinyBench(t *testing.T) (*bench, *bytes.Buffer) {
	t.Helper()
	binary := filepath.Join("..", "bin", "campfire")
	if _, err := os.Stat(binary); err != nil {
		t.Skip("bin/campfire is not built; make build does that, make test-go too")
	}
	var progress bytes.Buffer
	b, err := newBench(t.Context(), options{binary: binary, rounds: 1, scale: 0.0001, measure: 50 * time.Millisecond}, &progress)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.close(); err != nil {
			t.Error(err)
		}
	})
	return b, &progress
}

// TestEveryScenarioGivesItsRows runs all of the bench, for its checks and not
// for its numbers.
func TestEveryScenarioGivesItsRows(t *testing.T) {
	b, progress := tinyBench(t)
	if err := b.runAll(t.Context(), regexp.MustCompile("")); err != nil {
		t.Fatalf("%v\n%s", err, progress)
	}
	text := b.table.String()
	for _, want := range []string{
		"post over HTTP", "post while a checkpoint runs", "post while 20 sockets listen",
		"open a room (latest 40 messages), warm", "open a room one has (304)", "open a room, nothing cached", "room list",
		"search", "fan-out to 20 sockets, 1 in", "fan-out to 20 sockets, 4 in", "fan-out to 20 sockets, 16 in",
		"fan-out to 5 sockets", "fan-out to 40 sockets", "seen by another client",
		"idle sockets, pinged every 3 s: memory", "idle sockets, pinged every 3 s: the whole", "idle sockets, pinged every 3 s: processor",
		"20 clients dropped at once", "start to first answer", "memory, idle", "memory, 10 sockets", "memory, after",
		"room of 20 members", "room of 40 members", "10 members, 200 messages",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing is said of %q", want)
		}
	}
	for _, r := range b.table.rows {
		for _, n := range append(each(r.rounds, sample.self), each(r.against, sample.self)...) {
			if math.IsNaN(n) || math.IsInf(n, 0) {
				t.Errorf("%s: %v is no number", r.what, n)
			}
		}
		if len(r.rounds) == 0 || len(r.against) > 0 && r.ratio() <= 0 {
			t.Errorf("%s: %+v", r.what, r)
		}
	}
	if t.Failed() {
		t.Logf("\n%s\n%s", text, progress)
	}
}

func TestAMissingPostIsNoticed(t *testing.T) {
	b, _ := tinyBench(t)
	s, err := b.startPosting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for worker := range s.crew {
		if err := s.crew.post(worker); err != nil {
			t.Error(err)
		}
	}
	if err := s.posts.verify(t.Context()); err != nil {
		t.Errorf("all is there, but: %v", err)
	}
	first := s.crew[0]
	s.posts.acknowledged[first.room]["never-posted"] = 1 << 40
	if err := s.end(t.Context()); err == nil || !strings.Contains(err.Error(), "0 times in the history, 0 times in the feed, in the search index: false") {
		t.Errorf("got %v", err)
	}
}

func TestFlags(t *testing.T) {
	o, err := parseFlags([]string{"-quick", "-scale", "0.5"}, io.Discard)
	if err != nil || o.rounds != 1 || o.scale != 0.5 || o.measure != 300*time.Millisecond {
		t.Errorf("%+v, %v", o, err)
	}
	for _, args := range [][]string{{"-rounds", "0"}, {"-scale", "2"}, {"-scenario", "("}, {"-out", "page.md", "-quick"}, {"more"}} {
		if _, err := parseFlags(args, io.Discard); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
}

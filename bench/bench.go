package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"
)

// bench is one run: what is measured, how much of it, and what came out.
type bench struct {
	binary   string // the server
	self     string // this program, which is the bare server, too
	dir      string // removed at the end
	rounds   int
	measure  time.Duration
	sizes    sizes
	progress io.Writer
	table    table

	schema func() (string, error) // of the databases this version makes; asked once
}

func newBench(ctx context.Context, o options, progress io.Writer) (*bench, error) {
	binary, err := filepath.Abs(o.binary)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(binary); err != nil {
		return nil, fmt.Errorf("there is no server to measure, run make build first: %w", err)
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	sizes := scaled(o.scale)
	if err := raiseFileLimit(sizes.many + spareFiles); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "campfire-bench-")
	return &bench{
		binary: binary, self: self, dir: dir,
		rounds: o.rounds, measure: o.measure, sizes: sizes, progress: &sharedWriter{w: progress},
		schema: sync.OnceValues(func() (string, error) { return schema(ctx, dir) }),
	}, err
}

// spareFiles are open files beside the sockets of the largest scenario.
const spareFiles = 1000

func (b *bench) close() error { return os.RemoveAll(b.dir) }

// scenario adds rows to the table.
type scenario struct {
	name string // what -scenario matches
	run  func(*bench, context.Context) error
}

// scenarios in the order of the table.
func scenarios() []scenario {
	return []scenario{
		{"post", (*bench).posting},
		{"post-beside", (*bench).postingBeside},
		{"page", (*bench).pages},
		{"page-uncached", (*bench).uncachedPages},
		{"rooms", (*bench).roomLists},
		{"search", (*bench).searches},
		{"fan-out", (*bench).fanOuts},
		{"seen", (*bench).seen},
		{"idle", (*bench).idleSockets},
		{"storm", (*bench).storm},
		{"start", (*bench).starts},
		{"memory", (*bench).memory},
		{"growth", (*bench).growth},
	}
}

// runAll runs the scenarios that match. One that fails does not keep the others
// from running.
func (b *bench) runAll(ctx context.Context, match *regexp.Regexp) error {
	var failed error
	ran := 0
	for _, s := range scenarios() {
		if !match.MatchString(s.name) {
			continue
		}
		ran++
		b.say("%s", s.name)
		if err := s.run(b, ctx); err != nil {
			err = fmt.Errorf("%s: %w", s.name, err)
			b.say("%v", err)
			b.table.leaveOut(s.name, "failed, see above")
			failed = errors.Join(failed, err)
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	if ran == 0 {
		return fmt.Errorf("there is no scenario %s", match)
	}
	return failed
}

// variant is one way of doing what a row is about.
type variant struct {
	name string
	// measure does it for d; what it returns is one round.
	measure func(ctx context.Context, d time.Duration) (sample, error)
}

// interleave measures variants in turn, A B C A B C, so that what else the
// machine does meanwhile falls on all alike. A short round of each comes first
// and does not count. It returns the rounds of each variant.
func (b *bench) interleave(ctx context.Context, variants ...variant) ([][]sample, error) {
	rounds := make([][]sample, len(variants))
	for round := range b.rounds + 1 {
		warming, d := round == 0, b.measure
		if warming {
			d /= 5
		}
		for i, v := range variants {
			s, err := v.measure(ctx, d)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", v.name, err)
			}
			if !warming {
				b.say("  %s, round %d of %d: %s", v.name, round, b.rounds, s)
				rounds[i] = append(rounds[i], s)
			}
		}
	}
	return rounds, nil
}

// sharedWriter is written to by several, one after another.
type sharedWriter struct {
	mu sync.Mutex
	w  io.Writer // guarded by mu
}

func (s *sharedWriter) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.w.Write(p)
}

func (b *bench) say(format string, args ...any) { fmt.Fprintf(b.progress, format+"\n", args...) }

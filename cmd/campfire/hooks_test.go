package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"testing/synctest"
)

func TestTheProgramAnswersToTheNamesOfTheHooks(t *testing.T) {
	for argv, want := range map[string]string{
		"/bin/campfire serve":          "serve",
		"campfire":                     "",
		"/hooks/pre-backup":            "hook pre-backup",
		"/hooks/post-restore":          "hook post-restore",
		"sleep infinity":               "hook wait infinity",
		"/bin/campfire sleep infinity": "sleep infinity", // by its own name it has no such command
	} {
		got := commandLine(strings.Fields(argv))
		if strings.Join(got, " ") != want {
			t.Errorf("%s is campfire %s, want campfire %s", argv, strings.Join(got, " "), want)
		}
	}
}

func TestWaitEndsWhenItIsStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan int, 1)
		go func() {
			ended <- run(ctx, terminal{out: io.Discard, err: io.Discard}, []string{"hook", "wait", "infinity"})
		}()
		synctest.Wait()
		if len(ended) > 0 {
			t.Fatal("it does not wait")
		}
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("it exits with %d", code)
		}
	})
}

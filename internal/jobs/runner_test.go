package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
	"campfire/internal/jobs"
)

const kind chat.JobKind = "test"

// office is a store with a worker whose attempts the test decides.
type office struct {
	*chattest.Campfire
	t      *testing.T
	runner *jobs.Runner
	ended  chan error

	mu   sync.Mutex
	done map[string]int // guarded by mu; attempts by payload
}

// open begins the work. What a worker leaves out is generous.
func open(t *testing.T, c *chattest.Campfire, w jobs.Worker, change ...func(*jobs.Options)) *office {
	o := &office{Campfire: c, t: t, ended: make(chan error, 1), done: make(map[string]int)}
	do := w.Do
	w.Kind = kind
	w.Do = func(ctx context.Context, j chat.Job) error {
		o.mu.Lock()
		o.done[string(j.Payload)]++
		o.mu.Unlock()
		return do(ctx, j)
	}
	w.AtOnce, w.PerHost, w.Attempts = max(w.AtOnce, 1), max(w.PerHost, 1), max(w.Attempts, 1)
	w.Timeout, w.Pause = max(w.Timeout, time.Minute), max(w.Pause, 2)
	options := jobs.Options{Store: c.Store, Workers: []jobs.Worker{w}, Due: c.Store.JobsDue()}
	for _, f := range change {
		f(&options)
	}
	o.runner = jobs.New(options)
	go func() { o.ended <- o.runner.Run(context.Background()) }()
	t.Cleanup(o.close)
	return o
}

// close may be called twice.
func (o *office) close() {
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // waits for nothing
	_ = o.runner.Shutdown(ctx)
}

func (o *office) attempts(payload string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.done[payload]
}

func write(c *chattest.Campfire, all ...chat.Job) {
	c.InTx(func(tx chat.Tx) error {
		for _, j := range all {
			j.Kind, j.CreatedAt = kind, time.Now()
			if _, err := tx.CreateJob(j); err != nil {
				return err
			}
		}
		return nil
	})
}

func job(payload, host string) chat.Job {
	return chat.Job{Payload: []byte(payload), Host: host, RunAt: time.Now()}
}

// wait returns the counts when they are as wanted.
func (o *office) wait(want func(chat.JobCount) bool) chat.JobCount {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), time.Minute)
	defer cancel()
	for {
		var n chat.JobCount
		counts, err := o.Store.JobCounts(ctx)
		if len(counts) > 0 {
			n = counts[0]
		}
		if err == nil && want(n) {
			return n
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			o.t.Fatalf("the jobs stay as %+v, %v", n, err)
		}
	}
}

func none(n chat.JobCount) bool { return n == chat.JobCount{} }

func TestWhatIsCommittedIsDone(t *testing.T) {
	c := chattest.New(t)
	o := open(t, c, jobs.Worker{Do: func(context.Context, chat.Job) error { return nil }})
	refused := errors.New("refused")
	err := c.Store.InTx(t.Context(), func(tx chat.Tx) error {
		_, err := tx.CreateJob(chat.Job{Kind: kind, Payload: []byte(`"undone"`), RunAt: time.Now(), CreatedAt: time.Now()})
		return errors.Join(err, refused)
	})
	if !errors.Is(err, refused) {
		t.Fatal(err)
	}
	twice := job(`"once"`, "")
	twice.UniqueKey = "the same"
	write(c, job(`"done"`, ""), twice, twice)
	o.wait(none)
	for payload, want := range map[string]int{`"done"`: 1, `"once"`: 1, `"undone"`: 0} {
		if got := o.attempts(payload); got != want {
			t.Errorf("%s was done %d times, want %d", payload, got, want)
		}
	}
}

func TestWhatFailsIsTriedAgainAndThenGivenUp(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	o := open(t, c, jobs.Worker{Attempts: 3, Do: func(_ context.Context, j chat.Job) error {
		switch string(j.Payload) {
		case `"twice"`:
			if j.Attempts < 2 {
				return errors.New("not yet")
			}
			return nil
		case `"never"`:
			return jobs.Never(errors.New("no such place"))
		case `"panics"`:
			panic("at the disco")
		default:
			return errors.New("still no")
		}
	}})
	write(c, job(`"twice"`, ""), job(`"always"`, ""), job(`"never"`, ""), job(`"panics"`, ""))
	o.wait(func(n chat.JobCount) bool { return n.Buried == 3 && n.Waiting+n.Running == 0 })
	for payload, want := range map[string]int{`"twice"`: 2, `"always"`: 3, `"never"`: 1, `"panics"`: 3} {
		if got := o.attempts(payload); got != want {
			t.Errorf("%s was tried %d times, want %d", payload, got, want)
		}
	}
	report, err := c.Jobs(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range report.Buried {
		want := map[string]string{`"always"`: "still no", `"never"`: "no such place", `"panics"`: "panic: at the disco"}[string(j.Payload)]
		if !strings.HasPrefix(j.LastError, want) {
			t.Errorf("%s was given up because %q, want %q", j.Payload, j.LastError, want)
		}
		if string(j.Payload) == `"never"` {
			if err := c.DropJob(t.Context(), ada, j.ID); err != nil {
				t.Error(err)
			}
		} else if err := c.ReplayJob(t.Context(), ada, j.ID); err != nil {
			t.Error(err)
		}
	}
	o.wait(func(n chat.JobCount) bool { return n.Buried == 2 && o.attempts(`"always"`) == 6 })
	if stats := o.runner.Stats()[0]; stats.Done != 1 || stats.Buried != 5 || stats.Retried != 9 {
		t.Errorf("stats are %+v", stats)
	}
}

func TestAHostThatHangsLeavesTheOthersTheirHands(t *testing.T) {
	c := chattest.New(t)
	o := open(t, c, jobs.Worker{AtOnce: 3, PerHost: 2, Do: func(ctx context.Context, j chat.Job) error {
		if j.Host == "dead" {
			<-ctx.Done()
			return ctx.Err()
		}
		return nil
	}})
	for n := range 40 {
		write(c, job(fmt.Sprintf(`"dead %d"`, n), "dead"))
	}
	for n := range 20 {
		write(c, job(fmt.Sprintf(`"alive %d"`, n), "alive"))
	}
	o.wait(func(n chat.JobCount) bool { return n.Waiting == 38 && n.Running == 2 })
}

func TestAHostThatFailsIsLeftAlone(t *testing.T) {
	c := chattest.New(t)
	o := open(t, c, jobs.Worker{Attempts: 8, Do: func(_ context.Context, j chat.Job) error {
		if j.Host == "down" {
			return errors.New("refused")
		}
		return nil
	}}, func(o *jobs.Options) { o.Breaker = jobs.Breaker{Failures: 3, Pause: time.Hour} })
	for n := range 10 {
		write(c, job(fmt.Sprintf(`"down %d"`, n), "down"), job(fmt.Sprintf(`"up %d"`, n), "up"))
	}
	o.wait(func(n chat.JobCount) bool { return n.Waiting == 10 && n.Running == 0 && o.runner.Circuits() != nil })
	next, err := c.Store.NextJobAt(t.Context(), []chat.JobKind{kind})
	if err != nil || time.Until(next) < 50*time.Minute {
		t.Errorf("the next attempt is at %v, %v; want in an hour", next, err)
	}
	tries := 0
	for n := range 10 {
		tries += o.attempts(fmt.Sprintf(`"down %d"`, n))
	}
	if tries != 3 {
		t.Errorf("it was tried %d times, want 3", tries)
	}
	if down := o.runner.Circuits(); len(down) != 1 || down[0].Host != "down" || down[0].State != "open" {
		t.Errorf("left alone are %+v", down)
	}
}

func TestAHostThatIsBackIsTriedByOneAttempt(t *testing.T) {
	c := chattest.New(t)
	var mu sync.Mutex
	down := true // guarded by mu
	o := open(t, c, jobs.Worker{Attempts: 100, Do: func(context.Context, chat.Job) error {
		mu.Lock()
		defer mu.Unlock()
		if down {
			return errors.New("refused")
		}
		return nil
	}}, func(o *jobs.Options) { o.Breaker = jobs.Breaker{Failures: 1, Pause: time.Millisecond} })
	write(c, job(`"a"`, "host"), job(`"b"`, "host"))
	o.wait(func(n chat.JobCount) bool { return n.Retried > 0 })
	mu.Lock()
	down = false
	mu.Unlock()
	o.wait(none)
	if circuits := o.runner.Circuits(); len(circuits) != 0 {
		t.Errorf("left alone are %+v", circuits)
	}
}

// TestOneAttemptTellsWhetherAHostIsBack has more hands than one for a host that answered
// three attempts with nothing: once it may be tried again one of them does.
func TestOneAttemptTellsWhetherAHostIsBack(t *testing.T) {
	c := chattest.New(t)
	hold, begun := make(chan struct{}), make(chan struct{}, 100)
	var mu sync.Mutex
	hanging := false // guarded by mu
	o := open(t, c, jobs.Worker{AtOnce: 4, PerHost: 4, Attempts: 100, Do: func(context.Context, chat.Job) error {
		mu.Lock()
		wait := hanging
		mu.Unlock()
		if !wait {
			return errors.New("refused")
		}
		begun <- struct{}{}
		<-hold
		return nil
	}}, func(o *jobs.Options) { o.Breaker = jobs.Breaker{Failures: 3, Pause: 500 * time.Millisecond} })
	for n := range 8 {
		write(c, job(fmt.Sprintf(`"%d"`, n), "host"))
	}
	o.wait(func(n chat.JobCount) bool { return n.Running == 0 && n.Retried > 0 && len(o.runner.Circuits()) == 1 })
	mu.Lock()
	hanging = true
	mu.Unlock()
	<-begun
	n := o.wait(func(n chat.JobCount) bool { // the others have been looked at, and put off or begun
		next, err := c.Store.NextJobAt(t.Context(), []chat.JobKind{kind})
		return err == nil && time.Until(next) > 0 && n.Running > 0 || n.Running > 1
	})
	if n.Running != 1 {
		t.Errorf("%d attempts at once, want 1", n.Running)
	}
	close(hold)
	o.wait(none)
}

func TestWhatWaitsForTooLongIsGivenUp(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	c.InTx(func(tx chat.Tx) error {
		old := job(`"old"`, "down")
		old.Kind, old.CreatedAt, old.RunAt = kind, time.Now().Add(-4*24*time.Hour), time.Now().Add(time.Hour)
		_, err := tx.CreateJob(old)
		return err
	})
	o := open(t, c, jobs.Worker{Do: func(context.Context, chat.Job) error { return nil }})
	o.wait(func(n chat.JobCount) bool { return n.Buried == 1 })
	report, err := c.Jobs(t.Context(), ada)
	if err != nil || !strings.Contains(report.Buried[0].LastError, "three days") {
		t.Fatalf("given up are %+v, %v", report.Buried, err)
	}
	if err := c.ReplayJob(t.Context(), ada, report.Buried[0].ID); err != nil {
		t.Fatal(err)
	}
	o.wait(none)
	if o.attempts(`"old"`) != 1 {
		t.Error("it was not done when an administrator asked for it")
	}
}

// TestTheJobsOfAFeatureThatIsOffKeepNobodyBusy has due jobs of a kind without a worker.
func TestTheJobsOfAFeatureThatIsOffKeepNobodyBusy(t *testing.T) {
	c := chattest.New(t)
	c.InTx(func(tx chat.Tx) error {
		_, err := tx.CreateJob(chat.Job{Kind: "off", Payload: []byte(`"due"`), RunAt: time.Now(), CreatedAt: time.Now()})
		return err
	})
	next, err := c.Store.NextJobAt(t.Context(), []chat.JobKind{kind})
	if err != nil || !next.IsZero() {
		t.Errorf("the next is at %v, %v; want none", next, err)
	}
}

func TestShutdownWaitsForWhatIsBeingDoneAndBeginsNothing(t *testing.T) {
	c := chattest.New(t)
	begun, finish := make(chan struct{}, 1), make(chan struct{})
	o := open(t, c, jobs.Worker{Do: func(context.Context, chat.Job) error {
		begun <- struct{}{}
		<-finish
		return nil
	}})
	write(c, job(`"first"`, ""), job(`"second"`, ""))
	<-begun
	down := make(chan error)
	go func() { down <- o.runner.Shutdown(context.Background()) }()
	if err := <-o.ended; err != nil {
		t.Error(err)
	}
	close(finish)
	if err := <-down; err != nil {
		t.Error(err)
	}
	if n := o.wait(func(n chat.JobCount) bool { return n.Running == 0 }); n.Waiting != 1 || o.attempts(`"second"`) != 0 {
		t.Errorf("left are %+v", n)
	}
}

func TestWhatIsCutOffIsNotCountedAgainstIt(t *testing.T) {
	c := chattest.New(t)
	begun := make(chan struct{}, 1)
	o := open(t, c, jobs.Worker{Do: func(ctx context.Context, _ chat.Job) error {
		begun <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	}})
	write(c, job(`"long"`, ""))
	<-begun
	o.close()
	again := open(t, c, jobs.Worker{Do: func(_ context.Context, j chat.Job) error {
		if j.Attempts != 1 {
			return fmt.Errorf("attempt %d", j.Attempts)
		}
		return nil
	}})
	again.wait(none)
}

func TestALeaseIsRenewedWhileTheWorkGoesOn(t *testing.T) {
	c := chattest.New(t)
	finish := make(chan struct{})
	o := open(t, c, jobs.Worker{AtOnce: 2, Do: func(context.Context, chat.Job) error {
		<-finish
		return nil
	}}, func(o *jobs.Options) { o.Lease = 300 * time.Millisecond })
	write(c, job(`"long"`, ""))
	o.wait(func(n chat.JobCount) bool { return n.Running == 1 })
	first, err := c.Store.NextJobAt(t.Context(), []chat.JobKind{kind}) // its lease is the only thing that ends
	if err != nil {
		t.Fatal(err)
	}
	o.wait(func(chat.JobCount) bool {
		until, err := c.Store.NextJobAt(t.Context(), []chat.JobKind{kind})
		return err == nil && until.Sub(first) > 500*time.Millisecond
	})
	close(finish)
	o.wait(none)
	if n := o.attempts(`"long"`); n != 1 {
		t.Errorf("it was begun %d times", n)
	}
}

func TestWhatEndsTheProcessEachTimeIsGivenUp(t *testing.T) {
	c := chattest.New(t)
	write(c, job(`"deadly"`, ""))
	for range 2 { // leases of processes that are gone
		c.InTx(func(tx chat.Tx) error {
			due, err := tx.DueJobs(kind, time.Now().Add(time.Hour), nil, 1)
			if err != nil || len(due) != 1 {
				return fmt.Errorf("due are %v, %w", due, err)
			}
			return tx.LeaseJob(due[0].ID, "gone", time.Now())
		})
	}
	o := open(t, c, jobs.Worker{Attempts: 2, Do: func(context.Context, chat.Job) error { return nil }})
	o.wait(func(n chat.JobCount) bool { return n.Buried == 1 })
	if n := o.attempts(`"deadly"`); n != 0 {
		t.Errorf("it was begun %d times more", n)
	}
}

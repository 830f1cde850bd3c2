package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

var errRefused = errors.New("refused")

// recorder keeps what was published.
type recorder struct {
	mu      sync.Mutex
	events  []chat.Event  // guarded by mu
	notices []chat.Notice // guarded by mu
}

func (r *recorder) Notify(notices []chat.Notice) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notices = append(r.notices, notices...)
}

func (r *recorder) Publish(events []chat.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, events...)
}

func (r *recorder) all() []chat.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.events)
}

// unruly posts m and then, one time in four, fails in some way.
func unruly(tx chat.Tx, m *chat.Message, room chat.Room) error {
	if _, err := post(tx, m); err != nil {
		return err
	}
	switch rand.IntN(12) {
	case 0:
		return errRefused
	case 1:
		panic("a bug in a rule")
	case 2: // a constraint: there is one account
		return errors.Join(tx.CreateAccount(chat.Account{Name: "second", CreatedAt: epoch, UpdatedAt: epoch}), errRefused)
	default:
		return nil
	}
}

func TestEachAcknowledgedPostIsKeptOnceAndInOrder(t *testing.T) {
	const authors, posts = 64, 10
	published := &recorder{}
	s := openStore(t, store.Options{Publisher: published})
	room, author, _ := conversation(t, s, 0)
	inTx(t, s, func(tx chat.Tx) error {
		return tx.CreateAccount(chat.Account{Name: "first", CreatedAt: epoch, UpdatedAt: epoch})
	})

	var mu sync.Mutex
	var acknowledged []string // guarded by mu
	var wg sync.WaitGroup
	for a := range authors {
		wg.Go(func() {
			for p := range posts {
				m := draft(room, author, fmt.Sprintf("%d-%d", a, p), epoch)
				if s.InTx(t.Context(), func(tx chat.Tx) error { return unruly(tx, &m, room) }) != nil {
					continue
				}
				mu.Lock()
				acknowledged = append(acknowledged, m.ClientMessageID)
				mu.Unlock()
			}
		})
	}
	wg.Wait()

	history := readHistory(t, s, room)
	feed := readFeed(t, s, room)
	inFeed := make([]string, len(feed))
	for i, e := range feed {
		inFeed[i] = e.ClientMessageID
		if e.Seq != int64(i)+1 {
			t.Fatalf("event %d has seq %d", i, e.Seq)
		}
	}
	inHistory := make([]string, len(history))
	for i, m := range history {
		inHistory[i] = m.ClientMessageID
	}
	if !slices.Equal(inFeed, inHistory) {
		t.Error("the feed and history differ")
	}
	inPublished := make([]string, 0, len(feed))
	for i, e := range published.all() {
		inPublished = append(inPublished, e.ClientMessageID)
		if e.Seq != int64(i)+1 {
			t.Fatalf("event %d was published with seq %d", i, e.Seq)
		}
	}
	if !slices.Equal(inPublished, inFeed) {
		t.Error("what was published and the feed differ")
	}
	slices.Sort(acknowledged)
	slices.Sort(inHistory)
	if !slices.Equal(acknowledged, inHistory) {
		t.Errorf("%d posts acknowledged, %d kept", len(acknowledged), len(inHistory))
	}
	if len(acknowledged) == authors*posts || len(acknowledged) == 0 {
		t.Errorf("%d of %d posts succeeded; some were to fail", len(acknowledged), authors*posts)
	}
	inTx(t, s, func(tx chat.Tx) error {
		indexed, err := store.Query(tx, `SELECT body FROM message_search_index ORDER BY body`)
		slices.Sort(indexed)
		if !slices.Equal(indexed, acknowledged) {
			t.Errorf("%d posts acknowledged, %d in the search index", len(acknowledged), len(indexed))
		}
		return err
	})
	if stats := s.Stats(); stats.Groups >= stats.Transactions {
		t.Errorf("%d transactions took %d commits; none was shared", stats.Transactions, stats.Groups)
	}
}

// readHistory pages through a room from its newest message back.
func readHistory(t *testing.T, s *store.Store, room chat.Room) (messages []chat.Message) {
	t.Helper()
	cursor := chat.Cursor{Limit: 40}
	for {
		page, err := s.Messages(t.Context(), room.ID, cursor)
		if err != nil {
			t.Fatal(err)
		}
		messages = slices.Concat(page.Messages, messages)
		if !page.HasBefore {
			return messages
		}
		cursor.Before = messages[0].ID
	}
}

// readFeed reads a room's events from the first.
func readFeed(t *testing.T, s *store.Store, room chat.Room) (events []chat.Event) {
	t.Helper()
	for page := (chat.EventPage{More: true}); page.More; {
		var err error
		if page, err = s.Events(t.Context(), room.ID, page.Seq, 40); err != nil {
			t.Fatal(err)
		}
		events = append(events, page.Events...)
	}
	return events
}

// hold keeps the writer busy until the returned function is called.
func hold(t *testing.T, s *store.Store) (let func()) {
	t.Helper()
	busy, done := make(chan struct{}), make(chan struct{})
	released := make(chan error, 1)
	go func() {
		released <- s.InTx(context.Background(), func(chat.Tx) error {
			close(busy)
			<-done
			return nil
		})
	}()
	<-busy
	return func() {
		close(done)
		if err := <-released; err != nil {
			t.Error(err)
		}
	}
}

// queued waits until n transactions wait for the writer.
func queued(s *store.Store, n int) {
	for s.Stats().QueueDepth < n {
		runtime.Gosched()
	}
}

func TestTransactionsThatWaitShareOneCommit(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, _ := conversation(t, s, 0)
	before := s.Stats()
	let := hold(t, s)
	results := make(chan error, 10)
	for i := range cap(results) {
		go func() {
			m := draft(room, author, fmt.Sprint(i), epoch)
			results <- s.InTx(t.Context(), func(tx chat.Tx) error {
				if _, err := post(tx, &m); i%2 == 1 || err != nil {
					return errors.Join(err, errRefused)
				}
				return nil
			})
		}()
	}
	queued(s, cap(results))
	let()
	refused := 0
	for range cap(results) {
		if errors.Is(<-results, errRefused) {
			refused++
		}
	}
	if kept := len(readHistory(t, s, room)); refused != 5 || kept != 5 {
		t.Errorf("%d refused and %d kept, want 5 and 5", refused, kept)
	}
	if after := s.Stats(); after.Groups != before.Groups+1 {
		t.Errorf("%d commits, want 1", after.Groups-before.Groups)
	}
}

func TestUngroupedTransactionsEachCommit(t *testing.T) {
	s := openStore(t, store.Options{Ungrouped: true})
	let := hold(t, s)
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() { inTx(t, s, func(chat.Tx) error { return nil }) })
	}
	queued(s, 5)
	let()
	wg.Wait()
	if stats := s.Stats(); stats.Groups != stats.Transactions {
		t.Errorf("%d transactions took %d commits", stats.Transactions, stats.Groups)
	}
}

func TestWaitingTransactionCanBeGivenUp(t *testing.T) {
	s := openStore(t, store.Options{})
	let := hold(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	ran, result := false, make(chan error)
	go func() {
		result <- s.InTx(ctx, func(chat.Tx) error {
			ran = true
			return nil
		})
	}()
	queued(s, 1)
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want %v", err, context.Canceled)
	}
	let()
	inTx(t, s, func(chat.Tx) error { return nil }) // comes after it in the queue
	if ran {
		t.Error("a transaction that was given up ran")
	}
}

func TestRunningTransactionIsAnsweredTruly(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, _ := conversation(t, s, 0)
	ctx, cancel := context.WithCancel(t.Context())
	m := draft(room, author, "late", epoch)
	err := s.InTx(ctx, func(tx chat.Tx) error {
		cancel()
		_, err := post(tx, &m)
		return err
	})
	if err != nil || len(readHistory(t, s, room)) != 1 {
		t.Errorf("error = %v with %d messages kept, want none and 1", err, len(readHistory(t, s, room)))
	}
}

func TestTransactionEndsWithItsFunction(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, _ := conversation(t, s, 0)
	var kept chat.Tx
	inTx(t, s, func(tx chat.Tx) error {
		kept = tx
		return nil
	})
	if _, _, err := kept.CreateMessage(draft(room, author, "late", epoch)); err == nil || !strings.Contains(err.Error(), "after its function returned") {
		t.Errorf("error = %v", err)
	}
}

func TestPublisherThatPanicsHurtsNobody(t *testing.T) {
	s := openStore(t, store.Options{Publisher: panicky{}})
	_, _, messages := conversation(t, s, 2)
	if len(messages) != 2 {
		t.Errorf("%d messages", len(messages))
	}
}

type panicky struct{}

func (panicky) Publish([]chat.Event) { panic("a bug in the hub") }

func (panicky) Notify([]chat.Notice) { panic("the hub is broken") }

func TestFullStorageUndoesTheGroupAndRecovers(t *testing.T) {
	published := &recorder{}
	s := openStore(t, store.Options{Publisher: published})
	room, author, before := conversation(t, s, 1)
	m := draft(room, author, "large", epoch)
	m.Body = strings.Repeat("x", 1<<20)
	err := s.InTx(t.Context(), func(tx chat.Tx) error {
		if err := store.Exec(tx, `PRAGMA max_page_count = 1`); err != nil { // no more than there are
			return err
		}
		_, _ = post(tx, &m) // even when the failure is not passed on
		return nil
	})
	if e, ok := errors.AsType[*chat.Error](err); !ok || e.Kind != chat.Unavailable || e.Code != "storage_full" {
		t.Fatalf("error = %v, want storage_full", err)
	}
	if got := len(readHistory(t, s, room)); got != len(before) || len(published.all()) != len(before) {
		t.Errorf("%d messages kept, %d published; want %d", got, len(published.all()), len(before))
	}
	mustPost(t, s, m) // the connection that was full has been replaced
}

func TestAnotherProgramThatWritesMakesItBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db", "production.sqlite3")
	s := openStore(t, store.Options{Path: path})
	room, author, _ := conversation(t, s, 0)
	inTx(t, s, func(tx chat.Tx) error { return store.Exec(tx, `PRAGMA busy_timeout = 1`) })
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	err = s.InTx(t.Context(), func(chat.Tx) error {
		t.Error("a transaction ran while another program wrote")
		return nil
	})
	if e, ok := errors.AsType[*chat.Error](err); !ok || e.Kind != chat.Unavailable || e.Code != "storage_busy" {
		t.Errorf("error = %v, want storage_busy", err)
	}
	if s.Ping(t.Context()) == nil {
		t.Error("said to be well while nothing can be written")
	}
	if _, err := db.Exec(`COMMIT`); err != nil {
		t.Fatal(err)
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("once it can be written again: %v", err)
	}
	mustPost(t, s, draft(room, author, "later", epoch))
}

func TestClosedStoreAnswersUnavailable(t *testing.T) {
	s, err := store.Open(t.Context(), store.Options{Path: t.TempDir() + "/db/production.sqlite3"})
	if err != nil {
		t.Fatal(err)
	}
	room, author, _ := conversation(t, s, 0)
	let := hold(t, s)
	waiting := make(chan error)
	m := draft(room, author, "last", epoch)
	go func() {
		waiting <- s.InTx(t.Context(), func(tx chat.Tx) error {
			_, err := post(tx, &m)
			return err
		})
	}()
	queued(s, 1)
	closed := make(chan error)
	go func() { closed <- s.Close() }()
	let()
	if err := <-waiting; err != nil {
		t.Errorf("a transaction handed in before Close: %v", err)
	}
	if err := <-closed; err != nil {
		t.Errorf("Close: %v", err)
	}
	wantKind(t, s.InTx(t.Context(), func(chat.Tx) error { return nil }), chat.Unavailable)
	wantKind(t, s.Ping(t.Context()), chat.Unavailable)
	if err := s.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

func TestALogThatGrowsTooLargeIsEmptied(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db", "production.sqlite3")
	s := openStore(t, store.Options{Path: path})
	s.TruncateLogBeyond(1 << 20)
	room, author, _ := conversation(t, s, 0)
	m := draft(room, author, "large", epoch)
	m.Body = strings.Repeat("x", 2<<20)
	mustPost(t, s, m)
	for range time.Tick(time.Millisecond) {
		info, err := os.Stat(path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() == 0 {
			break
		}
	}
	if stats := s.Stats(); stats.LogBytes <= 1<<20 || stats.LastCheckpoint.IsZero() {
		t.Errorf("stats = %+v", stats)
	}
}

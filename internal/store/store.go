// Package store keeps everything in one SQLite file: it is the one
// implementation of chat.Store. The names the original Campfire gave its tables
// and values are known here alone.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"campfire/internal/chat"
)

// Options say where the database is and who is told of changes.
type Options struct {
	// Path is the database file; it is made when there is none.
	Path string
	// BackupDir gets a copy of an existing file before its schema is changed.
	// Empty is the folder "backups" beside the file's own folder.
	BackupDir string
	// Publisher is told what was committed; nil when nobody listens.
	Publisher chat.Publisher
	// Logger is told what no caller can be told; nil discards.
	Logger *slog.Logger
	// Retention is how much of the rooms' feeds Run keeps.
	Retention Retention
	// Ungrouped gives every transaction a commit of its own, to measure what
	// sharing them is worth.
	Ungrouped bool
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path       string
	retention  Retention
	logger     *slog.Logger
	lock       *fileLock
	writer     *writer
	log        *checkpointer
	readers    *pool
	vocabulary *vocabulary
	close      func() error
}

var _ chat.Store = (*Store)(nil)

// Open opens the database, brings its schema up to date and starts the writer
// and the checkpointer, which Close ends. What stands in the way of opening is
// a chat.Error whose Message says what to do.
func Open(ctx context.Context, o Options) (*Store, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	lock, err := lockFile(o.Path)
	if err != nil {
		return nil, err
	}
	s, err := open(ctx, o)
	if err != nil {
		return nil, errors.Join(err, lock.release())
	}
	s.lock = lock
	return s, nil
}

// complete fills in what was left out and follows symbolic links, so that one
// file has one lock.
func (o Options) complete() (Options, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	path, err := filepath.Abs(o.Path)
	if err != nil {
		return o, fmt.Errorf("database path: %w", err)
	}
	if err := createEmpty(path); err != nil {
		return o, &chat.Error{
			Kind: chat.Unavailable, Code: "database_unusable", Err: err,
			Message: "The database " + path + " cannot be made. Check that its folder exists and that Campfire may write there",
		}
	}
	if o.Path, err = filepath.EvalSymlinks(path); err != nil {
		return o, fmt.Errorf("database path: %w", err)
	}
	if o.BackupDir == "" {
		o.BackupDir = filepath.Join(filepath.Dir(filepath.Dir(path)), "backups")
	}
	return o, nil
}

// createEmpty makes the file, readable by its owner alone, unless it is there:
// SQLite would let everyone read it. Its companions get the same permissions.
func createEmpty(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return file.Close()
}

func open(ctx context.Context, o Options) (*Store, error) {
	if err := migrate(ctx, o); err != nil {
		return nil, err
	}
	w, err := newWriter(ctx, o)
	if err != nil {
		return nil, err
	}
	log, err := newCheckpointer(ctx, o, w)
	if err != nil {
		return nil, errors.Join(err, w.conn.close())
	}
	s := &Store{path: o.Path, retention: o.Retention, logger: o.Logger, writer: w, log: log, readers: newPool(o.Path, max(4, runtime.NumCPU())), vocabulary: &vocabulary{}}
	s.close = sync.OnceValue(s.shutDown)
	go w.run()
	go log.run()
	return s, nil
}

// Close ends the store: transactions already handed in are still carried out,
// reads that run are waited for, the log is emptied into the file.
func (s *Store) Close() error { return s.close() }

func (s *Store) shutDown() error {
	ctx, cancel := context.WithTimeout(context.Background(), markAtClose)
	defer cancel()
	if err := s.MarkUnread(ctx); err != nil {
		s.logger.Warn("memberships not marked as unread for the original", "error", err)
	}
	s.writer.stop()
	s.log.stop()
	return errors.Join(
		s.readers.close(),
		s.log.conn.close(),
		s.writer.conn.truncateLog(),
		s.writer.conn.close(),
		s.lock.release(),
	)
}

// InTx implements chat.Store. The function runs on the writer's goroutine.
// While it waits for its turn ctx can withdraw it; from then on the answer is
// the true one.
func (s *Store) InTx(ctx context.Context, fn func(chat.Tx) error) error {
	return s.writer.do(ctx, fn)
}

// Ping reads one row and, when the last commit was lost, finds out whether one
// can be written again.
func (s *Store) Ping(ctx context.Context) error {
	err := s.read(ctx, func(c *conn) error {
		_, err := one(c, "schema", scanInt, `SELECT count(*) FROM rooms WHERE id = 0`)
		return err
	})
	if err != nil || !s.writer.failing.Load() {
		return err
	}
	return s.InTx(ctx, func(t chat.Tx) error {
		_, err := t.(*tx).conn.exec(`UPDATE accounts SET singleton_guard = singleton_guard`)
		return err
	})
}

// Stats are measurements of a store.
type Stats struct {
	QueueDepth     int       // transactions waiting for the writer
	Transactions   int64     // carried out since Open, failed ones included
	Groups         int64     // commits they shared
	Readers        int       // connections that may read at once
	ReadersBusy    int       // of them, now
	LogBytes       int64     // size of the write-ahead log at the last checkpoint
	LastCheckpoint time.Time // zero before the first
}

// Stats returns the present measurements.
func (s *Store) Stats() Stats {
	stats := Stats{
		QueueDepth:   len(s.writer.queue),
		Transactions: s.writer.transactions.Load(),
		Groups:       s.writer.groups.Load(),
		Readers:      cap(s.readers.turns),
		ReadersBusy:  cap(s.readers.turns) - len(s.readers.turns),
		LogBytes:     s.log.bytes.Load(),
	}
	if at := s.log.last.Load(); at != 0 {
		stats.LastCheckpoint = time.UnixMicro(at).UTC()
	}
	return stats
}

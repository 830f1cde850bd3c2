package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

const (
	checkpointEvery = 250 * time.Millisecond
	logLimitBytes   = 64 << 20
	pageSizeBytes   = 4096

	// A reader of another program may hold the log for minutes; transactions
	// must not wait for it longer than this, nor often.
	truncateWait  = 100 // milliseconds
	truncateEvery = 10 * time.Second
)

// checkpointer copies the write-ahead log into the database file on a
// connection of its own, so that no commit waits for it. While nothing is
// written it sleeps.
type checkpointer struct {
	conn   *conn
	writer *writer
	logger *slog.Logger

	closing chan struct{}
	stopped chan struct{}
	once    sync.Once

	limitBytes atomic.Int64 // of the log, beyond which the writer itself empties it
	truncated  time.Time    // when the writer was last asked to
	bytes      atomic.Int64 // of the log, at the last checkpoint
	last       atomic.Int64 // when that was, in Unix microseconds
}

func newCheckpointer(ctx context.Context, o Options, w *writer) (*checkpointer, error) {
	c, err := openConn(ctx, o.Path, "synchronous(full)", "cache_size(-100)")
	if err != nil {
		return nil, err
	}
	checkpoints := &checkpointer{
		conn: c, writer: w, logger: o.Logger,
		closing: make(chan struct{}), stopped: make(chan struct{}),
	}
	checkpoints.limitBytes.Store(logLimitBytes)
	return checkpoints, nil
}

// run checkpoints a moment after each time the log has grown, until stop.
func (c *checkpointer) run() {
	defer close(c.stopped)
	for {
		select {
		case <-c.writer.written:
		case <-c.closing:
			return
		}
		select {
		case <-time.After(checkpointEvery):
		case <-c.closing:
			return
		}
		c.checkpoint()
	}
}

func (c *checkpointer) stop() {
	c.once.Do(func() { close(c.closing) })
	<-c.stopped
}

func (c *checkpointer) checkpoint() {
	pages, err := one(c.conn, "checkpoint", scanCheckpoint, `PRAGMA wal_checkpoint(PASSIVE)`)
	if err != nil {
		c.logger.Warn("checkpoint", "error", err)
		return
	}
	now, size := time.Now(), pages*pageSizeBytes
	c.bytes.Store(size)
	c.last.Store(now.UnixMicro())
	if size > c.limitBytes.Load() && now.Sub(c.truncated) > truncateEvery {
		c.truncated = now
		select {
		case c.writer.truncate <- struct{}{}:
		default: // asked already
		}
	}
}

// truncateLog empties the log unless a reader holds on to it.
func (c *conn) truncateLog() error {
	if err := c.setBusyTimeout(truncateWait); err != nil {
		return err
	}
	_, err := one(c, "checkpoint", scanCheckpoint, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return errors.Join(err, c.setBusyTimeout(busyTimeout))
}

func (c *conn) setBusyTimeout(milliseconds int) error {
	_, err := c.exec(fmt.Sprintf(`PRAGMA busy_timeout = %d`, milliseconds))
	return err
}

// scanCheckpoint returns how many pages are in the log.
func scanCheckpoint(rows *sql.Rows) (pages int64, err error) {
	var busy, copied int64
	err = rows.Scan(&busy, &pages, &copied)
	return pages, err
}

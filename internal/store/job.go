package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"campfire/internal/chat"
)

const jobColumns = `j.id, j.kind, j.payload, j.host, j.unique_key, j.run_at, j.attempts,
	j.lease_until, j.lease_token, j.last_error, j.buried_at, j.created_at`

func scanJob(rows *sql.Rows) (j chat.Job, err error) {
	err = rows.Scan(
		&j.ID, &j.Kind, &j.Payload, &j.Host, (*text)(&j.UniqueKey), (*instant)(&j.RunAt), &j.Attempts,
		(*instant)(&j.LeaseUntil), (*text)(&j.LeaseToken), (*text)(&j.LastError), (*instant)(&j.BuriedAt), (*instant)(&j.CreatedAt))
	return j, err
}

// CreateJob implements chat.Tx.
func (t *tx) CreateJob(j chat.Job) (created bool, err error) {
	made, err := all(t.conn, scanInt, `
		INSERT INTO jobs (kind, payload, host, unique_key, run_at, created_at)
		VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (unique_key) WHERE buried_at IS NULL DO NOTHING
		RETURNING id`,
		j.Kind, string(j.Payload), j.Host, text(j.UniqueKey), instant(j.RunAt), instant(j.CreatedAt))
	if err != nil {
		return false, fmt.Errorf("create job: %w", err)
	}
	t.changes.jobs = true
	return len(made) > 0, nil
}

// Job implements chat.Tx.
func (t *tx) Job(id int64) (chat.Job, error) {
	return one(t.conn, "job", scanJob, `SELECT `+jobColumns+` FROM jobs j WHERE j.id = ?`, id)
}

// DueJobs implements chat.Tx.
func (t *tx) DueJobs(kind chat.JobKind, at time.Time, exceptHosts []string, limit int) ([]chat.Job, error) {
	hosts, err := json.Marshal(append([]string{}, exceptHosts...))
	if err != nil {
		return nil, err
	}
	return all(t.conn, scanJob, `
		SELECT `+jobColumns+`
		FROM jobs j
		WHERE j.kind = ? AND j.buried_at IS NULL AND j.run_at <= ?
			AND (j.lease_until IS NULL OR j.lease_until <= ?)
			AND j.host NOT IN (SELECT value FROM json_each(?))
		ORDER BY j.run_at, j.id
		LIMIT ?`, kind, instant(at), instant(at), string(hosts), limit)
}

// LeaseJob implements chat.Tx.
func (t *tx) LeaseJob(id int64, token string, until time.Time) error {
	return t.conn.change("job", `
		UPDATE jobs
		SET lease_token = ?, lease_until = ?, attempts = attempts + 1
		WHERE id = ?`, token, instant(until), id)
}

// RenewJob implements chat.Tx.
func (t *tx) RenewJob(id int64, token string, until time.Time) (held bool, err error) {
	return t.ifHeld(`UPDATE jobs SET lease_until = ? WHERE id = ? AND lease_token = ?`, instant(until), id, token)
}

// FinishJob implements chat.Tx.
func (t *tx) FinishJob(id int64, token string) (held bool, err error) {
	return t.ifHeld(`DELETE FROM jobs WHERE id = ? AND lease_token = ?`, id, token)
}

// ReturnJob implements chat.Tx.
func (t *tx) ReturnJob(j chat.Job) (held bool, err error) {
	t.changes.jobs = true
	return t.ifHeld(`
		UPDATE jobs
		SET run_at = ?, attempts = ?, last_error = ?, buried_at = ?, lease_token = NULL, lease_until = NULL
		WHERE id = ? AND lease_token = ?`,
		instant(j.RunAt), j.Attempts, text(j.LastError), instant(j.BuriedAt), j.ID, j.LeaseToken)
}

// ifHeld runs a change to a leased job and reports whether the lease was right.
func (t *tx) ifHeld(query string, args ...any) (bool, error) {
	result, err := t.conn.exec(query, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// ReleaseJobs implements chat.Tx.
func (t *tx) ReleaseJobs() error {
	_, err := t.conn.exec(`UPDATE jobs SET lease_token = NULL, lease_until = NULL WHERE lease_until IS NOT NULL`)
	return err
}

// PostponeJobs implements chat.Tx.
func (t *tx) PostponeJobs(kind chat.JobKind, host string, until time.Time) error {
	_, err := t.conn.exec(`
		UPDATE jobs
		SET run_at = ?
		WHERE kind = ? AND host = ? AND buried_at IS NULL AND lease_until IS NULL AND run_at < ?`,
		instant(until), kind, host, instant(until))
	return err
}

// UpdateJob implements chat.Tx.
func (t *tx) UpdateJob(j chat.Job) error {
	t.changes.jobs = true
	return t.conn.change("job", `
		UPDATE jobs
		SET run_at = ?, attempts = ?, buried_at = ?, created_at = ?
		WHERE id = ?`, instant(j.RunAt), j.Attempts, instant(j.BuriedAt), instant(j.CreatedAt), j.ID)
}

// DeleteJob implements chat.Tx.
func (t *tx) DeleteJob(id int64) error {
	return t.conn.change("job", `DELETE FROM jobs WHERE id = ?`, id)
}

// BuryJobs implements chat.Tx. Ids are in the order in which jobs were made.
func (t *tx) BuryJobs(before, at time.Time, why string, limit int) (more bool, err error) {
	return t.full(limit, `
		UPDATE jobs
		SET buried_at = ?, last_error = coalesce(last_error || ' ', '') || ?
		WHERE id IN (
			SELECT id
			FROM jobs
			WHERE buried_at IS NULL AND lease_until IS NULL AND created_at < ?
			ORDER BY id
			LIMIT ?)`, instant(at), why, instant(before), limit)
}

// PruneJobs implements chat.Tx.
func (t *tx) PruneJobs(before time.Time, keep, limit int) (more bool, err error) {
	return t.full(limit, `
		DELETE FROM jobs
		WHERE id IN (
			SELECT id
			FROM jobs
			WHERE buried_at < ?
				OR buried_at < (SELECT buried_at FROM jobs WHERE buried_at IS NOT NULL ORDER BY buried_at DESC LIMIT 1 OFFSET ?)
			ORDER BY buried_at
			LIMIT ?)`, instant(before), keep-1, limit)
}

// full makes a change that has a limit, and reports whether it met it.
func (t *tx) full(limit int, query string, args ...any) (bool, error) {
	result, err := t.conn.exec(query, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == int64(limit), err
}

// NextJobAt implements chat.Store.
func (s *Store) NextJobAt(ctx context.Context, kinds []chat.JobKind) (at time.Time, err error) {
	list, wanted := placeholders(kinds)
	err = s.read(ctx, func(c *conn) error {
		at, err = one(c, "job", scanInstant, `
			SELECT min(at)
			FROM (
				SELECT min(run_at) AS at
				FROM jobs
				WHERE buried_at IS NULL AND lease_until IS NULL AND kind IN (`+list+`)
				UNION ALL
				SELECT min(lease_until) FROM jobs WHERE lease_until IS NOT NULL
			)`, wanted...)
		return err
	})
	return at, err
}

// JobCounts implements chat.Store.
func (s *Store) JobCounts(ctx context.Context) (counts []chat.JobCount, err error) {
	err = s.read(ctx, func(c *conn) error {
		counts, err = all(c, scanJobCount, `
			SELECT kind,
				count(*) FILTER (WHERE buried_at IS NULL AND lease_until IS NULL),
				count(*) FILTER (WHERE buried_at IS NULL AND lease_until IS NULL AND attempts > 0),
				count(*) FILTER (WHERE buried_at IS NULL AND lease_until IS NOT NULL),
				count(*) FILTER (WHERE buried_at IS NOT NULL),
				min(run_at) FILTER (WHERE buried_at IS NULL AND lease_until IS NULL)
			FROM jobs
			GROUP BY kind
			ORDER BY kind`)
		return err
	})
	return counts, err
}

func scanJobCount(rows *sql.Rows) (n chat.JobCount, err error) {
	err = rows.Scan(&n.Kind, &n.Waiting, &n.Retried, &n.Running, &n.Buried, (*instant)(&n.Oldest))
	return n, err
}

// BuriedJobs implements chat.Store.
func (s *Store) BuriedJobs(ctx context.Context, limit int) (jobs []chat.Job, err error) {
	err = s.read(ctx, func(c *conn) error {
		jobs, err = all(c, scanJob, `
			SELECT `+jobColumns+`
			FROM jobs j
			WHERE j.buried_at IS NOT NULL
			ORDER BY j.buried_at DESC, j.id DESC
			LIMIT ?`, limit)
		return err
	})
	return jobs, err
}

// JobsDue tells after a commit that there is something to do.
func (s *Store) JobsDue() <-chan struct{} { return s.writer.jobs }

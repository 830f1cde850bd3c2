package chat

import (
	"context"
	"fmt"
	"time"
)

// JobKind names what is to be done.
type JobKind string

// Job is something to be done after a change. It is written in the transaction
// that makes the change, and done at least once, whatever happens to the process.
type Job struct {
	ID         int64
	Kind       JobKind
	Payload    []byte    // JSON, as its worker reads it
	Host       string    // whom it has to reach, who may be down; empty is nobody
	UniqueKey  string    // of two jobs that are not done and have the same, the first is kept; empty: none
	RunAt      time.Time // not before
	Attempts   int       // begun so far
	LeaseUntil time.Time // of one that is being done
	LeaseToken string    // whose lease it is
	LastError  string    // why the last attempt failed
	BuriedAt   time.Time // when it was given up; zero when it was not
	CreatedAt  time.Time
}

// JobCount is how many jobs of a kind are where.
type JobCount struct {
	Kind    JobKind
	Waiting int       // to be done, now or later
	Retried int       // of those, tried before
	Running int       // being done
	Buried  int       // given up
	Oldest  time.Time // since when the longest waiting was due; zero when none is
}

// JobReport is what administrators see of the jobs.
type JobReport struct {
	Counts []JobCount
	Buried []Job // the latest given up first, at most a hundred
}

const maxBuriedShown = 100

// Jobs tells an administrator how the jobs are.
func (s *Service) Jobs(ctx context.Context, v Viewer) (r JobReport, err error) {
	if err := v.MustBeAdministrator(); err != nil {
		return JobReport{}, err
	}
	if r.Counts, err = s.store.JobCounts(ctx); err != nil {
		return JobReport{}, err
	}
	r.Buried, err = s.store.BuriedJobs(ctx, maxBuriedShown)
	return r, err
}

// ReplayJob has a job that was given up done again, as if it were new.
func (s *Service) ReplayJob(ctx context.Context, v Viewer, jobID int64) error {
	return s.changeJob(ctx, v, jobID, JobReplayed, func(tx Tx, j Job) error {
		j.RunAt, j.Attempts, j.BuriedAt = s.now(), 0, time.Time{}
		j.CreatedAt = j.RunAt
		err := tx.UpdateJob(j)
		if KindOf(err) == Conflict {
			err = &Error{Kind: Conflict, Code: "job_waiting", Message: "The same is to be done already. Wait for that, or drop this one."}
		}
		return err
	})
}

// DropJob removes a job that was given up.
func (s *Service) DropJob(ctx context.Context, v Viewer, jobID int64) error {
	return s.changeJob(ctx, v, jobID, JobDropped, func(tx Tx, j Job) error { return tx.DeleteJob(j.ID) })
}

// changeJob changes a buried job for an administrator.
func (s *Service) changeJob(ctx context.Context, v Viewer, jobID int64, kind AuditKind, change func(Tx, Job) error) error {
	return s.asAdministrator(ctx, v, func(tx Tx) error {
		j, err := tx.Job(jobID)
		if err == nil && j.BuriedAt.IsZero() {
			err = &Error{Kind: Conflict, Code: "job_not_buried", Message: "This job has not been given up: it is being done, or will be."}
		}
		if err != nil {
			return err
		}
		if err := tx.Audit(v.did(kind, s.now()).saying(fmt.Sprintf("%s %d", j.Kind, j.ID))); err != nil {
			return err
		}
		return change(tx, j)
	})
}

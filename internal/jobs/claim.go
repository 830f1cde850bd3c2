package jobs

import (
	"context"
	"crypto/rand"
	"time"

	"campfire/internal/chat"
)

// claim leases as many jobs as a crew has hands for, and begins them.
func (r *Runner) claim(ctx context.Context, c *crew) error {
	for c.free() > 0 {
		var leased []chat.Job
		err := r.options.Store.InTx(ctx, func(tx chat.Tx) (err error) {
			leased, err = r.lease(tx, c)
			return err
		})
		for _, job := range leased {
			if err == nil {
				r.attempts.Go(func() { r.attempt(c, job) })
			} else {
				r.breakers.record(job.Host, err)
				c.leave(job.Host)
			}
		}
		if err != nil || len(leased) == 0 {
			return err
		}
	}
	return nil
}

// lease takes due jobs for which there are hands.
func (r *Runner) lease(tx chat.Tx, c *crew) (leased []chat.Job, err error) {
	now := time.Now()
	due, err := tx.DueJobs(c.Kind, now, c.busyHosts(), c.free())
	for _, job := range due {
		if err != nil {
			break
		}
		job.LeaseToken = rand.Text()
		switch {
		case job.Attempts >= c.Attempts:
			err = giveUp(tx, job, "The server stopped each time while this was being done.")
		case !c.enter(job.Host):
		case !r.breakers.admit(job.Host):
			c.leave(job.Host)
			err = tx.PostponeJobs(c.Kind, job.Host, now.Add(r.breakers.wait(job.Host)))
		default:
			leased = append(leased, job)
			err = tx.LeaseJob(job.ID, job.LeaseToken, now.Add(r.options.Lease))
		}
	}
	return leased, err
}

// giveUp buries a job that nobody does.
func giveUp(tx chat.Tx, job chat.Job, why string) error {
	now := time.Now()
	if err := tx.LeaseJob(job.ID, job.LeaseToken, now); err != nil {
		return err
	}
	job.LastError, job.BuriedAt = why, now
	_, err := tx.ReturnJob(job)
	return err
}

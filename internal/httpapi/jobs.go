package httpapi

import (
	"context"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// JobCount is how many jobs of a kind are where.
type JobCount struct {
	Kind    string     `json:"kind"`
	Waiting int        `json:"waiting" doc:"To be done, now or later"`
	Retried int        `json:"retried" doc:"Of those, tried before"`
	Running int        `json:"running"`
	Buried  int        `json:"buried" doc:"Given up"`
	Oldest  *time.Time `json:"oldest_due_at" doc:"Since when the longest waiting is due; null when none waits"`
}

// NewJobCounts is how counts are shown.
func NewJobCounts(counts []chat.JobCount) []JobCount {
	shown := make([]JobCount, len(counts))
	for i, n := range counts {
		shown[i] = JobCount{Kind: string(n.Kind), Waiting: n.Waiting, Retried: n.Retried, Running: n.Running, Buried: n.Buried}
		if !n.Oldest.IsZero() {
			shown[i].Oldest = &n.Oldest
		}
	}
	return shown
}

type buriedBody struct {
	ID        int64     `json:"id"`
	Kind      string    `json:"kind"`
	Host      string    `json:"host"`
	Attempts  int       `json:"attempts"`
	LastError string    `json:"last_error"`
	CreatedAt wire.Time `json:"created_at"`
	BuriedAt  wire.Time `json:"buried_at"`
}

type jobsOutput struct {
	Body struct {
		Counts []JobCount   `json:"counts" nullable:"false" doc:"By kind"`
		Buried []buriedBody `json:"buried" nullable:"false" doc:"The latest given up first, at most 100"`

		Circuits []CircuitDetail `json:"circuits" nullable:"false" doc:"Hosts that fail and are left alone for now"`
	}
}

func (s *Server) listJobs(ctx context.Context, _ *struct{}) (*jobsOutput, error) {
	report, err := s.Chat.Jobs(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &jobsOutput{}
	out.Body.Circuits = s.Checks.Circuits()
	out.Body.Counts = NewJobCounts(report.Counts)
	out.Body.Buried = make([]buriedBody, len(report.Buried))
	for i, j := range report.Buried {
		out.Body.Buried[i] = buriedBody{
			ID: j.ID, Kind: string(j.Kind), Host: j.Host, Attempts: j.Attempts, LastError: j.LastError,
			CreatedAt: wire.Time(j.CreatedAt), BuriedAt: wire.Time(j.BuriedAt),
		}
	}
	return out, nil
}

// JobInput names a job in the path.
type JobInput struct {
	Job int64 `path:"job"`
}

func (s *Server) replayJob(ctx context.Context, in *JobInput) (*struct{}, error) {
	return nil, s.Chat.ReplayJob(ctx, viewer(ctx), in.Job)
}

func (s *Server) dropJob(ctx context.Context, in *JobInput) (*struct{}, error) {
	return nil, s.Chat.DropJob(ctx, viewer(ctx), in.Job)
}

package main

import (
	"context"
	"os"
	"runtime"
	"time"

	"campfire/internal/httpapi"
)

// detail measures what the parts are doing.
func (a *app) detail() httpapi.Detail {
	s, c := a.store.Stats(), a.cable.Stats()
	d := httpapi.Detail{
		Goroutines:  runtime.NumGoroutine(),
		OpenFiles:   openFiles(),
		MemoryBytes: residentMemory(),
		Store: httpapi.StoreDetail{
			WritesWaiting: s.QueueDepth,
			Transactions:  s.Transactions,
			Commits:       s.Groups,
			Readers:       s.Readers,
			ReadersBusy:   s.ReadersBusy,
			LogBytes:      s.LogBytes,
		},
		Cable: httpapi.CableDetail{
			Connections:   c.Connections,
			Subscriptions: c.Subscriptions,
			Streams:       c.Streams,
			QueuedBytes:   c.QueuedBytes,
			SlowClients:   c.SlowClients,
			Flooding:      c.Flooding,
		},
	}
	if !s.LastCheckpoint.IsZero() {
		d.Store.LastCheckpointAt = &s.LastCheckpoint
	}
	d.Jobs = a.jobsDetail()
	return d
}

func (a *app) jobsDetail() (d httpapi.JobsDetail) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	counts, err := a.store.JobCounts(ctx)
	if err != nil {
		a.log.Warn("jobs not counted", "error", err)
	}
	d.Counts = httpapi.NewJobCounts(counts)
	for _, s := range a.jobs.Stats() {
		d.Workers = append(d.Workers, httpapi.WorkerDetail{Kind: string(s.Kind), Running: s.Running, Done: s.Done, Retried: s.Retried, Buried: s.Buried})
	}
	d.Circuits = a.circuits()
	return d
}

// circuits are the hosts that are left alone.
func (a *app) circuits() []httpapi.CircuitDetail {
	down := a.jobs.Circuits()
	shown := make([]httpapi.CircuitDetail, len(down))
	for i, c := range down {
		shown[i] = httpapi.CircuitDetail{Host: c.Host, State: c.State, WaitSeconds: c.Wait.Seconds()}
	}
	return shown
}

// openFiles counts the descriptors of this process, but for the one that reads
// their folder; -1 where the system does not tell.
func openFiles() int {
	for _, folder := range []string{"/proc/self/fd", "/dev/fd"} {
		if entries, err := os.ReadDir(folder); err == nil {
			return len(entries) - 1
		}
	}
	return -1
}

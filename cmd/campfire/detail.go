package main

import (
	"os"
	"runtime"

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
	return d
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

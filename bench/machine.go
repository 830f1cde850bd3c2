package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// machine is where a run took place.
type machine struct {
	cores      int
	processor  string
	memory     string
	kernel     string
	sync       time.Duration // for 4 KiB to be on the disk
	loadBefore string        // load averages as the run began
	at         time.Time
}

func describeMachine(dir string) machine {
	return machine{
		cores:      runtime.NumCPU(),
		processor:  lineOf("/proc/cpuinfo", "model name"),
		memory:     lineOf("/proc/meminfo", "MemTotal"),
		kernel:     firstLine("/proc/sys/kernel/osrelease"),
		sync:       syncTime(dir),
		loadBefore: load(),
		at:         time.Now(),
	}
}

// String is a sentence or two, with the load as it is now.
func (m machine) String() string {
	return fmt.Sprintf("%s, %d cores (%s), memory %s, %s/%s, kernel %s, %s; 4 KiB are on the disk in %.2f ms (median). "+
		"Load average %s when it began, %s when it ended; server and load generator share the machine.",
		m.at.UTC().Format("2006-01-02 15:04 UTC"), m.cores, m.processor, m.memory, runtime.GOOS, runtime.GOARCH,
		m.kernel, runtime.Version(), milliseconds(m.sync), m.loadBefore, load())
}

const unknown = "unknown"

// load is the load average of the last 1, 5 and 15 minutes.
func load() string {
	fields := strings.Fields(firstLine("/proc/loadavg"))
	if len(fields) < 3 {
		return unknown
	}
	return strings.Join(fields[:3], ", ")
}

func firstLine(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return unknown // no Linux
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return line
}

// lineOf returns what a file says of a name, the first time.
func lineOf(path, name string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return unknown // no Linux
	}
	for line := range strings.Lines(string(text)) {
		if value, found := strings.CutPrefix(line, name); found {
			return strings.TrimLeft(strings.TrimSpace(value), ": \t")
		}
	}
	return unknown
}

// syncTime is how long the disk takes to have 4 KiB for good, which every
// durable commit waits for; 0 when it cannot be told.
func syncTime(dir string) time.Duration {
	file, err := os.Create(filepath.Join(dir, "sync"))
	if err != nil {
		return 0
	}
	defer file.Close()
	var took []time.Duration
	for range 50 {
		_, err := file.Write(make([]byte, 4096))
		began := time.Now()
		if errors.Join(err, file.Sync()) != nil {
			return 0
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	return took[len(took)/2]
}

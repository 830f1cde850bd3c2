package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// cpuTime is what a process has spent so far: the first number of each thread's
// schedstat, in ns (Documentation/scheduler/sched-stats.rst). stat counts in
// ticks of 10 ms. What ended threads have spent is missing; Go keeps its own.
func cpuTime(pid int) (time.Duration, error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err == nil && len(threads) == 0 {
		err = fmt.Errorf("process %d is gone, or the kernel keeps no schedstat", pid)
	}
	if err != nil {
		return 0, err
	}
	var sum time.Duration
	for _, path := range threads {
		var spent time.Duration
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a thread that has just ended
		}
		if _, err := fmt.Sscan(string(text), &spent); err != nil {
			return 0, fmt.Errorf("%s: %w", path, err)
		}
		sum += spent
	}
	return sum, nil
}

// residentBytes is the second number of statm, in pages (proc_pid_statm(5)).
func residentBytes(pid int) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0, err
	}
	var size, resident int64
	_, err = fmt.Sscan(string(text), &size, &resident)
	return resident * int64(os.Getpagesize()), err
}

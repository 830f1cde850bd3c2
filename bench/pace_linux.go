package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// sleepUntil returns when t has come. time.Sleep may be a whole millisecond
// late, as the runtime waits for the network in whole milliseconds; the last
// one is slept by the kernel, which is late by some 0.1 ms.
func sleepUntil(t time.Time) {
	time.Sleep(time.Until(t) - 2*time.Millisecond)
	for {
		left := time.Until(t)
		if left <= 0 {
			return
		}
		ts := unix.NsecToTimespec(int64(left))
		_ = unix.Nanosleep(&ts, nil) // interrupted: the rest is slept next
	}
}

package main

import (
	"fmt"
	"os"
	"runtime"
)

// residentMemory returns the bytes of this process that are in memory; where the
// system does not tell, what the Go runtime got from it.
func residentMemory() int64 {
	if statm, err := os.ReadFile("/proc/self/statm"); err == nil { // proc(5): size, resident, … in pages
		var size, resident int64
		if _, err := fmt.Sscan(string(statm), &size, &resident); err == nil {
			return resident * int64(os.Getpagesize())
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}

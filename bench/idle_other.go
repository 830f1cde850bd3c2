//go:build !linux

package main

// kilobytesEach is the goal for an idle socket where each has a goroutine.
const kilobytesEach = 10

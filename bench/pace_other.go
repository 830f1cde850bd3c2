//go:build !linux

package main

import "time"

// sleepUntil returns when t has come.
func sleepUntil(t time.Time) { time.Sleep(time.Until(t)) }

//go:build unix

package main

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// raiseFileLimit lets this process, and the servers it starts, have n files open.
func raiseFileLimit(n int) error {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	need := uint64(n)
	if limit.Cur >= need {
		return nil
	}
	limit.Cur, limit.Max = need, max(limit.Max, need) // beyond Max only root may go
	if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return fmt.Errorf("%d files have to be open at once; raise the limit with ulimit -Hn, or take a smaller -scale: %w", n, err)
	}
	return nil
}

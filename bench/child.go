package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// child is a server in a process of its own. Its first line of output ends with
// the address it listens at.
type child struct {
	command *exec.Cmd
	addr    string // 127.0.0.1:port
	exited  chan struct{}
}

const (
	startTimeout = time.Minute
	stopTimeout  = 15 * time.Second
)

// startChild starts a server; what it has to complain about is shown.
func (b *bench) startChild(ctx context.Context, command *exec.Cmd) (*child, error) {
	c := &child{command: command, exited: make(chan struct{})}
	command.Stderr = b.progress
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	lines := make(chan string, 1)
	go func() {
		r := bufio.NewReader(out)
		line, _ := r.ReadString('\n')
		lines <- line
		_, _ = io.Copy(io.Discard, r) // until it exits
		_ = command.Wait()            // how it ended is in its state
		close(c.exited)
	}()
	if c.addr, err = awaitAddress(ctx, lines); err != nil {
		_ = c.kill()
		return nil, fmt.Errorf("%s did not start: %w", command, err)
	}
	return c, nil
}

func awaitAddress(ctx context.Context, lines <-chan string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	select {
	case line := <-lines:
		line = strings.TrimSpace(line)
		colon := strings.LastIndexByte(line, ':')
		if colon < 0 {
			return "", errors.New("it told no address")
		}
		return "127.0.0.1" + line[colon:], nil
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// stop asks the process to end and waits until it has.
func (c *child) stop() error {
	if err := c.command.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return errors.Join(err, c.kill())
	}
	select {
	case <-c.exited:
	case <-time.After(stopTimeout):
		return errors.Join(fmt.Errorf("%s did not stop", c.command.Path), c.kill())
	}
	if !c.command.ProcessState.Success() {
		return fmt.Errorf("%s: %s", c.command.Path, c.command.ProcessState)
	}
	return nil
}

func (c *child) kill() error {
	err := c.command.Process.Kill()
	<-c.exited
	return err
}

func (c *child) pid() int { return c.command.Process.Pid }

// cpuPer runs fn, which reports how many operations it did, and returns the CPU
// time that the process, kernel time included, spent on each, in µs.
func (c *child) cpuPer(fn func() (operations int, err error)) (float64, error) {
	before, err := cpuTime(c.pid())
	if err != nil {
		return 0, err
	}
	n, err := fn()
	if err != nil {
		return 0, err
	}
	after, err := cpuTime(c.pid())
	return microseconds(after-before) / float64(max(n, 1)), err
}

// residentMB is the memory of the process that is in RAM, its program's pages
// included.
func (c *child) residentMB() (float64, error) {
	bytes, err := residentBytes(c.pid())
	return float64(bytes) / (1 << 20), err
}

package main

import (
	"context"
	"os/exec"
)

// secretKeyBase signs the cookies and mentions of every seeded team.
const secretKeyBase = "campfire-bench-campfire-bench-campfire-bench"

// serve starts the server on a data folder. Nobody is held to a rate of posts,
// and requests are not logged.
func (b *bench) serve(ctx context.Context, data string, settings ...string) (*child, error) {
	command := exec.Command(b.binary, "serve")
	command.Env = append([]string{
		"DATA_PATH=" + data, "BIND=127.0.0.1", "PORT=0", "SECRET_KEY_BASE=" + secretKeyBase,
		"POST_RATE=0", "LOG_LEVEL=warn",
	}, settings...)
	return b.startChild(ctx, command)
}

//go:build !linux

package cable

import (
	"net"
	"syscall"
)

// poller parks nothing here: every connection keeps a goroutine.
type poller struct{ off bool }

func newPoller() *poller { return &poller{} }

func (*poller) take(net.Conn, syscall.RawConn) socket { return nil }

//go:build !linux

package main

import "net"

// poller reads each connection on a goroutine of its own.
type poller struct{}

// line is the sending side of a connection.
type line struct{ conn *net.TCPConn }

const readSize = 16 << 10

func newPoller() (*poller, error) { return &poller{}, nil }

// add takes a connection over and calls received with whatever it receives,
// which is valid during the call alone, or with why there will be no more.
func (p *poller) add(conn *net.TCPConn, received func([]byte, error)) (line, error) {
	go func() {
		buffer := make([]byte, readSize)
		for {
			n, err := conn.Read(buffer)
			received(buffer[:n], err)
			if err != nil {
				return
			}
		}
	}()
	return line{conn}, nil
}

func (p *poller) close() error { return nil }

// write sends a short frame.
func (l line) write(p []byte) error {
	_, err := l.conn.Write(p)
	return err
}

// reset closes the connection without a farewell: the server finds it gone,
// and no port stays behind in TIME_WAIT.
func (l line) reset() error {
	_ = l.conn.SetLinger(0) // it may be gone already
	return l.conn.Close()
}

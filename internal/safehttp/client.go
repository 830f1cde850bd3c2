// Package safehttp makes requests to addresses that people chose, within bounds.
package safehttp

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// Options are the bounds of a client.
type Options struct {
	Timeout time.Duration // to connect, and for the answer to begin, each
	// Public refuses addresses that are not on the public internet. What is
	// checked is the address that is dialled, not the name.
	Public bool
}

// NewClient returns a client that follows no redirect: it answers with it.
func NewClient(o Options) *http.Client {
	dialer := &net.Dialer{Timeout: o.Timeout, Control: control(o.Public)}
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			TLSHandshakeTimeout:    o.Timeout,
			ResponseHeaderTimeout:  o.Timeout,
			MaxResponseHeaderBytes: 64 << 10,
			MaxIdleConnsPerHost:    2,
			MaxConnsPerHost:        8,
			IdleConnTimeout:        time.Minute,
			ForceAttemptHTTP2:      true,
		},
	}
}

// Refused reports whether a request was not made because its address is not public.
func Refused(err error) bool {
	return errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedNetwork) || errors.Is(err, ssrf.ErrProhibitedPort)
}

// WithoutAddress is what went wrong with a request without where: reasons are logged and
// shown, and an address may have a secret in it.
func WithoutAddress(err error) error {
	if where, ok := errors.AsType[*url.Error](err); ok {
		return where.Err
	}
	return err
}

func control(public bool) func(string, string, syscall.RawConn) error {
	if !public {
		return nil
	}
	guard := ssrf.New(ssrf.WithAnyPort())
	return func(network, address string, c syscall.RawConn) error {
		return guard.Safe(network, behindNAT64(address), c)
	}
}

var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// behindNAT64 is the IPv4 address that a machine with IPv6 alone reaches through the
// well-known prefix of RFC 6052; any other address is itself.
func behindNAT64(address string) string {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !nat64.Contains(to.Addr()) {
		return address
	}
	bytes := to.Addr().As16()
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte(bytes[12:])), to.Port()).String()
}

package config

import (
	"errors"
	"log/slog"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

var errValue = errors.New("not such a value") // sentences says it better

// parseBool accepts what people write for yes and no.
func parseBool(s string) (any, error) {
	switch strings.ToLower(s) {
	case "true", "1", "yes", "on":
		return true, nil
	case "false", "0", "no", "off":
		return false, nil
	}
	return false, errValue
}

// Bytes is a size. KB, MB and GB are powers of 1,024.
type Bytes int64

// UnmarshalText reads a number with or without a unit.
func (b *Bytes) UnmarshalText(text []byte) error {
	s := strings.ToUpper(string(text))
	scale := int64(1)
	for unit, bytes := range map[string]int64{"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30} {
		if number, ok := strings.CutSuffix(s, unit); ok {
			s, scale = strings.TrimSpace(number), bytes
		}
	}
	n, err := strconv.ParseUint(s, 10, 32) // the product fits 63 bits
	if err != nil {
		return errValue
	}
	*b = Bytes(int64(n) * scale)
	return nil
}

// LogFormat is the shape of a log line. Empty leaves the choice to the terminal.
type LogFormat string

// The log formats.
const (
	LogText LogFormat = "text"
	LogJSON LogFormat = "json"
)

// UnmarshalText accepts the log formats only.
func (f *LogFormat) UnmarshalText(text []byte) error {
	*f = LogFormat(strings.ToLower(string(text)))
	if *f != "" && *f != LogText && *f != LogJSON {
		return errValue
	}
	return nil
}

// Secret is a string that stays out of logs. Convert it to a string to use it.
type Secret string

// String says whether there is a secret, and not which.
func (s Secret) String() string {
	if s == "" {
		return "not set"
	}
	return "[secret]"
}

// GoString is String, for %#v.
func (s Secret) GoString() string { return s.String() }

// LogValue is String, for log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText is String, for JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Proxies are the networks whose word about a client's address is believed.
type Proxies struct{ networks []netip.Prefix }

// Contain reports whether addr belongs to a proxy.
func (p Proxies) Contain(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	return slices.ContainsFunc(p.networks, func(n netip.Prefix) bool { return n.Contains(addr) })
}

var namedNetworks = map[string][]netip.Prefix{
	"none":     {},
	"loopback": {netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")},
	"private": { // RFC 1918, RFC 4193, and link-local
		netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"),
		netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("169.254.0.0/16"),
		netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"),
	},
}

// UnmarshalText reads networks, addresses and the names of namedNetworks,
// between commas.
func (p *Proxies) UnmarshalText(text []byte) error {
	p.networks = nil
	for part := range strings.SplitSeq(string(text), ",") {
		networks, err := parseNetwork(strings.ToLower(strings.TrimSpace(part)))
		if err != nil {
			return err
		}
		p.networks = append(p.networks, networks...)
	}
	return nil
}

func parseNetwork(s string) ([]netip.Prefix, error) {
	if networks, ok := namedNetworks[s]; ok {
		return networks, nil
	}
	if addr, err := netip.ParseAddr(s); err == nil {
		addr = addr.Unmap().WithZone("")
		return []netip.Prefix{netip.PrefixFrom(addr, addr.BitLen())}, nil
	}
	network, err := netip.ParsePrefix(s)
	if err != nil {
		return nil, errValue
	}
	return []netip.Prefix{network.Masked()}, nil
}

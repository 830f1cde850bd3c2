package chat

import (
	"crypto/rand"
	"strings"
)

const (
	base58       = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// randomString returns n characters of alphabet, each equally likely.
func randomString(alphabet string, n int) string {
	var b strings.Builder
	limit := 256 - 256%len(alphabet) // beyond it bytes would favour the first characters
	buf := make([]byte, 2*n)
	for b.Len() < n {
		rand.Read(buf) // never returns an error
		for _, c := range buf {
			if int(c) < limit && b.Len() < n {
				b.WriteByte(alphabet[int(c)%len(alphabet)])
			}
		}
	}
	return b.String()
}

// newSessionToken returns 24 base58 characters, as the original's sessions have.
func newSessionToken() string { return randomString(base58, 24) }

// newJoinCode returns xxxx-xxxx-xxxx.
func newJoinCode() string {
	s := randomString(alphanumeric, 12)
	return s[:4] + "-" + s[4:8] + "-" + s[8:]
}

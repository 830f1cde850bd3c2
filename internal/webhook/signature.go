package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"time"

	"campfire/internal/chat"
)

// Signer signs calls as Standard Webhooks 1.0 asks for, with a secret for each
// bot key: who renews the key renews the secret. Nothing is kept of it.
type Signer struct{ key []byte }

// SigningSalt is what the key of a Signer is derived with.
const SigningSalt = "webhook signatures"

// NewSigner returns a Signer with a key of its own.
func NewSigner(key []byte) *Signer { return &Signer{key} }

// Secret is what the receiver checks with: whsec_ and 32 bytes in base64.
func (s *Signer) Secret(botKey string) string {
	return "whsec_" + base64.StdEncoding.EncodeToString(s.secret(botKey))
}

func (s *Signer) secret(botKey string) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(botKey)) // never returns an error
	return mac.Sum(nil)
}

// headers are those a call has besides its type.
func (s *Signer) headers(c chat.Call, body []byte, at time.Time) map[string]string {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, s.secret(c.Key))
	fmt.Fprintf(mac, "%s.%s.%s", c.ID, timestamp, body)
	return map[string]string{
		"webhook-id":        c.ID,
		"webhook-timestamp": timestamp,
		"webhook-signature": "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)),
	}
}

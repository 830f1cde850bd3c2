package push

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"sync"
	"time"
)

// How long a token holds, the original's, and how long before its end another is
// made.
const (
	tokenLife  = 12 * time.Hour
	tokenSpare = time.Hour
	maxTokens  = 1_000 // origins whose token is remembered
)

// VAPID says to push services whose server it is that pushes, RFC 8292. It is
// safe for concurrent use.
type VAPID struct {
	key     *ecdsa.PrivateKey
	public  string
	subject func(context.Context) (string, error)
	now     func() time.Time

	mu     sync.Mutex
	tokens map[string]token // guarded by mu; by the origin of the push service
}

type token struct {
	text  string
	until time.Time
}

// NewVAPID returns a VAPID for a pair of keys, base64url. Subject answers whom a
// push service may write to about this server: mailto: or https:.
func NewVAPID(publicKey, privateKey string, subject func(context.Context) (string, error)) (*VAPID, error) {
	scalar, err := decode(privateKey)
	if err != nil {
		return nil, fmt.Errorf("VAPID private key: %w", err)
	}
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), scalar)
	if err != nil {
		return nil, fmt.Errorf("VAPID private key: %w", err)
	}
	point, err := decode(publicKey)
	if err != nil {
		return nil, fmt.Errorf("VAPID public key: %w", err)
	}
	return &VAPID{key: key, public: base64.RawURLEncoding.EncodeToString(point), subject: subject, now: time.Now, tokens: make(map[string]token)}, nil
}

// authorization is the header of a request to a push service.
func (v *VAPID) authorization(ctx context.Context, endpoint *url.URL) (string, error) {
	origin := endpoint.Scheme + "://" + endpoint.Host
	text, known := v.known(origin)
	if !known {
		subject, err := v.subject(ctx)
		if err != nil {
			return "", fmt.Errorf("VAPID subject: %w", err)
		}
		until := v.now().Add(tokenLife)
		if text, err = v.sign(origin, subject, until); err != nil {
			return "", fmt.Errorf("VAPID token: %w", err)
		}
		v.remember(origin, token{text, until})
	}
	return "vapid t=" + text + ",k=" + v.public, nil
}

func (v *VAPID) known(origin string) (string, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	found, known := v.tokens[origin]
	return found.text, known && v.now().Before(found.until.Add(-tokenSpare))
}

func (v *VAPID) remember(origin string, t token) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.tokens) >= maxTokens {
		clear(v.tokens)
	}
	v.tokens[origin] = t
}

// sign makes the token, a JWT with ES256.
func (v *VAPID) sign(audience, subject string, until time.Time) (string, error) {
	claims, err := json.Marshal(map[string]any{"aud": audience, "exp": until.Unix(), "sub": subject})
	if err != nil {
		return "", err
	}
	text := base64url([]byte(`{"typ":"JWT","alg":"ES256"}`)) + "." + base64url(claims)
	digest := sha256.Sum256([]byte(text))
	r, s, err := ecdsa.Sign(rand.Reader, v.key, digest[:])
	if err != nil {
		return "", err
	}
	signature := make([]byte, 64) // the two numbers, RFC 7518 section 3.4
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return text + "." + base64url(signature), nil
}

func base64url(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

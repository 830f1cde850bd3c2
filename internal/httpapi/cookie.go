package httpapi

import (
	"crypto/hmac"
	"crypto/sha1" // what the format asks for, see cookies
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

const (
	sessionCookie  = "session_token"
	cookieLifetime = 20 * 365 * 24 * time.Hour
)

// cookies signs and reads the session cookie in the original's format, so that
// people stay signed in when a team moves here, or back: the token in JSON, with
// an HMAC-SHA1 under a key derived from SECRET_KEY_BASE (spec/data-model.md, 4).
// The token alone is the secret, 140 random bits; the signature only has to be
// there.
type cookies struct {
	key      []byte
	verified *verifiedCookies
}

func newCookies(key []byte) cookies {
	return cookies{key: key, verified: &verifiedCookies{found: make(map[string]signedToken)}}
}

// maxVerified bounds how many cookies are remembered.
const maxVerified = 20_000

// verifiedCookies remembers the tokens of cookies whose signature was right, so
// that each is checked once. Whether a token still means anything is another
// question, and not asked here.
type verifiedCookies struct {
	mu    sync.RWMutex
	found map[string]signedToken // guarded by mu, by the cookie's value
}

type signedToken struct {
	token     string
	expiresAt time.Time
}

func (v *verifiedCookies) get(value string) (signedToken, bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	found, known := v.found[value]
	return found, known
}

func (v *verifiedCookies) put(value string, t signedToken) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.found) >= maxVerified {
		clear(v.found)
	}
	v.found[value] = t
}

// CookieSalt is the salt of the key that signs cookies, as Rails names it.
const CookieSalt = "signed cookie"

// signed is the outer document of a signed value.
type signed struct {
	Rails struct {
		Message   []byte    `json:"message"` // JSON, in base64
		ExpiresAt time.Time `json:"exp"`
		Purpose   string    `json:"pur"`
	} `json:"_rails"`
}

const sessionPurpose = "cookie." + sessionCookie

// session returns the cookie of a new or renewed session.
func (c cookies) session(token string, now time.Time, secure bool) http.Cookie {
	var s signed
	s.Rails.Message, _ = json.Marshal(token)
	s.Rails.ExpiresAt = now.Add(cookieLifetime).UTC().Truncate(time.Millisecond)
	s.Rails.Purpose = sessionPurpose
	document, _ := json.Marshal(s)
	payload := base64.StdEncoding.EncodeToString(document)
	return http.Cookie{
		Name: sessionCookie, Value: url.QueryEscape(payload + "--" + hex.EncodeToString(c.mac(payload))),
		Path: "/", Expires: s.Rails.ExpiresAt, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure,
	}
}

// gone returns the cookie that removes the session cookie.
func gone(secure bool) http.Cookie {
	return http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure}
}

// token returns the session token in a cookie's value, or "" when the value is
// not one of ours.
func (c cookies) token(value string, now time.Time) string {
	t, known := c.verified.get(value)
	if !known {
		if t = c.verify(value); t.token == "" {
			return ""
		}
		c.verified.put(value, t)
	}
	if now.After(t.expiresAt) {
		return ""
	}
	return t.token
}

// verify checks a cookie's signature; no token means that it is not ours.
func (c cookies) verify(value string) signedToken {
	value, err := url.PathUnescape(value)
	if err != nil {
		return signedToken{}
	}
	payload, digest, _ := strings.Cut(value, "--")
	mac, err := hex.DecodeString(digest)
	if err != nil || !hmac.Equal(mac, c.mac(payload)) {
		return signedToken{}
	}
	return readToken(payload)
}

func readToken(payload string) signedToken {
	document, err := base64.StdEncoding.DecodeString(payload)
	if err != nil {
		return signedToken{}
	}
	var s signed
	if json.Unmarshal(document, &s) != nil || s.Rails.Purpose != sessionPurpose {
		return signedToken{}
	}
	t := signedToken{expiresAt: s.Rails.ExpiresAt}
	if json.Unmarshal(s.Rails.Message, &t.token) != nil {
		return signedToken{}
	}
	return t
}

func (c cookies) mac(payload string) []byte {
	h := hmac.New(sha1.New, c.key)
	h.Write([]byte(payload))
	return h.Sum(nil)
}

// Token returns the session token a request carries, or "".
func (s *Server) Token(r *http.Request) string {
	for _, line := range r.Header["Cookie"] {
		for pair := range strings.SplitSeq(line, ";") {
			if value, ours := strings.CutPrefix(strings.TrimSpace(pair), sessionCookie+"="); ours {
				return s.cookies.token(strings.Trim(value, `"`), time.Now())
			}
		}
	}
	return ""
}

// SetSession signs a browser in with a session that was started for it.
func (s *Server) SetSession(w http.ResponseWriter, r *http.Request, token string) {
	cookie := s.cookies.session(token, time.Now(), r.URL.Scheme == "https")
	http.SetCookie(w, &cookie)
}

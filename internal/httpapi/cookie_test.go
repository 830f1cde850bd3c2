package httpapi

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"strings"
	"testing"
	"time"
)

// The key and the value are those of spec/data-model.md, section 4.
func TestCookiesOfTheOriginalAreRead(t *testing.T) {
	key, err := pbkdf2.Key(sha256.New, strings.Repeat("0123456789abcdef", 8), []byte(CookieSalt), 1000, 64)
	if err != nil {
		t.Fatal(err)
	}
	c := newCookies(key)
	const value = "eyJfcmFpbHMiOnsibWVzc2FnZSI6IklrRjRTbk01TkdaMFpWRTFRWFYwZGpKV2NrdHpTRFk0WXlJPSIsImV4cCI6IjIwOTktMDEtMDFUMDA6MDA6MDAuMDAwWiIsInB1ciI6ImNvb2tpZS5zZXNzaW9uX3Rva2VuIn19--1b95a7643e98b8fcdf8c064953d68b5a7a748b84"
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if got := c.token(value, now); got != "AxJs94fteQ5Autv2VrKsH68c" {
		t.Errorf("token = %q", got)
	}
	for name, bad := range map[string]string{
		"another signature": value[:len(value)-1] + "5",
		"no signature":      value[:strings.Index(value, "--")],
		"nothing":           "",
		"plain token":       "AxJs94fteQ5Autv2VrKsH68c",
	} {
		if got := c.token(bad, now); got != "" {
			t.Errorf("%s: token = %q", name, got)
		}
	}
	if got := c.token(value, now.AddDate(100, 0, 0)); got != "" {
		t.Errorf("after it expired: token = %q", got)
	}
}

func TestOurCookiesAreReadBack(t *testing.T) {
	c := newCookies([]byte("secret"))
	now := time.Now()
	cookie := c.session("AxJs94fteQ5Autv2VrKsH68c", now, true)
	if got := c.token(cookie.Value, now); got != "AxJs94fteQ5Autv2VrKsH68c" {
		t.Errorf("token = %q from %s", got, cookie.Value)
	}
	if got := newCookies([]byte("another")).token(cookie.Value, now); got != "" {
		t.Errorf("under another secret: token = %q", got)
	}
}

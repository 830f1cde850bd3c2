package config

import (
	"cmp"
	"crypto/ecdh"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Secrets are the settings nobody else may know. Those that are not set are made
// once by [Config.EnsureSecrets].
type Secrets struct {
	// SecretKeyBase is what every signature derives from. It is used as the
	// string it is.
	SecretKeyBase Secret `env:"SECRET_KEY_BASE" derived:"made once, kept in secrets.env" help:"what sign-ins, mentions and links are signed with" want:"at least 32 characters, better the 128 of campfire generate-secrets"`

	// The VAPID keys are raw P-256 keys in base64url: an uncompressed point of
	// 65 bytes and a scalar of 32.
	VAPIDPublicKey  string `env:"VAPID_PUBLIC_KEY" derived:"made once, kept in secrets.env" help:"public key of push notifications" want:"the public key that campfire generate-secrets printed with the private one"`
	VAPIDPrivateKey Secret `env:"VAPID_PRIVATE_KEY" derived:"made once, kept in secrets.env" help:"private key of push notifications" want:"the private key that campfire generate-secrets printed"`

	// VAPIDSubject is never made: it is the operator's address.
	VAPIDSubject string `env:"VAPID_SUBJECT" derived:"the email address of the first administrator" help:"whom a push service may contact about this server" want:"an address that starts with mailto: or https:"`
}

// GenerateSecrets returns new random secrets.
func GenerateSecrets() (Secrets, error) {
	key := make([]byte, 64)
	rand.Read(key) // crashes rather than fail
	pair, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return Secrets{}, fmt.Errorf("generate VAPID keys: %w", err)
	}
	return Secrets{
		SecretKeyBase:   Secret(hex.EncodeToString(key)),
		VAPIDPublicKey:  base64.RawURLEncoding.EncodeToString(pair.PublicKey().Bytes()),
		VAPIDPrivateKey: Secret(base64.RawURLEncoding.EncodeToString(pair.Bytes())),
	}, nil
}

// WriteTo writes the secrets that are set, a line KEY=value for each.
func (s Secrets) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	for _, line := range [][2]string{
		{"SECRET_KEY_BASE", string(s.SecretKeyBase)},
		{"VAPID_PUBLIC_KEY", s.VAPIDPublicKey},
		{"VAPID_PRIVATE_KEY", string(s.VAPIDPrivateKey)},
		{"VAPID_SUBJECT", s.VAPIDSubject},
	} {
		if line[1] != "" {
			b.WriteString(line[0] + "=" + line[1] + "\n")
		}
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

// DeriveKey returns the 64-byte key for a purpose, as ActiveSupport's key
// generator derives it. The purpose ("salt") is no secret.
func (s Secrets) DeriveKey(salt string) ([]byte, error) {
	return pbkdf2.Key(sha256.New, string(s.SecretKeyBase), []byte(salt), 1000, 64)
}

// or returns s with what it lacks taken from other. The VAPID keys go together.
func (s Secrets) or(other Secrets) Secrets {
	s.SecretKeyBase = cmp.Or(s.SecretKeyBase, other.SecretKeyBase)
	s.VAPIDSubject = cmp.Or(s.VAPIDSubject, other.VAPIDSubject)
	if s.VAPIDPublicKey == "" && s.VAPIDPrivateKey == "" {
		s.VAPIDPublicKey, s.VAPIDPrivateKey = other.VAPIDPublicKey, other.VAPIDPrivateKey
	}
	return s
}

// complete reports whether nothing is left to make.
func (s Secrets) complete() bool { return s.SecretKeyBase != "" && s.VAPIDPrivateKey != "" }

// check finds what is wrong with the secrets that are set.
func (s Secrets) check() error {
	var wrong []error
	refuse := func(field, value string) {
		setting := settingOf(field)
		wrong = append(wrong, setting.refuse(setting.Name, value))
	}
	if s.SecretKeyBase != "" && len(s.SecretKeyBase) < 32 {
		refuse("SecretKeyBase", "")
	}
	if public, err := s.publicKey(); err != nil {
		refuse("VAPIDPrivateKey", "")
	} else if strings.TrimRight(s.VAPIDPublicKey, "=") != public {
		refuse("VAPIDPublicKey", s.VAPIDPublicKey)
	}
	if s.VAPIDSubject != "" && !isContact(s.VAPIDSubject) {
		refuse("VAPIDSubject", s.VAPIDSubject)
	}
	return errors.Join(wrong...)
}

// publicKey returns the VAPID public key that belongs to the private one, as it
// is written; nothing belongs to nothing.
func (s Secrets) publicKey() (string, error) {
	if s.VAPIDPrivateKey == "" {
		return "", nil
	}
	scalar, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(string(s.VAPIDPrivateKey), "="))
	if err != nil {
		return "", err
	}
	key, err := ecdh.P256().NewPrivateKey(scalar)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), nil
}

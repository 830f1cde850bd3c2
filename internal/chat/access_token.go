package chat

import (
	"context"
	"strings"
	"time"
)

const (
	// AccessTokenPrefix begins every access token, so that whoever finds one knows
	// what it is.
	AccessTokenPrefix = "campfire_"

	accessTokenLength = 32 // base58 characters after the prefix
	maxAccessTokens   = 50 // of one person
	maxTokenName      = 60 // characters
	maxTokenDays      = 3650
	tokenTouch        = time.Minute
)

// Scope is what an access token is good for.
type Scope string

// The scopes; each has the rights of those before it.
const (
	ReadScope  Scope = "read"  // look, and change nothing
	WriteScope Scope = "write" // do what its person may do as a member
	AdminScope Scope = "admin" // also what they may do as an administrator
)

// AccessToken lets a program act for a person.
type AccessToken struct {
	ID         int64
	UserID     int64
	Name       string
	Scope      Scope
	Secret     string // in full when it is created, never again
	Hint       string // its last characters
	CreatedAt  time.Time
	ExpiresAt  time.Time // zero: never
	LastUsedAt time.Time // zero: never; right to the minute
}

// Digest is the name a token is kept under, SHA-256 in hex.
func (t AccessToken) Digest() string { return digestOf(t.Secret) }

// NewAccessToken is what somebody wants of a token.
type NewAccessToken struct {
	Name  string
	Scope Scope
	Days  int // until it expires; 0 is never
}

// CreateAccessToken makes a token for the viewer.
func (s *Service) CreateAccessToken(ctx context.Context, v Viewer, n NewAccessToken) (AccessToken, error) {
	if err := n.check(v); err != nil {
		return AccessToken{}, err
	}
	secret, now := AccessTokenPrefix+randomString(base58, accessTokenLength), s.now()
	t := AccessToken{UserID: v.User.ID, Name: n.Name, Scope: n.Scope, Secret: secret, Hint: secret[len(secret)-4:], CreatedAt: now}
	if n.Days > 0 {
		t.ExpiresAt = now.AddDate(0, 0, n.Days)
	}
	kept, err := s.store.AccessTokensOf(ctx, v.User.ID)
	if err == nil && len(kept) >= maxAccessTokens {
		err = &Error{Kind: Conflict, Code: "too_many_tokens", Message: "You have 50 access tokens. Revoke one that is not used any more."}
	}
	if err != nil {
		return AccessToken{}, err
	}
	err = s.store.InTx(ctx, func(tx Tx) (err error) {
		if t, err = tx.CreateAccessToken(t); err != nil {
			return err
		}
		return tx.Audit(v.did(TokenCreated, now).saying(t.Name + ", " + string(t.Scope)))
	})
	return t, err
}

// check tidies what was entered and refuses what cannot be.
func (n *NewAccessToken) check(v Viewer) error {
	n.Name = strings.Join(strings.Fields(n.Name), " ")
	switch {
	case !strings.ContainsFunc(n.Name, seen) || strings.ContainsFunc(n.Name, hides):
		return invalid("name", "blank", "Say what the token is for, so that you know it again.")
	case len([]rune(n.Name)) > maxTokenName:
		return invalid("name", "too_long", "That name is too long. 60 characters are enough.")
	case n.Scope != ReadScope && n.Scope != WriteScope && n.Scope != AdminScope:
		return invalid("scope", "unknown", "A token can read, write or administer.")
	case n.Days < 0 || n.Days > maxTokenDays:
		return invalid("expires_in_days", "out_of_range", "A token lasts at most ten years, or for ever.")
	case n.Scope == AdminScope:
		return v.MustBeAdministrator()
	}
	return nil
}

// AccessTokens returns the viewer's tokens, the newest first.
func (s *Service) AccessTokens(ctx context.Context, v Viewer) ([]AccessToken, error) {
	return s.store.AccessTokensOf(ctx, v.User.ID)
}

// DeleteAccessToken ends one of the viewer's tokens at once.
func (s *Service) DeleteAccessToken(ctx context.Context, v Viewer, id int64) error {
	return s.store.InTx(ctx, func(tx Tx) error {
		t, err := tx.DeleteAccessToken(v.User.ID, id)
		if KindOf(err) == NotFound {
			return &Error{Kind: NotFound, Code: "token_not_found", Message: "That token is revoked already."}
		}
		if err != nil {
			return err
		}
		return tx.Audit(v.did(TokenDeleted, s.now()).saying(t.Name))
	})
}

// AuthenticateToken returns who a token acts for, and what it is good for;
// Unauthenticated when it is nobody's any more.
func (s *Service) AuthenticateToken(ctx context.Context, secret string, c Client) (Viewer, Scope, error) {
	t, user, err := s.store.AccessToken(ctx, digestOf(secret))
	if err != nil && KindOf(err) != NotFound {
		return Viewer{}, "", err
	}
	now := s.now()
	if err != nil || user.Status != Active || !t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt) {
		return Viewer{}, "", &Error{Kind: Unauthenticated, Code: "bad_token", Message: "This access token is not valid any more. Its owner can make another."}
	}
	if now.Sub(t.LastUsedAt) > tokenTouch {
		err := s.store.InTx(ctx, func(tx Tx) error { return tx.TouchAccessToken(t.ID, now) })
		if err != nil && KindOf(err) != Unavailable {
			return Viewer{}, "", err // a full disk must not keep programs from reading
		}
	}
	return Viewer{User: user, IPAddress: c.IPAddress, AsMember: t.Scope != AdminScope}, t.Scope, nil
}

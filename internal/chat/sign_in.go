package chat

import (
	"context"
	"strings"
	"time"
)

// How stale a session's last activity may get, and how often a new address of
// it is noted.
const (
	sessionTouch = time.Hour
	addressTouch = time.Minute
)

// SignIn starts a session for an active user whose password matches. Every
// attempt counts towards the limits of the address and of the account.
func (s *Service) SignIn(ctx context.Context, emailAddress, password string, c Client) (Session, User, error) {
	emailAddress = tidyAddress(emailAddress)
	if err := s.limitSignIn(emailAddress, c); err != nil {
		return Session{}, User{}, err
	}
	user, err := s.store.UserByEmail(ctx, emailAddress)
	if err != nil && KindOf(err) != NotFound {
		return Session{}, User{}, err
	}
	digest := user.PasswordDigest
	if user.Status == Deactivated || user.Role == Bot {
		digest = ""
	}
	matched, err := s.passwords.match(ctx, digest, password)
	if err != nil {
		return Session{}, User{}, err
	}
	if !matched {
		return Session{}, User{}, s.refuse(ctx, user, c)
	}
	if user.banOver(s.now()) {
		if err := s.LiftBans(ctx); err != nil {
			return Session{}, User{}, err
		}
	}
	session, err := s.StartSession(ctx, user.ID, c)
	return session, user, err
}

// refuse writes down that somebody at an address did not know a user's password,
// or with the zero User that they gave the email address of nobody. What they
// entered is not kept: it may be a password in the wrong place.
func (s *Service) refuse(ctx context.Context, user User, c Client) error {
	entry := AuditEntry{Kind: SessionRefused, At: s.now(), User: user.named(), IPAddress: c.IPAddress}
	if err := s.store.InTx(ctx, func(tx Tx) error { return tx.Audit(entry) }); err != nil {
		return err
	}
	return badCredentials()
}

// limitSignIn counts an attempt. One that the address may not make is not
// counted against the account, or anybody could keep a person out.
func (s *Service) limitSignIn(emailAddress string, c Client) error {
	const message = "Too many attempts to sign in. Wait a little, then try again."
	if wait := s.signInsFrom.take(addressKey(c)); wait > 0 {
		return tooMany(wait, message)
	}
	if len(emailAddress) > maxEmailLength {
		return badCredentials() // nobody's, and too long to remember
	}
	if wait := s.signInsTo.take(strings.ToLower(emailAddress)); wait > 0 {
		return tooMany(wait, message)
	}
	return nil
}

func badCredentials() error {
	return &Error{Kind: Unauthenticated, Code: "bad_credentials", Message: "That email and password do not belong together. Check both and try again."}
}

// StartSession signs a user in without asking for a password: for those who
// have shown otherwise who they are.
func (s *Service) StartSession(ctx context.Context, userID int64, c Client) (Session, error) {
	session := s.newSession(c)
	err := s.store.InTx(ctx, func(tx Tx) error {
		// The user may have been deactivated since the password was checked.
		user, err := tx.User(userID)
		if err != nil {
			return err
		}
		session, err = start(tx, user, session, "")
		return err
	})
	return session, err
}

// start signs user in, writes it down, saying how, and tells their devices.
func start(tx Tx, user User, session Session, how string) (Session, error) {
	if user.Status == Banned {
		return Session{}, banned(user)
	}
	if user.Status != Active || user.Role == Bot {
		return Session{}, &Error{Kind: Forbidden, Code: "not_active", Message: "This person can no longer sign in."}
	}
	session.UserID = user.ID
	session, err := tx.CreateSession(session)
	if err != nil {
		return Session{}, err
	}
	tx.Notify(Notice{To: user.ID, Type: SessionStarted, SessionID: session.ID})
	entry := AuditEntry{Kind: SessionCreated, At: session.CreatedAt, Actor: user.named(), IPAddress: session.IPAddress}
	return session, tx.Audit(entry.saying(how))
}

func (s *Service) newSession(c Client) Session {
	now := s.now()
	return Session{Token: newSessionToken(), IPAddress: c.IPAddress, UserAgent: c.UserAgent, LastActiveAt: now, CreatedAt: now}
}

// SignOut ends the viewer's session and closes its connections. The device with a
// push endpoint, if they have one, is told of nothing any more.
func (s *Service) SignOut(ctx context.Context, v Viewer, pushEndpoint string) error {
	err := s.store.InTx(ctx, func(tx Tx) error {
		if err := tx.DeletePushSubscriptionAt(v.User.ID, pushEndpoint); err != nil {
			return err
		}
		if err := tx.DeleteSession(v.SessionID); err != nil {
			return err
		}
		return tellEnded(tx, v, s.now(), v.SessionID)
	})
	if err != nil {
		return err
	}
	s.sessionEnded(v.SessionID)
	return nil
}

// Authenticate returns who a session token belongs to; Unauthenticated when to
// nobody, or to somebody no longer active.
func (s *Service) Authenticate(ctx context.Context, token string) (Viewer, error) {
	session, user, err := s.lookUpSession(ctx, token)
	return Viewer{User: user, SessionID: session.ID}, err
}

// AuthenticateRequest is Authenticate that also notes, at most once an hour,
// when the session was last used, and at most once a minute from
// where.
func (s *Service) AuthenticateRequest(ctx context.Context, token string, c Client) (Viewer, error) {
	session, user, err := s.lookUpSession(ctx, token)
	if err != nil {
		return Viewer{}, err
	}
	now := s.now()
	idle := now.Sub(session.LastActiveAt)
	if idle > sessionTouch || idle > addressTouch && session.IPAddress != c.IPAddress {
		if err := s.store.InTx(ctx, func(tx Tx) error { return tx.TouchSession(session.ID, c.IPAddress, c.UserAgent, now) }); err != nil && KindOf(err) != Unavailable {
			return Viewer{}, err // a full disk must not keep people from reading
		}
		s.access.forget(token)
	}
	return Viewer{User: user, SessionID: session.ID, IPAddress: c.IPAddress}, nil
}

func (s *Service) lookUpSession(ctx context.Context, token string) (Session, User, error) {
	if token == "" {
		return Session{}, User{}, signedOut()
	}
	session, user, err := s.access.session(ctx, token)
	if KindOf(err) == NotFound || err == nil && user.Status != Active {
		return Session{}, User{}, signedOut()
	}
	return session, user, err
}

func signedOut() error {
	return &Error{Kind: Unauthenticated, Code: "signed_out", Message: "You are signed out. Sign in to go on."}
}

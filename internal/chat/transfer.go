package chat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
)

// transferLasts is how long the link that signs another device in may be used.
const transferLasts = 15 * time.Minute

// Transfer is a link that signs a user in on another device, once. Its Secret
// is in the link alone: what is kept is its digest.
type Transfer struct {
	Secret    string
	UserID    int64 // who is signed in with it
	CreatorID int64 // the same, or an administrator who lets them in again
	CreatedAt time.Time
	ExpiresAt time.Time
}

// Digest is the name the transfer is kept under, SHA-256 in hex.
func (t Transfer) Digest() string { return digestOf(t.Secret) }

// digestOf names a secret, so that it need not be kept.
func digestOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// CreateTransfer makes a link that signs a user in: oneself, or as an
// administrator any active person. It takes the place of the one the viewer made
// for them before.
func (s *Service) CreateTransfer(ctx context.Context, v Viewer, userID int64) (Transfer, error) {
	if userID != v.User.ID {
		if err := v.MustBeAdministrator(); err != nil {
			return Transfer{}, err
		}
	}
	if wait := s.transfersBy.take(strconv.FormatInt(v.User.ID, 10)); wait > 0 {
		return Transfer{}, tooMany(wait, "Too many links were made in a short time. Wait a little, then try again.")
	}
	now := s.now()
	t := Transfer{Secret: randomString(base58, 32), UserID: userID, CreatorID: v.User.ID, CreatedAt: now, ExpiresAt: now.Add(transferLasts)}
	err := s.store.InTx(ctx, func(tx Tx) error {
		user, err := tx.User(userID)
		if err != nil {
			return userHidden(err)
		}
		if user.Status != Active || user.Role == Bot {
			return &Error{Kind: Conflict, Code: "not_active", Message: user.Name + " cannot sign in, so there is no link for them."}
		}
		if err := tx.CreateTransfer(t); err != nil {
			return err
		}
		return tx.Audit(v.did(TransferCreated, now).to(user))
	})
	return t, err
}

func userHidden(err error) error {
	if KindOf(err) == NotFound {
		return &Error{Kind: NotFound, Code: "user_not_found", Message: "There is no such person here."}
	}
	return err
}

// DeleteTransfer takes back a link the viewer made. One that was used, has
// expired or was never there is no error: it does not work either way.
func (s *Service) DeleteTransfer(ctx context.Context, v Viewer, secret string) error {
	return s.store.InTx(ctx, func(tx Tx) error {
		taken, err := tx.DeleteTransfer(v.User.ID, digestOf(secret))
		if err != nil || !taken {
			return err
		}
		return tx.Audit(v.did(TransferDeleted, s.now()))
	})
}

// TransferUser returns whom a link would sign in, using nothing up; NotFound
// when it does not work any more. An address that guesses too often is told to
// wait.
func (s *Service) TransferUser(ctx context.Context, secret string, c Client) (User, Transfer, error) {
	if err := s.limitTransferGuess(c); err != nil {
		return User{}, Transfer{}, err
	}
	t, err := s.store.Transfer(ctx, digestOf(secret))
	if err == nil && !t.ExpiresAt.After(s.now()) {
		err = &Error{Kind: NotFound}
	}
	if err != nil {
		return User{}, Transfer{}, s.wrongTransfer(err, c)
	}
	creator, err := s.store.User(ctx, t.CreatorID)
	if err == nil && !t.standsBy(creator) {
		err = s.wrongTransfer(&Error{Kind: NotFound}, c)
	}
	if err != nil {
		return User{}, Transfer{}, err
	}
	user, err := s.store.User(ctx, t.UserID)
	return user, t, err
}

// UseTransfer signs in whom a link is for. Whoever comes second gets NotFound.
func (s *Service) UseTransfer(ctx context.Context, secret string, c Client) (Session, User, error) {
	if err := s.limitTransferGuess(c); err != nil {
		return Session{}, User{}, err
	}
	session := s.newSession(c)
	var user User
	err := s.store.InTx(ctx, func(tx Tx) error {
		t, err := tx.TakeTransfer(digestOf(secret), session.CreatedAt)
		if err != nil {
			return err
		}
		creator, err := tx.User(t.CreatorID)
		if err != nil {
			return err
		}
		if !t.standsBy(creator) {
			return &Error{Kind: NotFound}
		}
		if user, err = tx.User(t.UserID); err != nil {
			return err
		}
		session, err = start(tx, user, session, "with a link by "+creator.Name)
		return err
	})
	return session, user, s.wrongTransfer(err, c)
}

// standsBy reports whether the link's maker may still make it: who is no
// administrator any more must not come back as one with a link made before.
func (t Transfer) standsBy(creator User) bool {
	return creator.Status == Active && (creator.ID == t.UserID || creator.Role == Administrator)
}

func (s *Service) limitTransferGuess(c Client) error {
	if wait := s.transferGuesses.exhausted(addressKey(c)); wait > 0 {
		return tooMany(wait, "Too many wrong links from here. Wait a little, then try again.")
	}
	return nil
}

// wrongTransfer counts a link that does not work as a guess.
func (s *Service) wrongTransfer(err error, c Client) error {
	if KindOf(err) != NotFound {
		return err
	}
	s.transferGuesses.take(addressKey(c))
	return &Error{
		Kind: NotFound, Code: "transfer_gone",
		Message: "This link does not work any more. It can be used once and for 15 minutes. Make a new one on a device that is signed in, or ask an administrator.",
	}
}

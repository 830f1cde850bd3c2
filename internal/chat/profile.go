package chat

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"
)

const maxBioLength = 200 // characters

// Profile is what a viewer may know of a user.
type Profile struct {
	User         // EmailAddress only for the user and for administrators
	Rooms []Room // shared rooms that both are in, by name
	Ban   *Ban   // for administrators, while the user is banned
}

// Profile returns a user as the viewer may see them. To members, somebody who is
// banned is somebody who is not there any more.
func (s *Service) Profile(ctx context.Context, v Viewer, userID int64) (Profile, error) {
	user, err := s.store.User(ctx, userID)
	if err != nil {
		return Profile{}, err
	}
	p := Profile{User: user}
	p.PasswordDigest = ""
	if p.Rooms, err = s.store.RoomsShared(ctx, v.User.ID, userID); err != nil {
		return Profile{}, err
	}
	if v.administers() {
		p.Ban, err = s.banOf(ctx, user)
		return p, err
	}
	if user.ID != v.User.ID {
		p.EmailAddress = ""
	}
	if user.Status == Banned {
		p.Status = Deactivated
	}
	return p, nil
}

// ProfileChange is what somebody changes about themself; nil stays. A new
// Password needs the CurrentPassword.
type ProfileChange struct {
	Name            *string
	EmailAddress    *string
	Bio             *string
	Password        *string
	CurrentPassword string
	Appearance      *Appearance
	Muted           *bool
	HidePresence    *bool
}

// UpdateProfile changes the viewer's own profile. A new password signs their
// other devices out.
func (s *Service) UpdateProfile(ctx context.Context, v Viewer, c ProfileChange) (User, error) {
	if err := c.check(); err != nil {
		return User{}, err
	}
	digest, err := s.newPassword(ctx, v, c)
	if err != nil {
		return User{}, err
	}
	var user User
	var ended []int64
	err = s.store.InTx(ctx, func(tx Tx) (err error) {
		if user, err = tx.User(v.User.ID); err != nil {
			return err
		}
		if user.Status != Active {
			return signedOut()
		}
		before := user
		c.apply(&user)
		if digest != "" {
			user.PasswordDigest = digest
			if ended, err = endOthers(tx, v, s.now()); err != nil {
				return err
			}
		}
		if err := auditProfile(tx, v, before, user, s.now()); err != nil {
			return err
		}
		user.UpdatedAt = s.now()
		return addressInUse(saveUser(tx, user))
	})
	if err == nil {
		s.closeSessions(ended)
	}
	return user, err
}

// auditProfile writes down what somebody changed about how they sign in.
func auditProfile(tx Tx, v Viewer, before, after User, at time.Time) error {
	if before.EmailAddress != after.EmailAddress {
		if err := tx.Audit(v.did(UserEmailChanged, at).to(after).changing(before.EmailAddress, after.EmailAddress)); err != nil {
			return err
		}
	}
	if before.PasswordDigest != after.PasswordDigest {
		return tx.Audit(v.did(UserPasswordChanged, at).to(after))
	}
	return nil
}

// check tidies what was typed and refuses what cannot be.
func (c *ProfileChange) check() error {
	if c.EmailAddress != nil {
		*c.EmailAddress = tidyAddress(*c.EmailAddress)
	}
	for _, field := range []struct {
		value *string
		check func(string) error
	}{{c.Name, checkName}, {c.EmailAddress, checkEmailAddress}, {c.Bio, checkBio}} {
		if field.value == nil {
			continue
		}
		*field.value = strings.TrimSpace(*field.value)
		if err := field.check(*field.value); err != nil {
			return err
		}
	}
	if c.Appearance != nil && *c.Appearance != AppearanceSystem && *c.Appearance != AppearanceLight && *c.Appearance != AppearanceDark {
		return invalid("appearance", "invalid", "Choose system, light or dark.")
	}
	if c.Password != nil {
		return checkPassword(*c.Password)
	}
	return nil
}

func checkBio(bio string) error {
	if utf8.RuneCountInString(bio) > maxBioLength {
		return invalid("bio", "too_long", "That is too long. Use at most 200 characters.")
	}
	return nil
}

func (c *ProfileChange) apply(user *User) {
	set(&user.Name, c.Name)
	set(&user.EmailAddress, c.EmailAddress)
	set(&user.Bio, c.Bio)
	set(&user.Appearance, c.Appearance)
	set(&user.Muted, c.Muted)
	set(&user.HidePresence, c.HidePresence)
}

func set[T any](field, to *T) {
	if to != nil {
		*field = *to
	}
}

// newPassword returns the digest of the password that c sets, "" when it sets
// none. Guesses at the current one count like attempts to sign in.
func (s *Service) newPassword(ctx context.Context, v Viewer, c ProfileChange) (string, error) {
	if c.Password == nil {
		return "", nil
	}
	user, err := s.store.User(ctx, v.User.ID)
	if err != nil {
		return "", err
	}
	if user.PasswordDigest != "" {
		if wait := s.signInsTo.take(strings.ToLower(user.EmailAddress)); wait > 0 {
			return "", tooMany(wait, "Too many wrong passwords. Wait a little, then try again.")
		}
		matched, err := s.passwords.match(ctx, user.PasswordDigest, c.CurrentPassword)
		if err != nil {
			return "", err
		}
		if !matched {
			return "", invalid("current_password", "wrong", "That is not your current password.")
		}
	}
	return s.passwords.digest(ctx, *c.Password)
}

func addressInUse(err error) error {
	if KindOf(err) == Conflict {
		return &Error{Kind: Conflict, Code: "email_taken", Field: "email_address", Message: "Somebody else here has that email. Use another one."}
	}
	return err
}

package chat

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// PersonChange is what an administrator changes about a person; nil stays.
type PersonChange struct {
	Role   *Role
	Status *Status // Active or Deactivated; see Ban
}

// UpdatePerson changes somebody's role, deactivates them or brings them back.
// The last administrator stays one.
func (s *Service) UpdatePerson(ctx context.Context, v Viewer, userID int64, c PersonChange) (User, error) {
	var ended []int64
	user, err := s.changePerson(ctx, v, userID, func(tx Tx, user *User) (err error) {
		if c.Role != nil && *c.Role != user.Role {
			entry := v.did(UserRoleChanged, s.now()).to(*user).changing(user.Role, *c.Role)
			if err := errors.Join(setRole(tx, user, *c.Role), tx.Audit(entry)); err != nil {
				return err
			}
		}
		if c.Status != nil && *c.Status != user.Status {
			ended, err = s.setStatus(tx, v, user, *c.Status)
		}
		return err
	})
	if err == nil {
		s.closeSessions(ended)
	}
	return user, err
}

// asAdministrator runs change in a transaction in which v is an active
// administrator, whoever else is changing that at the same time.
func (s *Service) asAdministrator(ctx context.Context, v Viewer, change func(Tx) error) error {
	if err := v.MustBeAdministrator(); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		actor, err := tx.User(v.User.ID)
		if err != nil {
			return err
		}
		if actor.Status != Active {
			return signedOut()
		}
		if err := (Viewer{User: actor}).MustBeAdministrator(); err != nil {
			return err
		}
		return change(tx)
	})
}

// changePerson has an administrator change a person and tells everyone.
func (s *Service) changePerson(ctx context.Context, v Viewer, userID int64, change func(Tx, *User) error) (User, error) {
	var user User
	err := s.asAdministrator(ctx, v, func(tx Tx) (err error) {
		if user, err = tx.User(userID); err != nil {
			return err
		}
		if user.Role == Bot {
			return &Error{Kind: Forbidden, Code: "bot", Message: user.Name + " is a bot. Bots are looked after on their own page."}
		}
		if err := change(tx, &user); err != nil {
			return err
		}
		user.UpdatedAt = s.now()
		return saveUser(tx, user)
	})
	return user, err
}

// saveUser stores a changed user and tells everyone.
func saveUser(tx Tx, user User) error {
	if err := tx.UpdateUser(user); err != nil {
		return err
	}
	tx.Notify(Notice{Type: UserUpdated, User: &user})
	return nil
}

// setRole makes an active person a member or an administrator.
func setRole(tx Tx, user *User, role Role) error {
	if role == Bot || user.Role == Bot {
		return invalid("role", "invalid", "A person cannot become a bot, nor a bot a person.")
	}
	if user.Status != Active {
		return notActive(*user)
	}
	if role != Administrator {
		if err := mustNotBeLast(tx, *user); err != nil {
			return err
		}
	}
	user.Role = role
	return nil
}

// mustNotBeLast refuses to take an administrator away when there is no other.
func mustNotBeLast(tx Tx, user User) error {
	if user.Role != Administrator {
		return nil
	}
	others, err := tx.OtherAdministrators(user.ID)
	if err == nil && others == 0 {
		err = &Error{Kind: Forbidden, Code: "last_administrator", Message: user.Name + " is the only administrator. Make somebody else one first."}
	}
	return err
}

func notActive(user User) error {
	return &Error{Kind: Conflict, Code: "not_active", Message: user.Name + " is " + user.Status.String() + ". Bring them back first."}
}

// setStatus returns the sessions that ended with it.
func (s *Service) setStatus(tx Tx, v Viewer, user *User, status Status) (ended []int64, err error) {
	switch {
	case user.Status == Banned:
		return nil, &Error{Kind: Conflict, Code: "banned", Message: user.Name + " is banned. Lift the ban first."}
	case status == Deactivated:
		if err := tx.Audit(v.did(UserDeactivated, s.now()).to(*user)); err != nil {
			return nil, err
		}
		return s.deactivate(tx, v, user)
	case status == Active:
		if err := tx.Audit(v.did(UserReactivated, s.now()).to(*user)); err != nil {
			return nil, err
		}
		return nil, reactivate(tx, user, s.now())
	default:
		return nil, invalid("status", "invalid", "Somebody is banned with the ban, not with a status.")
	}
}

// deactivate takes somebody's place in the team away: their sessions, devices,
// searches and memberships but those of direct rooms. Their email address is free for
// another user, as in the original; what they wrote stays.
func (s *Service) deactivate(tx Tx, v Viewer, user *User) ([]int64, error) {
	if user.ID == v.User.ID {
		return nil, &Error{Kind: Forbidden, Code: "yourself", Message: "You cannot deactivate yourself. Ask another administrator."}
	}
	if err := mustNotBeLast(tx, *user); err != nil {
		return nil, err
	}
	if err := leaveSharedRooms(tx, *user, s.now()); err != nil {
		return nil, err
	}
	if err := tx.DeleteSearchesOf(user.ID); err != nil {
		return nil, err
	}
	user.Status = Deactivated
	user.EmailAddress = deactivatedAddress(user.EmailAddress)
	return shutOut(tx, user.ID)
}

// shutOut ends what lets somebody hear of the team.
func shutOut(tx Tx, userID int64) (ended []int64, err error) {
	if err := tx.DeletePushSubscriptionsOf(userID); err != nil {
		return nil, err
	}
	if err := tx.DeleteAccessTokensOf(userID); err != nil {
		return nil, err
	}
	return tx.DeleteSessionsOf(userID)
}

// deactivatedAddress is the original's: a@b becomes a-deactivated-<uuid>@b.
func deactivatedAddress(address string) string {
	local, domain, found := strings.Cut(address, "@")
	if !found {
		return address
	}
	return local + "-deactivated-" + newUUID() + "@" + domain
}

var deactivatedMark = regexp.MustCompile(`-deactivated-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@`)

// newUUID returns a random UUID, RFC 9562 version 4.
func newUUID() string {
	var b [16]byte
	rand.Read(b[:]) // never returns an error
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// reactivate gives a deactivated person their address and the open rooms back.
func reactivate(tx Tx, user *User, at time.Time) error {
	user.Status = Active
	user.EmailAddress = deactivatedMark.ReplaceAllLiteralString(user.EmailAddress, "@")
	if err := tx.UpdateUser(*user); KindOf(err) == Conflict {
		return &Error{
			Kind: Conflict, Code: "email_taken",
			Message: "Somebody else here has the email address " + user.EmailAddress + " by now, so " + user.Name + " cannot come back with it.",
		}
	} else if err != nil {
		return err
	}
	return joinOpenRooms(tx, *user, at)
}

package chat

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	maxCustomStyles = 64 << 10 // bytes
	maxSignInHelp   = 500      // characters
)

// Account is the one team this server belongs to.
type Account struct {
	Name         string
	JoinCode     string // xxxx-xxxx-xxxx, in the join link
	CustomStyles string // CSS an administrator added; may be empty
	SignInHelp   string // plain text for the sign-in page; may be empty
	Settings     AccountSettings
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// AccountSettings are the choices an administrator makes for the team.
type AccountSettings struct {
	RestrictRoomCreationToAdministrators bool
	RestrictMassMentionsToAdministrators bool // @everyone and @here
	HidePresence                         bool // nobody sees who is here
}

// AccountChange is what an administrator changes about the team; nil stays.
type AccountChange struct {
	Name                                 *string
	CustomStyles                         *string
	SignInHelp                           *string
	RestrictRoomCreationToAdministrators *bool
	RestrictMassMentionsToAdministrators *bool
	HidePresence                         *bool
}

// UpdateAccount changes the team's account for an administrator.
func (s *Service) UpdateAccount(ctx context.Context, v Viewer, c AccountChange) (Account, error) {
	if err := c.check(); err != nil {
		return Account{}, err
	}
	return s.changeAccount(ctx, v, AccountChanged, func(a *Account) {
		set(&a.Name, c.Name)
		set(&a.CustomStyles, c.CustomStyles)
		set(&a.SignInHelp, c.SignInHelp)
		set(&a.Settings.RestrictRoomCreationToAdministrators, c.RestrictRoomCreationToAdministrators)
		set(&a.Settings.RestrictMassMentionsToAdministrators, c.RestrictMassMentionsToAdministrators)
		set(&a.Settings.HidePresence, c.HidePresence)
	})
}

// RenewJoinCode makes a new join code for an administrator: links with the old
// one work no longer.
func (s *Service) RenewJoinCode(ctx context.Context, v Viewer) (Account, error) {
	return s.changeAccount(ctx, v, JoinCodeRenewed, func(a *Account) { a.JoinCode = newJoinCode() })
}

func (s *Service) changeAccount(ctx context.Context, v Viewer, kind AuditKind, change func(*Account)) (Account, error) {
	var account Account
	err := s.asAdministrator(ctx, v, func(tx Tx) (err error) {
		if account, err = tx.Account(); err != nil {
			return err
		}
		before := account
		change(&account)
		if err := tx.Audit(v.did(kind, s.now()).saying(account.differsFrom(before))); err != nil {
			return err
		}
		account.UpdatedAt = s.now()
		tx.Notify(Notice{Type: AccountUpdated})
		return tx.UpdateAccount(account)
	})
	return account, err
}

// differsFrom names what changed, for the audit log.
func (a Account) differsFrom(before Account) string {
	var changed []string
	note := func(differs bool, what string) {
		if differs {
			changed = append(changed, what)
		}
	}
	note(a.Name != before.Name, "name: "+before.Name+" → "+a.Name)
	note(a.CustomStyles != before.CustomStyles, "styles")
	note(a.SignInHelp != before.SignInHelp, "help for signing in")
	note(a.Settings.RestrictRoomCreationToAdministrators != before.Settings.RestrictRoomCreationToAdministrators, "who creates rooms")
	note(a.Settings.RestrictMassMentionsToAdministrators != before.Settings.RestrictMassMentionsToAdministrators, "who mentions everyone")
	note(a.Settings.HidePresence != before.Settings.HidePresence, "presence")
	return strings.Join(changed, ", ")
}

// check tidies what was typed and refuses what cannot be.
func (c *AccountChange) check() error {
	if c.Name != nil {
		*c.Name = strings.TrimSpace(*c.Name)
		if *c.Name == "" {
			return invalid("name", "blank", "Enter a name for the team.")
		}
		if _, err := checkAccountName(*c.Name); err != nil {
			return invalid("name", "too_long", "That team name is too long. Use at most 100 characters.")
		}
	}
	if c.SignInHelp != nil {
		*c.SignInHelp = strings.TrimSpace(*c.SignInHelp)
		if utf8.RuneCountInString(*c.SignInHelp) > maxSignInHelp {
			return invalid("sign_in_help", "too_long", "That is too long. Use at most 500 characters.")
		}
	}
	if c.CustomStyles != nil && (len(*c.CustomStyles) > maxCustomStyles || !utf8.ValidString(*c.CustomStyles)) {
		return invalid("custom_styles", "too_long", "These styles are too long. Use at most 64 KB of text.")
	}
	return nil
}

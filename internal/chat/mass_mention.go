package chat

import (
	"context"

	"campfire/internal/richtext"
)

// MayMentionEveryone reports whether somebody may mention many at once.
func (a Account) MayMentionEveryone(v Viewer) bool {
	return v.administers() || !a.Settings.RestrictMassMentionsToAdministrators
}

// mentionMany checks the right of who writes to mention everyone, or those who are
// here, if m does, and notes who they are. It costs the same however many they
// are: members are not listed.
func (s *Service) mentionMany(ctx context.Context, v Viewer, m *Message) error {
	if m.Mass == "" {
		return nil
	}
	account, err := s.store.Account(ctx)
	if err != nil {
		return err
	}
	if !account.MayMentionEveryone(v) {
		return &Error{
			Kind: Forbidden, Code: "mass_mention",
			Message: "Only administrators may mention @" + string(m.Mass) + " here. Write it without the @, or mention people by name.",
		}
	}
	if m.Mass == richtext.Here {
		m.OnlineUserIDs = s.online()
	}
	return nil
}

package chat

import "context"

// ShowsPresence reports whether others may see where a user is: neither they nor,
// for everyone, the administrators have turned that off.
func (s *Service) ShowsPresence(ctx context.Context, userID int64) (bool, error) {
	account, err := s.store.Account(ctx)
	if err != nil || account.Settings.HidePresence {
		return false, err
	}
	user, err := s.store.User(ctx, userID)
	return err == nil && !user.HidePresence, err
}

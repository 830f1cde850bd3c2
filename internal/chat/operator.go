package chat

import "context"

// These are for whoever has a shell on the server: they ask for nobody's
// permission. Every session of a user whose password changes is ended.

// AddUser makes an active user who joins every open room.
func (s *Service) AddUser(ctx context.Context, r Registration, role Role) (User, error) {
	if _, err := s.store.Account(ctx); err != nil {
		return User{}, notSetUp(err)
	}
	user, err := s.newUser(ctx, r)
	if err != nil {
		return User{}, err
	}
	user.Role = role
	err = s.store.InTx(ctx, func(tx Tx) error {
		if user, err = tx.CreateUser(user); err != nil {
			return err
		}
		if err := joinOpenRooms(tx, user, user.CreatedAt); err != nil {
			return err
		}
		return tx.Audit(fromShell(UserCreated, user.CreatedAt).to(user).saying(user.Role.String()))
	})
	return user, err
}

// SetPassword gives a user a new password and signs them out everywhere.
func (s *Service) SetPassword(ctx context.Context, emailAddress, password string) (User, error) {
	if err := checkPassword(password); err != nil {
		return User{}, err
	}
	digest, err := s.passwords.digest(ctx, password)
	if err != nil {
		return User{}, err
	}
	var ended []int64
	user, err := s.changeUser(ctx, emailAddress, func(tx Tx, user *User) error {
		user.PasswordDigest = digest
		if ended, err = tx.DeleteSessionsOf(user.ID); err != nil {
			return err
		}
		return tx.Audit(fromShell(UserPasswordChanged, s.now()).to(*user))
	})
	if err == nil {
		s.closeSessions(ended)
	}
	return user, err
}

// SetRole makes a person a member or an administrator. The last administrator
// stays one.
func (s *Service) SetRole(ctx context.Context, emailAddress string, role Role) (User, error) {
	return s.changeUser(ctx, emailAddress, func(tx Tx, user *User) error {
		was := user.Role
		if err := setRole(tx, user, role); err != nil {
			return err
		}
		return tx.Audit(fromShell(UserRoleChanged, s.now()).to(*user).changing(was, role))
	})
}

// Users returns the active people and bots, by name.
func (s *Service) Users(ctx context.Context) ([]User, error) {
	return s.store.Users(ctx)
}

func (s *Service) changeUser(ctx context.Context, emailAddress string, change func(Tx, *User) error) (User, error) {
	found, err := s.store.UserByEmail(ctx, emailAddress)
	if err != nil {
		if KindOf(err) == NotFound {
			err = &Error{Kind: NotFound, Code: "user_not_found", Message: "Nobody here has the email address " + emailAddress + "."}
		}
		return User{}, err
	}
	user := found
	err = s.store.InTx(ctx, func(tx Tx) error {
		if user, err = tx.User(found.ID); err != nil {
			return err
		}
		user.UpdatedAt = s.now()
		if err := change(tx, &user); err != nil {
			return err
		}
		return saveUser(tx, user)
	})
	return user, err
}

func (s *Service) closeSessions(ids []int64) {
	for _, id := range ids {
		s.sessionEnded(id)
	}
}

func notSetUp(err error) error {
	if KindOf(err) == NotFound {
		return &Error{Kind: NotFound, Code: "not_set_up", Message: "This Campfire has no account yet. Open it in a browser first."}
	}
	return err
}

package chat

import (
	"context"
	"net/netip"
	"time"
)

const (
	// maxBannedAddresses bounds the addresses of one ban.
	maxBannedAddresses = 50

	// formerly is how far back a banned person's sign-ins say where they come from.
	formerly = 30 * 24 * time.Hour
)

// Ban is how somebody is shut out. The account always is.
type Ban struct {
	Until     time.Time // zero is until somebody lifts it
	Addresses []string
	Removal   *MessageRemoval // nil when their messages stay
}

// BannedAddress is an address nobody may come from.
type BannedAddress struct {
	IPAddress string
	Until     time.Time // zero is until somebody lifts it
}

// BanOrder is what an administrator asks for.
type BanOrder struct {
	Until          time.Time // zero is until somebody lifts it
	Addresses      bool      // also those the person's sessions were last used from
	RemoveMessages bool
}

// String says the order in the words of the audit log.
func (o BanOrder) String() string {
	said := "until it is lifted"
	if !o.Until.IsZero() {
		said = "until " + o.Until.UTC().Format(time.RFC3339)
	}
	if o.Addresses {
		said += ", with addresses"
	}
	if o.RemoveMessages {
		said += ", messages removed"
	}
	return said
}

// Ban shuts somebody out: their sessions and connections end at once. To ban
// somebody who is banned already is to change the ban.
func (s *Service) Ban(ctx context.Context, v Viewer, userID int64, o BanOrder) error {
	now := s.now()
	if !o.Until.IsZero() && !o.Until.After(now) {
		return invalid("until", "past", "Choose an end that is still to come.")
	}
	var ended []int64
	var addresses []string
	_, err := s.changePerson(ctx, v, userID, func(tx Tx, user *User) (err error) {
		if err := mayBan(tx, v, *user); err != nil {
			return err
		}
		if addresses, err = banAddresses(tx, v, *user, o, now); err != nil {
			return err
		}
		if o.RemoveMessages {
			if err := tx.StartMessageRemoval(user.ID); err != nil {
				return err
			}
		}
		user.Status, user.BannedUntil = Banned, o.Until
		if ended, err = shutOut(tx, user.ID); err != nil {
			return err
		}
		return tx.Audit(v.did(UserBanned, now).to(*user).saying(o.String()))
	})
	if err != nil {
		return err
	}
	s.closeSessions(ended)
	s.wake()
	return s.closeAddresses(ctx, addresses)
}

// closeAddresses has the connections from banned addresses closed, but for those
// of administrators, whom Admit lets in as well.
func (s *Service) closeAddresses(ctx context.Context, addresses []string) error {
	if len(addresses) == 0 {
		return nil
	}
	keys := make(map[string]bool, len(addresses))
	for _, address := range addresses {
		keys[addressKey(Client{IPAddress: address})] = true
	}
	users, err := s.store.Users(context.WithoutCancel(ctx)) // what is banned is banned
	if err != nil {
		return err
	}
	spared := make(map[int64]bool)
	for _, user := range users {
		spared[user.ID] = user.Role == Administrator
	}
	s.addressesBanned(func(userID int64, address string) bool {
		return keys[addressKey(Client{IPAddress: address})] && !spared[userID]
	})
	return nil
}

func mayBan(tx Tx, v Viewer, user User) error {
	switch {
	case user.ID == v.User.ID:
		return &Error{Kind: Forbidden, Code: "yourself", Message: "You cannot ban yourself."}
	case user.Status == Deactivated:
		return notActive(user)
	case user.Status == Active:
		return mustNotBeLast(tx, user)
	default:
		return nil
	}
}

// banAddresses bans the addresses that o asks for, and returns them. The
// administrator's own is left out: people behind one router share an address.
func banAddresses(tx Tx, v Viewer, user User, o BanOrder, now time.Time) (addresses []string, err error) {
	if o.Addresses {
		theirs, err := addressesOf(tx, user, now)
		if err != nil {
			return nil, err
		}
		own, err := tx.SessionAddresses(v.User.ID)
		if err != nil {
			return nil, err
		}
		addresses = bannable(theirs, own)
	}
	return addresses, tx.SetBannedAddresses(user.ID, addresses, now)
}

// addressesOf returns where somebody's sessions were last used from. Of somebody
// whom a ban has signed out, it is what that banned and where they signed in of
// late.
func addressesOf(tx Tx, user User, now time.Time) ([]string, error) {
	if user.Status == Banned {
		return tx.FormerAddresses(user.ID, now.Add(-formerly))
	}
	return tx.SessionAddresses(user.ID)
}

// bannable returns the addresses that belong to one place on the internet, and
// not to the place of own.
func bannable(addresses, own []string) (found []string) {
	spared := make(map[string]bool)
	for _, address := range own {
		spared[addressKey(Client{IPAddress: address})] = true
	}
	for _, address := range addresses {
		if public(address) && !spared[addressKey(Client{IPAddress: address})] && len(found) < maxBannedAddresses {
			found = append(found, address)
		}
	}
	return found
}

// sharedSpace is used inside providers' networks, RFC 6598.
var sharedSpace = netip.MustParsePrefix("100.64.0.0/10")

func public(address string) bool {
	addr, err := netip.ParseAddr(address)
	addr = addr.Unmap()
	return err == nil && addr.IsGlobalUnicast() && !addr.IsPrivate() && !sharedSpace.Contains(addr)
}

// Unban lets somebody in again. Messages that were removed stay removed.
func (s *Service) Unban(ctx context.Context, v Viewer, userID int64) error {
	_, err := s.changePerson(ctx, v, userID, func(tx Tx, user *User) error {
		if user.Status != Banned {
			return &Error{Kind: Conflict, Code: "not_banned", Message: user.Name + " is not banned."}
		}
		if err := lift(tx, user, s.now()); err != nil {
			return err
		}
		return tx.Audit(v.did(UserUnbanned, s.now()).to(*user))
	})
	return err
}

// lift ends a ban. The caller stores the user.
func lift(tx Tx, user *User, at time.Time) error {
	user.Status, user.BannedUntil = Active, time.Time{}
	if err := tx.SetBannedAddresses(user.ID, nil, at); err != nil {
		return err
	}
	return tx.EndMessageRemoval(user.ID)
}

// LiftBans ends the bans whose time is up.
func (s *Service) LiftBans(ctx context.Context) error {
	now := s.now()
	userIDs, err := s.store.BansOver(ctx, now)
	for _, id := range userIDs {
		if err == nil {
			err = s.liftIfOver(ctx, id, now)
		}
	}
	return err
}

func (s *Service) liftIfOver(ctx context.Context, userID int64, now time.Time) error {
	return s.store.InTx(ctx, func(tx Tx) error {
		user, err := tx.User(userID)
		if err != nil || !user.banOver(now) {
			return err
		}
		user.UpdatedAt = now
		if err := lift(tx, &user, now); err != nil {
			return err
		}
		if err := tx.Audit(AuditEntry{Kind: UserUnbanned, At: now, User: user.named(), Detail: "its time was up"}); err != nil {
			return err
		}
		return saveUser(tx, user)
	})
}

func (u User) banOver(now time.Time) bool {
	return u.Status == Banned && !u.BannedUntil.IsZero() && !now.Before(u.BannedUntil)
}

// banOf returns a user's ban, nil when there is none.
func (s *Service) banOf(ctx context.Context, user User) (*Ban, error) {
	if user.Status != Banned {
		return nil, nil
	}
	addresses, err := s.store.AddressesBannedFor(ctx, user.ID)
	if err != nil {
		return nil, err
	}
	removal, err := s.store.MessageRemoval(ctx, user.ID)
	if KindOf(err) == NotFound {
		return &Ban{Until: user.BannedUntil, Addresses: addresses}, nil
	}
	return &Ban{Until: user.BannedUntil, Addresses: addresses, Removal: &removal}, err
}

// Admit refuses whoever comes from a banned address, but for administrators, who
// have to be able to lift the ban: token is that of the client's session.
func (s *Service) Admit(ctx context.Context, c Client, token string) error {
	banned, err := s.access.isBanned(ctx, c, s.now())
	if err != nil || !banned {
		return err
	}
	if v, err := s.Authenticate(ctx, token); err == nil && v.User.Role == Administrator {
		return nil
	}
	return &Error{Kind: Forbidden, Code: "address_banned", Message: "Nobody can use this Campfire from your network address at the moment. If that is a mistake, ask an administrator to lift the ban."}
}

// banned is the answer to somebody who signs in while they are banned.
func banned(user User) error {
	message := "You are banned from this Campfire. If that is a mistake, ask an administrator."
	if !user.BannedUntil.IsZero() {
		message = "You are banned from this Campfire until " + user.BannedUntil.UTC().Format("2 January 2006, 15:04") + " UTC. After that, sign in again."
	}
	return &Error{Kind: Unauthenticated, Code: "banned", Message: message}
}

package chat

import (
	"context"
	"crypto/subtle"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	maxNameLength  = 100 // characters
	maxEmailLength = 254 // bytes, RFC 5321
	firstRoomName  = "All Talk"
	defaultAccount = "Campfire"
)

// Registration is what somebody enters to become a user.
type Registration struct {
	Name         string
	EmailAddress string
	Password     string
}

// Client is the browser a request came from.
type Client struct {
	IPAddress string
	UserAgent string
}

// FirstRun makes the account, its first administrator and the room "All Talk",
// and signs the administrator in. Whoever comes second gets Conflict.
func (s *Service) FirstRun(ctx context.Context, r Registration, accountName string, c Client) (Session, User, error) {
	if _, err := s.store.Account(ctx); KindOf(err) != NotFound {
		if err == nil {
			err = alreadySetUp()
		}
		return Session{}, User{}, err
	}
	user, err := s.newUser(ctx, r)
	if err != nil {
		return Session{}, User{}, err
	}
	user.Role = Administrator
	accountName, err = checkAccountName(accountName)
	if err != nil {
		return Session{}, User{}, err
	}
	session := s.newSession(c)
	err = s.store.InTx(ctx, func(tx Tx) error {
		if err := createAccount(tx, accountName, user.CreatedAt); err != nil {
			return err
		}
		if user, err = tx.CreateUser(user); err != nil {
			return err
		}
		if _, err := tx.CreateRoom(Room{Type: Open, Name: firstRoomName, CreatorID: user.ID, CreatedAt: user.CreatedAt, UpdatedAt: user.CreatedAt}); err != nil {
			return err
		}
		if err := tx.Audit(AuditEntry{Kind: AccountCreated, At: user.CreatedAt, Actor: user.named(), IPAddress: c.IPAddress}); err != nil {
			return err
		}
		session, err = welcome(tx, user, session)
		return err
	})
	return session, user, err
}

func createAccount(tx Tx, name string, at time.Time) error {
	err := tx.CreateAccount(Account{Name: name, JoinCode: newJoinCode(), CreatedAt: at, UpdatedAt: at})
	if KindOf(err) == Conflict {
		return alreadySetUp()
	}
	return err
}

func alreadySetUp() error {
	return &Error{Kind: Conflict, Code: "already_set_up", Message: "This Campfire is already set up. Sign in, or ask a colleague for the join link."}
}

// Join makes a member out of somebody who has the join link and signs them in.
func (s *Service) Join(ctx context.Context, code string, r Registration, c Client) (Session, User, error) {
	if err := s.CheckJoinCode(ctx, code, c); err != nil {
		return Session{}, User{}, err
	}
	user, err := s.newUser(ctx, r)
	if err == nil {
		err = s.limitJoining(c)
	}
	if err != nil {
		return Session{}, User{}, err
	}
	session := s.newSession(c)
	err = s.store.InTx(ctx, func(tx Tx) error {
		if user, err = tx.CreateUser(user); err != nil {
			return err
		}
		session, err = welcome(tx, user, session)
		return err
	})
	return session, user, err
}

// CheckJoinCode reports whether code is the one in the join link; NotFound when not.
// An address that guesses too often is told to wait.
func (s *Service) CheckJoinCode(ctx context.Context, code string, c Client) error {
	if wait := s.joinGuesses.exhausted(addressKey(c)); wait > 0 {
		return tooMany(wait, "Too many wrong join links from here. Wait a little, then try again.")
	}
	account, err := s.store.Account(ctx)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(code), []byte(account.JoinCode)) != 1 {
		s.joinGuesses.take(addressKey(c))
		return &Error{Kind: NotFound, Code: "join_code_unknown", Message: "This join link does not work any more. Ask for a new one."}
	}
	return nil
}

// limitJoining counts somebody who joins. Addresses of one's own network, which
// the whole team may share, are not limited.
func (s *Service) limitJoining(c Client) error {
	if !public(c.IPAddress) {
		return nil
	}
	if wait := s.joinsFrom.take(addressKey(c)); wait > 0 {
		return tooMany(wait, "Many people joined from here in a short time. Wait a little, then try again.")
	}
	return nil
}

// welcome gives a new user every open room and a session.
func welcome(tx Tx, user User, session Session) (Session, error) {
	if err := joinOpenRooms(tx, user, user.CreatedAt); err != nil {
		return Session{}, err
	}
	if err := tx.Audit(AuditEntry{Kind: UserCreated, At: user.CreatedAt, Actor: user.named(), User: user.named(), IPAddress: session.IPAddress}); err != nil {
		return Session{}, err
	}
	return start(tx, user, session, "")
}

func joinOpenRooms(tx Tx, user User, at time.Time) error {
	rooms, err := tx.OpenRooms()
	if err != nil {
		return err
	}
	for _, room := range rooms {
		if err := addMembers(tx, room, at, user); err != nil {
			return err
		}
	}
	return nil
}

// leaveSharedRooms ends a user's memberships but those of direct rooms, and
// tells the rooms.
func leaveSharedRooms(tx Tx, user User, at time.Time) error {
	left, err := tx.LeaveSharedRooms(user.ID)
	if err != nil {
		return err
	}
	for _, roomID := range left {
		if _, err := tx.AppendEvent(Event{RoomID: roomID, Type: MemberLeft, User: &user, CreatedAt: at}); err != nil {
			return err
		}
	}
	return nil
}

// addMembers makes users members of a room and tells the room of the new ones.
func addMembers(tx Tx, room Room, at time.Time, users ...User) error {
	ids := make([]int64, len(users))
	byID := make(map[int64]*User, len(users))
	for i := range users {
		ids[i] = users[i].ID
		byID[users[i].ID] = &users[i]
	}
	added, err := tx.AddMembers(room.ID, ids, room.Type.DefaultInvolvement(), at)
	if err != nil {
		return err
	}
	for _, id := range added {
		if _, err := tx.AppendEvent(Event{RoomID: room.ID, Type: MemberJoined, User: byID[id], CreatedAt: at}); err != nil {
			return err
		}
	}
	return nil
}

// newUser checks a registration and makes an active member of it, not stored yet.
func (s *Service) newUser(ctx context.Context, r Registration) (User, error) {
	r.Name, r.EmailAddress = strings.TrimSpace(r.Name), tidyAddress(r.EmailAddress)
	if err := r.check(); err != nil {
		return User{}, err
	}
	// The transaction that creates the user decides; this saves the work of a
	// digest for an address that is taken.
	if _, err := s.store.UserByEmail(ctx, r.EmailAddress); err == nil {
		return User{}, EmailTaken()
	} else if KindOf(err) != NotFound {
		return User{}, err
	}
	digest, err := s.passwords.digest(ctx, r.Password)
	if err != nil {
		return User{}, err
	}
	now := s.now()
	return User{Name: r.Name, EmailAddress: r.EmailAddress, PasswordDigest: digest, CreatedAt: now, UpdatedAt: now}, nil
}

// EmailTaken is the refusal of an email address that another user has.
func EmailTaken() error {
	return &Error{Kind: Conflict, Code: "email_taken", Field: "email_address", Message: "That email is already in use. Sign in instead, or use another one."}
}

func (r Registration) check() error {
	if err := checkName(r.Name); err != nil {
		return err
	}
	if err := checkEmailAddress(r.EmailAddress); err != nil {
		return err
	}
	return checkPassword(r.Password)
}

// checkName wants something to see in a name, and nothing that hides or turns
// round what stands beside it.
func checkName(name string) error {
	switch {
	case !strings.ContainsFunc(name, seen):
		return invalid("name", "blank", "Enter your name, so that others know who is speaking.")
	case utf8.RuneCountInString(name) > maxNameLength:
		return invalid("name", "too_long", "That name is too long. Use at most 100 characters.")
	case !utf8.ValidString(name) || strings.ContainsFunc(name, hides):
		return invalid("name", "invalid", "That name has a character nobody can see. Type it by hand.")
	default:
		return nil
	}
}

// seen reports what leaves a mark. Some of what Unicode calls graphic is blank:
// Hangul fillers, the empty Braille pattern, selectors of variants.
func seen(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && r != '\u2800' &&
		!unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// hides reports control characters and those that change the direction of what
// follows (Unicode Bidi_Control).
func hides(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

// tidyAddress is an email address as it is kept: letters beyond ASCII are in
// lower case, since databases ignore the case of ASCII alone.
func tidyAddress(typed string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		return unicode.ToLower(r)
	}, strings.TrimSpace(typed))
}

func checkEmailAddress(address string) error {
	local, domain, found := strings.Cut(address, "@")
	refused := strings.ContainsAny(address, " ,;<>") || strings.ContainsFunc(address, hides) || !utf8.ValidString(address)
	if !found || local == "" || domain == "" || len(address) > maxEmailLength || refused {
		return invalid("email_address", "invalid", "Enter an email address like ada@example.com.")
	}
	return nil
}

func checkPassword(password string) error {
	if utf8.RuneCountInString(password) < minPasswordLength {
		return invalid("password", "too_short", "Use a password of at least 8 characters.")
	}
	return nil
}

func checkAccountName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return defaultAccount, nil
	}
	if utf8.RuneCountInString(name) > maxNameLength {
		return "", invalid("account_name", "too_long", "That team name is too long. Use at most 100 characters.")
	}
	return name, nil
}

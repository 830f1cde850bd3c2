package chat

import "time"

// Role says what a user may do. The numbers are those stored.
type Role uint8

// The roles.
const (
	Member Role = iota
	Administrator
	Bot
)

func (r Role) String() string {
	return [...]string{"member", "administrator", "bot"}[min(r, Bot)]
}

// Status says whether a user may sign in. The numbers are those stored.
type Status uint8

// The statuses.
const (
	Active Status = iota
	Deactivated
	Banned
)

// Appearance is the colours somebody wants.
type Appearance string

// The appearances.
const (
	AppearanceSystem Appearance = "" // as the device is set
	AppearanceLight  Appearance = "light"
	AppearanceDark   Appearance = "dark"
)

func (s Status) String() string {
	return [...]string{"active", "deactivated", "banned"}[min(s, Banned)]
}

// User is a person or a bot.
type User struct {
	ID             int64
	Name           string
	EmailAddress   string // empty for bots
	PasswordDigest string // bcrypt; empty means no password
	Role           Role
	Status         Status
	Bio            string
	Appearance     Appearance
	Muted          bool      // sounds are not played
	HidePresence   bool      // others do not see where this user is
	BannedUntil    time.Time // of a banned user; zero is until somebody lifts the ban
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// Session is a sign-in: one browser of one user.
type Session struct {
	ID           int64
	UserID       int64
	Token        string // 24 base58 characters, the secret in the cookie
	IPAddress    string
	UserAgent    string
	LastActiveAt time.Time // refreshed at most once an hour
	CreatedAt    time.Time
}

// Viewer is who is asking: a user through one session, or with an access token.
type Viewer struct {
	User      User
	SessionID int64
	IPAddress string // where the request came from; empty on the cable
	AsMember  bool   // with a token that gives nobody an administrator's rights
}

func (v Viewer) administers() bool { return v.User.Role == Administrator && !v.AsMember }

// MustBeAdministrator is Forbidden for everybody else.
func (v Viewer) MustBeAdministrator() error {
	if v.administers() {
		return nil
	}
	return &Error{Kind: Forbidden, Code: "administrators_only", Message: "Only administrators may do this."}
}

package chat

import "time"

// Account is the one team this server belongs to.
type Account struct {
	Name         string
	JoinCode     string // xxxx-xxxx-xxxx, in the join link
	CustomStyles string // CSS an administrator added; may be empty
	Settings     AccountSettings
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// AccountSettings are the choices an administrator makes for the team.
type AccountSettings struct {
	RestrictRoomCreationToAdministrators bool
}

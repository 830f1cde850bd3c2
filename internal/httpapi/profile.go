package httpapi

import (
	"cmp"
	"context"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// me is the viewer as the viewer sees themself.
type me struct {
	wire.User
	EmailAddress string `json:"email_address"`
	Bio          string `json:"bio"`
	Appearance   string `json:"appearance" enum:"system,light,dark"`
	SoundEnabled bool   `json:"sound_enabled"`
	ShowPresence bool   `json:"show_presence" doc:"Others see in which room one is"`
}

func newMe(u chat.User) me {
	return me{
		User: wire.NewUser(u), EmailAddress: u.EmailAddress, Bio: u.Bio,
		Appearance: cmp.Or(string(u.Appearance), "system"), SoundEnabled: !u.Muted, ShowPresence: !u.HidePresence,
	}
}

type meOutput struct{ Body me }

func (s *Server) getMe(ctx context.Context, _ *struct{}) (*meOutput, error) {
	return &meOutput{Body: newMe(viewer(ctx).User)}, nil
}

// profileChange leaves out what stays.
type profileChange struct {
	Name            *string `json:"name,omitempty"`
	EmailAddress    *string `json:"email_address,omitempty"`
	Bio             *string `json:"bio,omitempty" doc:"At most 200 characters"`
	Password        *string `json:"password,omitempty" doc:"A new one; signs the other devices out"`
	CurrentPassword string  `json:"current_password,omitempty" doc:"With a new password"`
	Appearance      *string `json:"appearance,omitempty" enum:"system,light,dark"`
	SoundEnabled    *bool   `json:"sound_enabled,omitempty"`
	ShowPresence    *bool   `json:"show_presence,omitempty"`
}

func (c profileChange) chat() chat.ProfileChange {
	if c.Appearance != nil && *c.Appearance == "system" {
		*c.Appearance = string(chat.AppearanceSystem)
	}
	return chat.ProfileChange{
		Name: c.Name, EmailAddress: c.EmailAddress, Bio: c.Bio,
		Password: c.Password, CurrentPassword: c.CurrentPassword,
		Appearance: (*chat.Appearance)(c.Appearance), Muted: opposite(c.SoundEnabled), HidePresence: opposite(c.ShowPresence),
	}
}

func opposite(b *bool) *bool {
	if b == nil {
		return nil
	}
	not := !*b
	return &not
}

func (s *Server) updateMe(ctx context.Context, in *struct{ Body profileChange }) (*meOutput, error) {
	user, err := s.Chat.UpdateProfile(ctx, viewer(ctx), in.Body.chat())
	if err != nil {
		return nil, err
	}
	return &meOutput{Body: newMe(user)}, nil
}

// profileBody is a user as the viewer may see them.
type profileBody struct {
	wire.User
	Status       string     `json:"status" enum:"active,deactivated,banned" doc:"banned is told to administrators alone"`
	Bio          string     `json:"bio"`
	EmailAddress string     `json:"email_address,omitempty" doc:"For administrators and oneself"`
	JoinedAt     wire.Time  `json:"joined_at"`
	Rooms        []roomName `json:"rooms" nullable:"false" doc:"Shared rooms that both are in, by name"`
	Ban          *banBody   `json:"ban,omitempty" doc:"For administrators"`
}

type roomName struct {
	ID   int64  `json:"id"`
	Type string `json:"type" enum:"open,closed"`
	Name string `json:"name"`
}

type banBody struct {
	Until     *wire.Time   `json:"until" doc:"null is until somebody lifts it"`
	Addresses []string     `json:"addresses" nullable:"false"`
	Removal   *removalBody `json:"removal,omitempty" doc:"How far the removal of their messages is"`
}

type removalBody struct {
	Total   int  `json:"total"`
	Removed int  `json:"removed"`
	Done    bool `json:"done"`
}

func newProfile(p chat.Profile) profileBody {
	body := profileBody{
		User: wire.NewUser(p.User), Status: p.Status.String(), Bio: p.Bio, EmailAddress: p.EmailAddress,
		JoinedAt: wire.Time(p.CreatedAt), Rooms: make([]roomName, len(p.Rooms)), Ban: newBan(p.Ban),
	}
	for i, room := range p.Rooms {
		body.Rooms[i] = roomName{ID: room.ID, Type: string(room.Type), Name: room.Name}
	}
	return body
}

func newBan(b *chat.Ban) *banBody {
	if b == nil {
		return nil
	}
	body := &banBody{Addresses: append([]string{}, b.Addresses...)}
	if !b.Until.IsZero() {
		body.Until = (*wire.Time)(&b.Until)
	}
	if r := b.Removal; r != nil {
		body.Removal = &removalBody{Total: r.Total, Removed: r.Removed, Done: r.Done}
	}
	return body
}

// UserInput names a user in the path.
type UserInput struct {
	User int64 `path:"user"`
}

type profileOutput struct{ Body profileBody }

func (s *Server) getUser(ctx context.Context, in *UserInput) (*profileOutput, error) {
	p, err := s.Chat.Profile(ctx, viewer(ctx), in.User)
	if err != nil {
		return nil, err
	}
	return &profileOutput{Body: newProfile(p)}, nil
}

package httpapi

import (
	"context"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// personBody is a person as administrators see them in the list.
type personBody struct {
	wire.User
	EmailAddress string     `json:"email_address"`
	Status       string     `json:"status" enum:"active,deactivated,banned"`
	BannedUntil  *wire.Time `json:"banned_until" doc:"null is until somebody lifts it"`
	JoinedAt     wire.Time  `json:"joined_at"`
}

type peopleOutput struct {
	Body struct {
		People []personBody `json:"people" nullable:"false" doc:"Administrators first, then by name"`
		Page   int          `json:"page"`
		Pages  int          `json:"pages"`
		Totals peopleTotals `json:"totals" doc:"People whom the query matches"`
	}
}

type peopleTotals struct {
	Active      int `json:"active"`
	Deactivated int `json:"deactivated"`
	Banned      int `json:"banned"`
}

var userStatuses = map[string]chat.Status{"active": chat.Active, "deactivated": chat.Deactivated, "banned": chat.Banned}

func (s *Server) listPeople(ctx context.Context, in *struct {
	Query  string `query:"query" maxLength:"200" doc:"Part of a name or an email address"`
	Status string `query:"status" enum:"active,deactivated,banned" default:"active"`
	Page   int    `query:"page" minimum:"1" default:"1"`
},
) (*peopleOutput, error) {
	page, err := s.Chat.People(ctx, viewer(ctx), chat.PeopleQuery{Text: in.Query, Status: userStatuses[in.Status], Page: in.Page})
	if err != nil {
		return nil, err
	}
	out := &peopleOutput{}
	out.Body.People = make([]personBody, len(page.People))
	for i, user := range page.People {
		out.Body.People[i] = newPerson(user)
	}
	out.Body.Page, out.Body.Pages = page.Page, page.Pages
	out.Body.Totals = peopleTotals{Active: page.Totals[chat.Active], Deactivated: page.Totals[chat.Deactivated], Banned: page.Totals[chat.Banned]}
	return out, nil
}

func newPerson(u chat.User) personBody {
	p := personBody{User: wire.NewUser(u), EmailAddress: u.EmailAddress, Status: u.Status.String(), JoinedAt: wire.Time(u.CreatedAt)}
	if !u.BannedUntil.IsZero() {
		p.BannedUntil = (*wire.Time)(&u.BannedUntil)
	}
	return p
}

type personOutput struct{ Body personBody }

var personRoles = map[string]chat.Role{"member": chat.Member, "administrator": chat.Administrator}

func (s *Server) updatePerson(ctx context.Context, in *struct {
	UserInput
	Body struct {
		Role   *string `json:"role,omitempty" enum:"member,administrator"`
		Status *string `json:"status,omitempty" enum:"active,deactivated"`
	}
},
) (*personOutput, error) {
	var change chat.PersonChange
	if in.Body.Role != nil {
		role := personRoles[*in.Body.Role]
		change.Role = &role
	}
	if in.Body.Status != nil {
		status := userStatuses[*in.Body.Status]
		change.Status = &status
	}
	user, err := s.Chat.UpdatePerson(ctx, viewer(ctx), in.User, change)
	if err != nil {
		return nil, err
	}
	return &personOutput{Body: newPerson(user)}, nil
}

// banOrder is the original's ban when it is left out, but for addresses: for
// good, and with all messages.
type banOrder struct {
	Until          *time.Time `json:"until,omitempty" doc:"Left out: until somebody lifts it"`
	Addresses      bool       `json:"addresses,omitempty" doc:"Also the public addresses they were last seen at, unless it is one's own"`
	RemoveMessages *bool      `json:"remove_messages,omitempty" default:"true"`
}

func (o *banOrder) chat() chat.BanOrder {
	order := chat.BanOrder{RemoveMessages: true}
	if o == nil {
		return order
	}
	order.Addresses = o.Addresses
	if o.Until != nil {
		order.Until = *o.Until
	}
	if o.RemoveMessages != nil {
		order.RemoveMessages = *o.RemoveMessages
	}
	return order
}

func (s *Server) createBan(ctx context.Context, in *struct {
	UserInput
	Body *banOrder `required:"false"`
},
) (*profileOutput, error) {
	if err := s.Chat.Ban(ctx, viewer(ctx), in.User, in.Body.chat()); err != nil {
		return nil, err
	}
	return s.getUser(ctx, &in.UserInput)
}

func (s *Server) deleteBan(ctx context.Context, in *UserInput) (*struct{}, error) {
	return nil, s.Chat.Unban(ctx, viewer(ctx), in.User)
}

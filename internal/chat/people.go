package chat

import (
	"context"
	"slices"
	"strings"
)

const peoplePerPage = 50

// PeopleQuery chooses among the people of the team.
type PeopleQuery struct {
	Text   string // part of a name or an email address; "" is anyone
	Status Status
	Page   int // from 1
}

// PeoplePage is one page of people, administrators first, then by name.
type PeoplePage struct {
	People []User
	Page   int
	Pages  int            // at least 1
	Totals map[Status]int // people whom the text matches
}

// People returns a page of the team's people for an administrator. A page
// beyond the last is the last.
func (s *Service) People(ctx context.Context, v Viewer, q PeopleQuery) (PeoplePage, error) {
	if err := v.MustBeAdministrator(); err != nil {
		return PeoplePage{}, err
	}
	people, err := s.store.People(ctx)
	if err != nil {
		return PeoplePage{}, err
	}
	page := PeoplePage{Totals: make(map[Status]int)}
	var found []User
	for _, user := range people {
		if !user.matches(strings.ToLower(strings.TrimSpace(q.Text))) {
			continue
		}
		page.Totals[user.Status]++
		if user.Status == q.Status {
			found = append(found, user)
		}
	}
	slices.SortStableFunc(found, func(a, b User) int { return int(b.Role) - int(a.Role) })
	page.Pages = max(1, (len(found)+peoplePerPage-1)/peoplePerPage)
	page.Page = min(max(q.Page, 1), page.Pages)
	first := (page.Page - 1) * peoplePerPage
	page.People = found[first:min(first+peoplePerPage, len(found))]
	return page, nil
}

// matches reports whether the name or the address has text, in lower case, in it.
func (u User) matches(text string) bool {
	return strings.Contains(strings.ToLower(u.Name), text) || strings.Contains(strings.ToLower(u.EmailAddress), text)
}

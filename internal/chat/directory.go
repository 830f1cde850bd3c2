package chat

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxFound is how many people a search for some returns at most.
const MaxFound = 50

// FindUsers returns active people and bots whose name has query in it, whatever
// its case and accents: first names that begin with it, then those with a word
// that does. With a room, only its members; an empty query finds everyone.
func (s *Service) FindUsers(ctx context.Context, v Viewer, query string, roomID int64, limit int) ([]User, error) {
	var members []int64
	if roomID != 0 {
		if err := s.mustBeMember(ctx, v, roomID); err != nil {
			return nil, err
		}
		var err error
		if members, err = s.store.MemberIDs(ctx, roomID); err != nil {
			return nil, err
		}
	}
	entries, err := s.directory.entries(ctx)
	if err != nil {
		return nil, err
	}
	eligible := func(u User) bool {
		_, member := slices.BinarySearch(members, u.ID)
		return member || roomID == 0
	}
	return find(entries, fold(query), eligible, min(max(limit, 1), MaxFound)), nil
}

// directory remembers the active users with their names as they are searched,
// for as long as no user changes.
type directory struct {
	store Store

	mu     sync.Mutex
	known  []directoryEntry // guarded by mu; by name, read-only once it is here
	people uint64           // guarded by mu; the PeopleVersion of known
}

type directoryEntry struct {
	user User
	name string // folded
}

func (d *directory) entries(ctx context.Context) ([]directoryEntry, error) {
	people := d.store.PeopleVersion()
	d.mu.Lock()
	known, current := d.known, d.people == people && d.known != nil
	d.mu.Unlock()
	if current {
		return known, nil
	}
	users, err := d.store.Users(ctx)
	if err != nil {
		return nil, err
	}
	known = make([]directoryEntry, len(users))
	for i, u := range users {
		known[i] = directoryEntry{u, fold(u.Name)}
	}
	slices.SortStableFunc(known, func(a, b directoryEntry) int { return strings.Compare(a.name, b.name) })
	d.mu.Lock()
	defer d.mu.Unlock()
	d.known, d.people = known, people
	return known, nil
}

// find returns the best matches, each class by name.
func find(entries []directoryEntry, query string, eligible func(User) bool, limit int) []User {
	var classes [3][]User
	for _, e := range entries {
		class, found := match(e.name, query)
		if found && len(classes[class]) < limit && eligible(e.user) {
			classes[class] = append(classes[class], e.user)
		}
	}
	found := slices.Concat(classes[:]...)
	return found[:min(len(found), limit)]
}

// match reports whether query is in a name, both folded, and how well: 0 at its
// beginning, 1 at that of a word, 2 anywhere.
func match(name, query string) (class int, found bool) {
	at := strings.Index(name, query)
	switch {
	case at < 0:
		return 0, false
	case at == 0:
		return 0, true
	case strings.Contains(name, " "+query):
		return 1, true
	default:
		return 2, true
	}
}

// fold makes names comparable: lower case, no accents, one space between words.
func fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.Join(strings.Fields(name), " ")) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

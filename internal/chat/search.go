package chat

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"campfire/internal/search"
	"campfire/internal/sounds"
)

const (
	// SearchPage is how many hits an answer has at most.
	SearchPage = 20

	keptSearches = 10
)

// SearchRequest is what somebody looks for.
type SearchRequest struct {
	Text    string
	Before  int64          // message id; 0 begins with the newest
	Zone    *time.Location // where the asker's days begin; nil is UTC
	Passing bool           // not to be remembered: the asker is still typing
}

// SearchScope is a request with its names found and its bounds set.
type SearchScope struct {
	Query      search.Query
	UserID     int64                  // who asks
	Plays      func(text string) bool // whether a plain text plays a sound
	RoomIDs    []int64                // where to look: rooms the asker is in
	CreatorIDs []int64                // whose messages; nil is everybody's
	Before     int64                  // message id; 0 is none
	Limit      int
	Version    int64 // of what may have been kept of messages
}

// SearchResult is messages that answer a scope, newest first.
type SearchResult struct {
	Messages []FoundMessage
	Before   int64 // where to go on; 0 when all older messages were looked at
}

// FoundMessage is a message that answers a scope, and its text as it was searched.
type FoundMessage struct {
	EncodedMessage
	Room RoomView // ID, Type and Name; Members when it is direct
	Text string
}

// Hit is a message that answers a search, as clients are sent it.
type Hit struct {
	FoundMessage
	RoomName    string
	ExcerptHTML string // safe; what was found is in <mark>
}

// Hits are the newest messages that answer a search. There may be none and yet
// a Before: then many were looked at, and older ones were not.
type Hits struct {
	Hits    []Hit
	Before  int64             // where to go on; 0 at the end
	Unknown []search.Operator // what of the query means nothing, and nobody and no room here
}

// Search looks for messages in every room the viewer is in. Unless it is made in
// passing, the first page of a search is remembered as one of the viewer's.
func (s *Service) Search(ctx context.Context, v Viewer, r SearchRequest) (Hits, error) {
	if err := r.check(); err != nil {
		return Hits{}, err
	}
	query := search.Parse(r.Text, s.now().In(r.Zone))
	if query.Blank() {
		return Hits{}, nil
	}
	catalogue := s.Catalogue()
	scope := SearchScope{
		Query: query, UserID: v.User.ID, Plays: plays(catalogue),
		Before: r.Before, Limit: SearchPage, Version: s.encoder.version(catalogue),
	}
	var err error
	unknown := query.Unknown
	if scope.RoomIDs, unknown, err = s.roomsNamed(ctx, v, query.In, unknown); err != nil {
		return Hits{}, err
	}
	if scope.CreatorIDs, unknown, err = s.peopleNamed(ctx, v, query.From, unknown); err != nil {
		return Hits{}, err
	}
	found, err := s.store.Search(ctx, scope)
	if err != nil {
		return Hits{}, err
	}
	if r.Before == 0 && !r.Passing {
		err = s.noteSearch(ctx, v, r.Text)
	}
	hits := s.show(ctx, v, query, found, catalogue)
	hits.Unknown = unknown
	return hits, err
}

func plays(c *sounds.Catalogue) func(text string) bool {
	return func(text string) bool {
		_, played := c.Played(text)
		return played
	}
}

func (r *SearchRequest) check() error {
	if len(r.Text) > search.MaxLength {
		return invalid("q", "too_long", "That is too much to look for at once. Take the few words that matter.")
	}
	if r.Zone == nil {
		r.Zone = time.UTC
	}
	return nil
}

// show makes hits of messages.
func (s *Service) show(ctx context.Context, v Viewer, q search.Query, found SearchResult, c *sounds.Catalogue) Hits {
	hits := Hits{Before: found.Before}
	for _, m := range found.Messages {
		if m.EncodedMessage = s.encoder.encoded(ctx, m.EncodedMessage, c); m.JSON != nil {
			hits.Hits = append(hits.Hits, Hit{FoundMessage: m, RoomName: m.Room.nameFor(v.User), ExcerptHTML: q.Excerpt(m.Text)})
		}
	}
	return hits
}

// roomsNamed returns the rooms of the viewer that the names mean, all when there
// are no names; those that mean none are added to unknown.
func (s *Service) roomsNamed(ctx context.Context, v Viewer, names []search.Name, unknown []search.Operator) ([]int64, []search.Operator, error) {
	if len(names) == 0 {
		ids, err := s.store.RoomIDsOf(ctx, v.User.ID)
		return ids, unknown, err
	}
	rooms, err := s.store.PlacesOf(ctx, v.User.ID)
	var ids []int64
	for _, name := range names {
		meant := named(rooms, name.Folded, func(r RoomView) (int64, string) { return r.ID, r.nameFor(v.User) })
		if len(meant) == 0 {
			unknown = append(unknown, search.Operator{Name: "in", Value: name.Typed})
		}
		ids = append(ids, meant...)
	}
	return ids, unknown, err
}

// peopleNamed returns whom the names mean, nil when there are no names; those
// that mean nobody are added to unknown.
func (s *Service) peopleNamed(ctx context.Context, v Viewer, names []search.Name, unknown []search.Operator) ([]int64, []search.Operator, error) {
	if len(names) == 0 {
		return nil, unknown, nil
	}
	users, err := s.store.Names(ctx)
	ids := []int64{} // nobody, when nobody is called so
	for _, name := range names {
		meant := []int64{v.User.ID}
		if name.Folded != "me" {
			meant = named(users, name.Folded, func(u User) (int64, string) { return u.ID, u.Name })
		}
		if len(meant) == 0 {
			unknown = append(unknown, search.Operator{Name: "from", Value: name.Typed})
		}
		ids = append(ids, meant...)
	}
	return ids, unknown, err
}

// named returns what bears a folded name; when nothing does, that in whose name
// a word begins with it.
func named[T any](all []T, name string, of func(T) (id int64, name string)) []int64 {
	var whole, part []int64
	for _, one := range all {
		id, its := of(one)
		its = strings.TrimSpace(search.Fold(its))
		switch {
		case its == name:
			whole = append(whole, id)
		case strings.HasPrefix(its, name) || strings.Contains(its, " "+name):
			part = append(part, id)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return part
}

// Searches returns what the viewer looked for, the latest first.
func (s *Service) Searches(ctx context.Context, v Viewer) ([]string, error) {
	return s.store.Searches(ctx, v.User.ID)
}

// ClearSearches forgets what the viewer looked for.
func (s *Service) ClearSearches(ctx context.Context, v Viewer) error {
	return s.store.InTx(ctx, func(tx Tx) error { return tx.DeleteSearchesOf(v.User.ID) })
}

// noteSearch remembers what the viewer looked for, unless it is the latest.
func (s *Service) noteSearch(ctx context.Context, v Viewer, text string) error {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	latest, err := s.store.Searches(ctx, v.User.ID)
	if err != nil || !utf8.ValidString(text) || len(latest) > 0 && latest[0] == text {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error { return tx.CreateSearch(v.User.ID, text, s.now(), keptSearches) })
}

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"strings"
	"time"

	"campfire/internal/chat"
	"campfire/internal/search"
)

const (
	// searchedMessages bounds how many messages one search looks at; who wants
	// to know of older ones asks again.
	searchedMessages = 20_000

	// fewWords is up to how many words it is quicker to look for all of them
	// than to look whether the newest messages have one.
	fewWords = 128
	// manyWords is more words than are looked for.
	manyWords = 512
	// newestSearched is how many messages are looked at for a part of many words
	// before its words are looked for.
	newestSearched = 2_000
)

// Search implements chat.Store.
//
// The index says which messages may have what is looked for, in descending
// order of ids, and the query decides. A part of very many words is in so many
// messages that going through the newest is the shortest way.
func (s *Store) Search(ctx context.Context, scope chat.SearchScope) (found chat.SearchResult, err error) {
	err = s.read(ctx, func(c *conn) error {
		if err := s.vocabulary.refresh(c); err != nil {
			return err
		}
		hunt, err := newHunt(ctx, c, scope)
		if err != nil {
			return err
		}
		if err := hunt.run(s.vocabulary); err != nil {
			return err
		}
		found, err = hunt.result()
		return err
	})
	return found, err
}

// hunt is one search under way.
type hunt struct {
	ctx   context.Context
	conn  *conn
	scope chat.SearchScope
	query search.Query

	filter []any // the arguments of searchFilter
	since  int64 // no older message can be a hit
	before int64 // this message and all newer ones were looked at
	budget int   // messages that may still be looked at
	over   bool  // there are no more
	hits   []chat.FoundMessage
}

func newHunt(ctx context.Context, c *conn, scope chat.SearchScope) (*hunt, error) {
	h := &hunt{ctx: ctx, conn: c, scope: scope, query: scope.Query, before: scope.Before, budget: searchedMessages}
	if h.before == 0 {
		h.before = math.MaxInt64
	}
	rooms, creators := jsonList(scope.RoomIDs), jsonList(scope.CreatorIDs)
	after, before := bound(scope.Query.After, "0"), bound(scope.Query.Before, "9999-99")
	var mentioned int64
	if scope.Query.MentionsMe {
		mentioned = scope.UserID
	}
	h.filter = []any{rooms, scope.CreatorIDs == nil, creators, mentioned, mentioned, mentioned, after, before}
	return h, h.narrow(rooms, after, before)
}

func jsonList(ids []int64) string {
	list, _ := json.Marshal(append([]int64{}, ids...)) // numbers can always be written
	return string(list)
}

// bound is a time to compare created_at with.
func bound(at time.Time, none string) string {
	if at.IsZero() {
		return none
	}
	return at.UTC().Format(instantLayout)
}

// narrow finds which ids messages between two times have at most. In a room ids
// and times go up together.
func (h *hunt) narrow(rooms, after, before string) error {
	if !h.query.Before.IsZero() {
		last, err := one(h.conn, "message", scanInt, `
			SELECT coalesce(max((
				SELECT id
				FROM messages
				WHERE room_id = room.value AND created_at < ?
				ORDER BY created_at DESC, id DESC
				LIMIT 1)), 0)
			FROM json_each(?) room`, before, rooms)
		if err != nil {
			return err
		}
		h.before = min(h.before, last+1)
	}
	if h.query.After.IsZero() {
		return nil
	}
	var err error
	h.since, err = one(h.conn, "message", scanInt, `
		SELECT coalesce(min((
			SELECT id
			FROM messages
			WHERE room_id = room.value AND created_at >= ?
			ORDER BY created_at, id
			LIMIT 1)), ?)
		FROM json_each(?) room`, after, int64(math.MaxInt64), rooms)
	return err
}

// run looks in the places where the hits can be, until there are enough.
func (h *hunt) run(v *vocabulary) error {
	if h.query.MentionsMe {
		return h.look(mentioning, h.budget, h.scope.UserID)
	}
	if expression := piecesExpression(h.query.Terms); expression != "" {
		return h.look(havingPieces, h.budget, expression)
	}
	few, many, none := wordsExpressions(h.query, v)
	switch {
	case none:
		h.over = true
		return nil
	case few != "":
		return h.lookForWords(few)
	case many == "":
		return h.walk(h.budget)
	}
	if err := h.walk(newestSearched); err != nil || h.done() {
		return err
	}
	return h.lookForWords(many)
}

// lookForWords goes through the messages with certain words. When many of those
// are elsewhere than in the one room that counts, it goes through the room.
func (h *hunt) lookForWords(expression string) error {
	if len(h.scope.RoomIDs) > 1 && len(h.scope.CreatorIDs) != 1 {
		return h.look(havingWords, h.budget, expression)
	}
	if err := h.look(havingWords, newestSearched, expression); err != nil || h.done() {
		return err
	}
	return h.walk(h.budget)
}

// walk goes through all messages that can be hits.
func (h *hunt) walk(budget int) error {
	switch {
	case len(h.scope.RoomIDs) == 1:
		return h.look(inRoom, budget, h.scope.RoomIDs[0])
	case len(h.scope.CreatorIDs) == 1:
		return h.look(byCreator, budget, h.scope.CreatorIDs[0])
	default:
		return h.look(everywhere, budget)
	}
}

func (h *hunt) done() bool { return h.over || len(h.hits) > h.scope.Limit || h.budget == 0 }

// candidate is a message that may be a hit.
type candidate struct {
	id   int64
	room int64
	text sql.NullString // NULL when the filter refuses it
	body sql.NullString // its HTML, when that is asked for
}

// look goes through the messages of a source from the newest on, at most budget
// of them.
func (h *hunt) look(s source, budget int, args ...any) error {
	budget = min(budget, h.budget)
	args = append(append(append([]any{}, h.filter...), h.query.Has.Link || h.query.Has.Code), args...)
	looked := 0
	err := each(h.conn, func(rows *sql.Rows) (more bool, err error) {
		var c candidate
		if err := rows.Scan(&c.id, &c.room, &c.text, &c.body); err != nil {
			return false, err
		}
		looked++
		h.before = c.id
		if c.text.Valid && h.query.Says(c.text.String) && h.hasWhat(c) {
			h.hits = append(h.hits, newFound(c))
		}
		return len(h.hits) <= h.scope.Limit && looked < budget && (looked%256 != 0 || h.ctx.Err() == nil), nil
	}, string(s), append(args, h.before, h.since)...)
	if err == nil {
		err = h.ctx.Err()
	}
	h.budget -= looked
	h.over = looked < budget && len(h.hits) <= h.scope.Limit
	return err
}

func newFound(c candidate) chat.FoundMessage {
	return chat.FoundMessage{
		EncodedMessage: chat.EncodedMessage{ID: c.id},
		Room:           chat.RoomView{Room: chat.Room{ID: c.room}},
		Text:           c.text.String,
	}
}

// hasWhat reports whether a message has what is asked for besides words.
func (h *hunt) hasWhat(c candidate) bool {
	wanted := h.query.Has
	if wanted.Sound && !h.scope.Plays(c.text.String) {
		return false
	}
	if wanted.Code && !strings.Contains(c.body.String, "<pre") && !strings.Contains(c.body.String, "<code") {
		return false
	}
	return !wanted.Link || strings.Contains(c.body.String, "<a ") || strings.Contains(c.text.String, "://") ||
		strings.Contains(strings.ToLower(c.text.String), "www.")
}

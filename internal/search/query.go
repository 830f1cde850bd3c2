// Package search is the language people search in: what a query asks for, which
// texts answer it, and what to show of them. It knows no database; the store
// finds candidates by the words and pieces a term needs, and asks the term
// whether it is so.
package search

import (
	"strings"
	"time"
	"unicode"
)

const (
	// MaxLength is how many bytes of a query are read.
	MaxLength = 1000

	maxTerms = 16
)

// Query is what somebody looks for. All of it must hold for a message; the
// names of one operator are alternatives.
type Query struct {
	Terms      []Term
	From       []Name // "me" is the asker
	In         []Name // rooms
	MentionsMe bool
	Has        Has
	After      time.Time // not before it; zero is no bound
	Before     time.Time // before it; zero is no bound
	Unknown    []Operator
}

// Name is what somebody or a room is called by an operator.
type Name struct{ Typed, Folded string }

// Operator is a name:value as it was typed. One whose value means nothing is
// searched for as it stands.
type Operator struct{ Name, Value string }

// Has is what a message must have besides words.
type Has struct{ Link, Code, Sound bool }

// Parse reads a query. Every text is one: what looks like an operator but is
// none is searched for as it stands, and an operator without a value, as it is
// while somebody types, asks for nothing. Dates are days where now is.
func Parse(text string, now time.Time) Query {
	var q Query
	s := scanner{rest: strings.ToValidUTF8(text[:min(len(text), MaxLength)], " ")}
	for s.next() {
		if s.quoted || !q.operator(s.name, s.value, now) {
			q.add(s.piece, s.quoted)
		}
	}
	q.dropPunctuation()
	return q
}

// Blank reports whether a query asks for nothing, so that nothing answers it.
func (q Query) Blank() bool {
	return len(q.Terms) == 0 && len(q.From) == 0 && len(q.In) == 0 && !q.MentionsMe &&
		q.Has == Has{} && q.After.IsZero() && q.Before.IsZero()
}

func (q *Query) add(piece string, quoted bool) {
	if t, ok := newTerm(piece, quoted); ok && len(q.Terms) < maxTerms {
		q.Terms = append(q.Terms, t)
	}
}

// dropPunctuation forgets terms such as the dash in "cats - dogs", unless there
// is nothing else.
func (q *Query) dropPunctuation() {
	var kept []Term
	for _, t := range q.Terms {
		if strings.ContainsFunc(t.text, func(r rune) bool { return r > unicode.MaxASCII || isToken(r) }) {
			kept = append(kept, t)
		}
	}
	others := *q
	others.Terms = kept
	if !others.Blank() {
		q.Terms = kept
	}
}

// operator takes in name:value; false when it is no operator, or not with this
// value.
func (q *Query) operator(name, value string, now time.Time) bool {
	value = strings.TrimSpace(value)
	folded := strings.TrimSpace(Fold(value))
	known := true
	switch name {
	case "from":
		q.From = appendName(q.From, strings.TrimPrefix(value, "@"))
	case "in":
		q.In = appendName(q.In, strings.TrimLeft(value, "#@"))
	case "mentions":
		known = q.mentions(strings.TrimPrefix(folded, "@"))
	case "has":
		known = q.has(folded)
	case "before", "after", "on":
		known = q.date(name, folded, now)
	default:
		return false
	}
	if !known && len(q.Unknown) < maxTerms {
		q.Unknown = append(q.Unknown, Operator{name, value})
	}
	return known
}

func appendName(names []Name, typed string) []Name {
	folded := strings.TrimSpace(Fold(typed))
	if folded == "" || len(names) == maxTerms {
		return names
	}
	return append(names, Name{typed, folded})
}

func (q *Query) mentions(whom string) bool {
	q.MentionsMe = q.MentionsMe || whom == "me"
	return whom == "me" || whom == ""
}

func (q *Query) has(what string) bool {
	switch strings.TrimSuffix(what, "s") {
	case "":
	case "link":
		q.Has.Link = true
	case "code":
		q.Has.Code = true
	case "sound":
		q.Has.Sound = true
	default:
		return false
	}
	return true
}

func (q *Query) date(name, value string, now time.Time) bool {
	if value == "" {
		return true
	}
	begin, end, ok := parseDate(value, now)
	if !ok {
		return false
	}
	if name != "before" && begin.After(q.After) {
		q.After = begin
	}
	if name == "on" {
		begin = end
	}
	if name != "after" && (q.Before.IsZero() || begin.Before(q.Before)) {
		q.Before = begin
	}
	return true
}

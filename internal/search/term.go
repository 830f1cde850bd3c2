package search

import (
	"strings"
	"unicode/utf8"
)

// shortest is how many letters a part of a word needs to be looked for in the
// middle of one; shorter ones must begin it.
const shortest = 3

// Term is one thing a text must say.
type Term struct {
	text    string // folded
	phrase  bool   // whole words, as they are
	stem    string // of a word of the English alphabet; others have none
	initial bool   // must begin a word

	Words  []Word   // words a text that says it has, all of them
	Pieces []string // of unspaced scripts: what Pieces returns for a text that says it, all of them
}

// Word is a word that a text must have.
type Word struct {
	Text string // folded
	Kind WordKind
}

// WordKind says how much of a word is given.
type WordKind uint8

// The kinds of word.
const (
	Part    WordKind = iota // anything that contains it
	Initial                 // anything that begins with it
	Whole                   // itself
)

func newTerm(piece string, quoted bool) (Term, bool) {
	t := Term{text: strings.TrimSpace(Fold(piece)), phrase: quoted}
	if !quoted {
		if trimmed := strings.Trim(t.text, `.,;:!?'"()[]{}<>…。、，！？：；「」`); trimmed != "" {
			t.text = trimmed
		}
	}
	if t.text == "" {
		return t, false
	}
	letters, short := true, utf8.RuneCountInString(t.text) < shortest
	for _, r := range t.text {
		letters = letters && 'a' <= r && r <= 'z'
		short = short && isToken(r) && !isUnspaced(r)
	}
	t.initial = short && !quoted
	if root := stem(t.text); letters && !quoted && !short && len(root) > 1 {
		t.stem = root
	}
	t.need()
	return t, true
}

// need finds what the index must have.
func (t *Term) need() {
	t.Pieces = pieces(t.text, false)
	words(t.text, func(word string, _ int) {
		for _, spaced := range Spaced(word) {
			kind := Part
			switch {
			case t.phrase:
				kind = Whole
			case t.initial:
				kind = Initial
			}
			t.Words = append(t.Words, Word{spaced, kind})
		}
	})
}

// in reports whether a folded text says the term.
func (t *Term) in(folded string) bool {
	_, _, ok := t.find(folded, 0)
	return ok
}

// find returns the first place from an offset on where a folded text says the
// term.
func (t *Term) find(folded string, from int) (begin, end int, ok bool) {
	begin, end, ok = t.literal(folded, from)
	if t.stem == "" {
		return begin, end, ok
	}
	if b, e, inflected := t.inflected(folded, from); inflected && (!ok || b < begin) {
		return b, e, true
	}
	return begin, end, ok
}

func (t *Term) literal(folded string, from int) (begin, end int, ok bool) {
	for from <= len(folded) {
		i := strings.Index(folded[from:], t.text)
		if i < 0 {
			return 0, 0, false
		}
		begin, end = from+i, from+i+len(t.text)
		if (!t.phrase && !t.initial || startsWord(folded, begin)) && (!t.phrase || endsWord(folded, end)) {
			return begin, end, true
		}
		_, size := utf8.DecodeRuneInString(folded[begin:])
		from = begin + size
	}
	return 0, 0, false
}

// startsWord reports whether no word is cut in two at i.
func startsWord(folded string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(folded[:i])
	after, _ := utf8.DecodeRuneInString(folded[i:])
	return i == 0 || !isToken(before) || !isToken(after) || isUnspaced(before) || isUnspaced(after)
}

func endsWord(folded string, i int) bool { return i == len(folded) || startsWord(folded, i) }

// inflected finds another form of the term's word.
func (t *Term) inflected(folded string, from int) (begin, end int, ok bool) {
	root := t.stem[:len(t.stem)-1] // its last letter may change: happy, happier
	for from < len(folded) {
		i := strings.Index(folded[from:], root)
		if i < 0 {
			return 0, 0, false
		}
		begin = from + i
		end = begin + len(root)
		for end < len(folded) && 'a' <= folded[end] && folded[end] <= 'z' {
			end++
		}
		if startsWord(folded, begin) && endsWord(folded, end) && stem(folded[begin:end]) == t.stem {
			return begin, end, true
		}
		from = max(end, begin+1)
	}
	return 0, 0, false
}

// Says reports whether a text says all the terms of a query.
func (q Query) Says(text string) bool {
	if len(q.Terms) == 0 {
		return true
	}
	folded := Fold(text)
	for i := range q.Terms {
		if !q.Terms[i].in(folded) {
			return false
		}
	}
	return true
}

package slack

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tags are what the marks round words make of them.
var tags = map[byte]string{'*': "strong", '_': "em", '~': "del"}

// line is a line that is being read. Reading it takes time linear in its length:
// how often it is gone over is bounded by the marks that can be inside each other,
// and that a mark has no end is found once.
type line struct {
	text    string
	inside  string          // the marks it is between, which mean nothing in it
	endless map[string]bool // marks that no later one ends
}

// inline writes a line in Slack's markup. Between marks that are inside it they mean
// nothing; "<" among them is a link.
func (w *writer) inline(text, inside string) {
	l := line{text, inside, map[string]bool{}}
	done := 0 // of what is written
	for i := 0; i < len(text) && !w.full; {
		end, write := w.span(&l, i)
		if write == nil {
			i = end
			continue
		}
		w.text(decode.Replace(text[done:i]))
		write()
		i, done = end, end
	}
	w.text(decode.Replace(text[done:]))
}

// span is where what begins at i ends, and how it is written; nil: as it stands.
func (w *writer) span(l *line, i int) (end int, write func()) {
	rest := l.text[i:]
	switch c := rest[0]; c {
	case '<':
		if strings.Contains(l.inside, "<") {
			break
		}
		if n := l.until(i, ">"); n > 0 {
			return i + n + 1, func() { w.angle(rest[1:n], l.inside) }
		}
	case '`':
		if n := l.until(i, "`"); n > 1 {
			return i + n + 1, func() { w.in("code", func() { w.verbatim(decode.Replace(rest[1:n])) }) }
		}
	case '*', '_', '~':
		if width, n := l.marked(i); n > 0 {
			inner := rest[width:n]
			return i + n + width, func() { w.in(tags[c], func() { w.inline(inner, l.inside+string(c)) }) }
		}
	case ':':
		if emoji, n := emojiAt(rest); n > 0 {
			return i + n, func() { w.verbatim(emoji) }
		}
	case 'h':
		if n := bareAddress(rest); n > 0 && !inWord(before(l.text, i)) {
			return i + n, nil
		}
	}
	return i + 1, nil
}

// until is how far from i the next mark is; 0 when there is none.
func (l *line) until(i int, mark string) int {
	if l.endless[mark] {
		return 0
	}
	n := strings.Index(l.text[i+1:], mark)
	l.endless[mark] = n < 0
	return n + 1
}

// marked is how wide the mark at i is, and how far from i the one that ends it; 0 when i
// begins nothing. "**" is no mark of Slack's, but Grafana's templates write it.
func (l *line) marked(i int) (width, n int) {
	c, rest := l.text[i], l.text[i:]
	width = 1
	if c == '*' && strings.HasPrefix(rest, "**") {
		width = 2
	}
	mark := rest[:width]
	next, _ := utf8.DecodeRuneInString(rest[width:])
	if l.endless[mark] || strings.IndexByte(l.inside, c) >= 0 || len(rest) == width || unicode.IsSpace(next) || next == rune(c) || inWord(before(l.text, i)) {
		return 0, 0
	}
	for j := width; j < len(rest); {
		if skip := l.whole(i + j); skip > 0 {
			j += skip
			continue
		}
		if j > width && strings.HasPrefix(rest[j:], mark) && ends(rest, j, width) {
			return width, j
		}
		j++
	}
	l.endless[mark] = true
	return 0, 0
}

// whole is the length of the link or code that begins at i, in which marks mean nothing.
func (l *line) whole(i int) int {
	switch l.text[i] {
	case '<':
		if n := l.until(i, ">"); n > 0 {
			return n + 1
		}
	case '`':
		if n := l.until(i, "`"); n > 1 {
			return n + 1
		}
	}
	return 0
}

// ends reports whether the mark at j can be at the end of words.
func ends(s string, j, width int) bool {
	last := before(s, j)
	next, _ := utf8.DecodeRuneInString(s[j+width:])
	return !unicode.IsSpace(last) && last != rune(s[j]) && !inWord(next) && next != rune(s[j])
}

func before(s string, i int) rune {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r
}

// inWord reports whether a mark beside r is within a word; RuneError is the end.
func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// bareAddress is the length of the address that s begins with.
func bareAddress(s string) int {
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return 0
	}
	if n := strings.IndexAny(s, " \t<>|`*"); n >= 0 {
		return n
	}
	return len(s)
}

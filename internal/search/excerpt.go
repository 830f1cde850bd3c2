package search

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What an excerpt shows at most, in bytes of text: before the first place found
// and altogether.
const (
	excerptLead = 60
	excerptSize = 280
	maxMarks    = 50
)

// Excerpt returns the part of a text where it first says what a query asks for,
// as HTML: escaped, on one line, with what was found in <mark>.
func (q Query) Excerpt(text string) string {
	folded, at := fold(text, true)
	places := q.places(folded, at)
	begin, end := 0, len(text)
	if len(text) > excerptSize {
		if len(places) > 0 && places[0].begin > excerptLead {
			begin = wordAfter(text, places[0].begin-excerptLead, places[0].begin)
		}
		if begin+excerptSize < len(text) {
			end = wordBefore(text, begin+excerptSize)
		}
	}
	var b strings.Builder
	if begin > 0 {
		b.WriteString("…")
	}
	from := begin
	for _, p := range places {
		if p.begin < from || p.end > end {
			continue
		}
		writeText(&b, text[from:p.begin])
		b.WriteString("<mark>")
		writeText(&b, text[p.begin:p.end])
		b.WriteString("</mark>")
		from = p.end
	}
	writeText(&b, text[from:end])
	if end < len(text) {
		b.WriteString("…")
	}
	return b.String()
}

// writeText writes text on one line.
func writeText(b *strings.Builder, text string) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text)
	b.WriteString(html.EscapeString(text))
}

type place struct{ begin, end int }

// places returns where in a text what is asked for is said, in order, apart
// from each other. at is where the bytes of folded come from; nil when that is
// where they are.
func (q Query) places(folded string, at []int) []place {
	var found []place
	for from := 0; from < len(folded) && len(found) < maxMarks; {
		begin, end := -1, -1
		for i := range q.Terms {
			b, e, ok := q.Terms[i].find(folded, from)
			if ok && (begin < 0 || b < begin || b == begin && e > end) {
				begin, end = b, e
			}
		}
		if begin < 0 {
			break
		}
		p := place{begin, end}
		if at != nil {
			p = place{at[begin], at[end]}
		}
		if len(found) == 0 || p.begin >= found[len(found)-1].end {
			found = append(found, p)
		}
		from = end
	}
	return found
}

// wordAfter returns where the first word after i begins, if that is before
// limit, else the letter at i.
func wordAfter(text string, i, limit int) int {
	for !utf8.RuneStart(text[i]) {
		i++
	}
	if space := strings.IndexFunc(text[i:limit], unicode.IsSpace); space >= 0 && space < excerptLead/2 {
		_, size := utf8.DecodeRuneInString(text[i+space:])
		return i + space + size
	}
	return i
}

// wordBefore returns where the last word before i ends, if that is near, else
// the letter at i.
func wordBefore(text string, i int) int {
	for !utf8.RuneStart(text[i]) {
		i--
	}
	if space := strings.LastIndexFunc(text[:i], unicode.IsSpace); space > i-excerptLead/2 {
		return space
	}
	return i
}

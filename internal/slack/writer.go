package slack

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxHTML is how much is written, in bytes: somewhat less than a message holds,
// because what is begun is also ended.
const maxHTML = 30_000

// writer makes HTML. When there is no more room the text ends with an ellipsis,
// and nothing further is begun: a long alert cut off is better than none.
type writer struct {
	html strings.Builder
	full bool
}

// in writes an element with what f writes in it.
func (w *writer) in(tag string, f func()) {
	if !w.raw("<" + tag + ">") {
		return
	}
	f()
	w.html.WriteString("</" + tag + ">")
}

// link writes a link; what is no address of the web or of a mailbox is gone in the
// sanitiser.
func (w *writer) link(address string, f func()) {
	if !w.raw(`<a href="` + escape.Replace(address) + `">`) {
		return
	}
	f()
	w.html.WriteString("</a>")
}

// raw writes HTML if there is room for it.
func (w *writer) raw(html string) bool {
	if w.full || w.html.Len()+len(html) > maxHTML {
		w.cut()
		return false
	}
	w.html.WriteString(html)
	return true
}

func (w *writer) cut() {
	if !w.full {
		w.full = true
		w.html.WriteString("…")
	}
}

// massMention is what would be one in a message of ours. In Slack these words mention
// nobody, so what strangers write in a title must not either.
var massMention = regexp.MustCompile(`(?i)@(everyone|here)\b`)

// text writes words. Two that follow each other make no mention either.
func (w *writer) text(s string) {
	if w.joins(s) {
		w.verbatim(wordJoiner)
	}
	last := 0
	for _, at := range massMention.FindAllStringIndex(s, -1) {
		w.verbatim(s[last:at[0]])
		w.in("code", func() { w.verbatim(s[at[0]:at[1]]) })
		last = at[1]
	}
	w.verbatim(s[last:])
}

const (
	wordJoiner     = "\u2060" // shows as nothing
	longestMention = len("@everyone")
)

// joins reports whether what is written and s make a mention where they meet.
func (w *writer) joins(s string) bool {
	written := w.html.String()
	end := written[max(0, len(written)-longestMention):]
	at := massMention.FindStringIndex(end + s[:min(len(s), longestMention+utf8.UTFMax)])
	return at != nil && at[0] < len(end) && at[1] > len(end)
}

// verbatim writes text in which nothing means anything, or as much of it as there is
// room for.
func (w *writer) verbatim(s string) {
	if s == "" || w.full {
		return
	}
	escaped := escape.Replace(s)
	room := maxHTML - w.html.Len()
	if len(escaped) <= room {
		w.html.WriteString(escaped)
		return
	}
	w.html.WriteString(beginning(escaped, room))
	w.cut()
}

// beginning is the first n bytes of escaped text, or a few less: neither a character nor
// an entity is cut in two.
func beginning(escaped string, n int) string {
	for n > 0 && !utf8.RuneStart(escaped[n]) {
		n--
	}
	if at := strings.LastIndexByte(escaped[:n], '&'); at >= 0 && strings.IndexByte(escaped[at:n], ';') < 0 {
		n = at
	}
	return escaped[:n]
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

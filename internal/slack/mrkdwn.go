package slack

import "strings"

const fence = "```"

// mrkdwn writes text in Slack's markup: blocks of code, quotations, and lines.
func (w *writer) mrkdwn(s string) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for s != "" {
		before, rest, opened := strings.Cut(s, fence)
		code, after, closed := strings.Cut(rest, fence)
		if !opened || !closed {
			w.paragraphs(s)
			return
		}
		w.paragraphs(before)
		w.preformatted(strings.TrimPrefix(code, "\n"))
		s = after
	}
}

func (w *writer) preformatted(code string) {
	if code = strings.TrimRight(code, "\n"); code != "" {
		w.code(decode.Replace(code))
	}
}

// code writes a block of code, in another block: as plain text, what comes after it is
// on a line of its own.
func (w *writer) code(text string) {
	w.in("div", func() { w.in("pre", func() { w.verbatim(text) }) })
}

// paragraphs writes lines, those that begin with ">" as a quotation; after ">>>" all.
func (w *writer) paragraphs(s string) {
	lines := strings.Split(strings.Trim(s, "\n"), "\n")
	for len(lines) > 0 && !w.full {
		n := 0
		for n < len(lines) && !isQuotation(lines[n]) {
			n++
		}
		if n > 0 {
			w.lines(lines[:n])
		} else {
			var said []string
			said, n = quoted(lines)
			w.in("blockquote", func() { w.lines(said) })
		}
		lines = lines[n:]
	}
}

// quoted is what the quotation at the start of lines says, and of how many lines it is.
func quoted(lines []string) (said []string, n int) {
	for n < len(lines) {
		line, is := quotation(lines[n])
		if !is {
			break
		}
		if rest, ok := quotation(line); ok {
			if rest, ok := quotation(rest); ok {
				said = append(append(said, strings.TrimPrefix(rest, " ")), lines[n+1:]...)
				return said, len(lines)
			}
		}
		said = append(said, strings.TrimPrefix(line, " "))
		n++
	}
	return said, n
}

func isQuotation(line string) bool {
	_, is := quotation(line)
	return is
}

// quotation is what a quoted line says. Tools that escape what they send have the
// mark escaped, too.
func quotation(line string) (string, bool) {
	if rest, ok := strings.CutPrefix(line, "&gt;"); ok {
		return rest, true
	}
	return strings.CutPrefix(line, ">")
}

// lines writes lines with their markup in one block; blank ones at its ends go.
func (w *writer) lines(lines []string) {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return
	}
	w.in("div", func() {
		for i, line := range lines {
			if i > 0 {
				w.raw("<br>")
			}
			w.inline(line, "")
		}
	})
}

// plain writes text without markup, but with its emoji and lines.
func (w *writer) plain(s string) {
	lines := strings.Split(strings.Trim(s, "\r\n"), "\n")
	for i, line := range lines {
		if i > 0 {
			w.raw("<br>")
		}
		w.withEmoji(line)
	}
}

// decode undoes the escapes that Slack asks for.
var decode = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

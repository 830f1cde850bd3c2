package main

import (
	"html"
	"regexp"
	"strings"
)

const demoFence = "```"

// demoBlock is a kind of block: lines that go together, and what the editor
// would have made of them.
type demoBlock struct {
	prefix      *regexp.Regexp // of each line, taken off
	open, close string
	first, last string // around each line
	between     string
}

// The last of the blocks takes every line.
var demoBlocks = []demoBlock{
	{prefix: regexp.MustCompile(`^- `), open: "<ul>", first: "<li>", last: "</li>", close: "</ul>"},
	{prefix: regexp.MustCompile(`^[0-9]+\. `), open: "<ol>", first: "<li>", last: "</li>", close: "</ol>"},
	{prefix: regexp.MustCompile(`^> `), open: "<blockquote>", between: "<br>", close: "</blockquote>"},
	{prefix: regexp.MustCompile(``), open: "<div>", between: "<br>", close: "</div>"},
}

// demoHTML makes the lines of a message into what the editor would have sent.
// mention gives the HTML that mentions a person, or false when there is none
// of that name.
func demoHTML(lines []string, mention func(short string) (string, bool)) string {
	var b strings.Builder
	for len(lines) > 0 {
		if lines[0] == demoFence {
			code, rest := untilFence(lines[1:])
			b.WriteString("<pre>" + html.EscapeString(strings.Join(code, "\n")) + "</pre>")
			lines = rest
			continue
		}
		block := demoBlockOf(lines[0])
		n := 1
		for n < len(lines) && lines[n] != demoFence && demoBlockOf(lines[n]) == block {
			n++
		}
		b.WriteString(block.html(lines[:n], mention))
		lines = lines[n:]
	}
	return b.String()
}

func untilFence(lines []string) (code, rest []string) {
	for i, line := range lines {
		if line == demoFence {
			return lines[:i], lines[i+1:]
		}
	}
	return lines, nil
}

func demoBlockOf(line string) *demoBlock {
	for i := range demoBlocks {
		if demoBlocks[i].prefix.MatchString(line) {
			return &demoBlocks[i]
		}
	}
	panic("the last block takes every line")
}

func (b *demoBlock) html(lines []string, mention func(string) (string, bool)) string {
	shown := make([]string, len(lines))
	for i, line := range lines {
		shown[i] = b.first + demoInline(b.prefix.ReplaceAllString(line, ""), mention) + b.last
	}
	return b.open + strings.Join(shown, b.between) + b.close
}

var (
	demoStyles = []struct {
		marked *regexp.Regexp
		html   string
	}{
		{regexp.MustCompile(`\*\*(.+?)\*\*`), "<strong>$1</strong>"},
		{regexp.MustCompile(`\*(.+?)\*`), "<em>$1</em>"},
		{regexp.MustCompile("`(.+?)`"), "<code>$1</code>"},
	}
	demoMention = regexp.MustCompile(`@[a-z]+`)
)

func demoInline(text string, mention func(string) (string, bool)) string {
	text = html.EscapeString(text)
	for _, style := range demoStyles {
		text = style.marked.ReplaceAllString(text, style.html)
	}
	return demoMention.ReplaceAllStringFunc(text, func(name string) string {
		if mentioned, known := mention(name[1:]); known {
			return mentioned
		}
		return name
	})
}

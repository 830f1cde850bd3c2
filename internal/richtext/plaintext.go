package richtext

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
)

// plainText reads a tree the way Rails' Action Text does, so that search,
// notifications and bots see the same words as with the original: blocks end
// their line, p, h1, lists and quotes leave an empty line, quotes are in
// quotation marks. Only list items are counted better: among themselves.
func plainText(root *node) string {
	var w plainWriter
	w.children(root, list{})
	w.trimLineEnds(0)
	return string(w.out)
}

type plainWriter struct{ out []byte }

// list is the innermost list around a node. Depth 0 is none.
type list struct {
	tag   string
	depth int
}

func (w *plainWriter) children(n *node, in list) {
	item := 0
	for _, child := range n.children {
		if child.tag == "li" {
			item++
		}
		w.node(child, in, item)
	}
}

func (w *plainWriter) node(n *node, in list, item int) {
	start := len(w.out)
	switch n.tag {
	case "", attachmentTag:
		w.out = append(w.out, n.text...)
		w.trimLineEnds(start)
	case "br":
		w.out = append(w.out, '\n')
	case "div":
		w.block(n, in, "\n")
	case "p", "h1":
		w.block(n, in, "\n\n")
	case "ul", "ol":
		if in.depth > 0 {
			w.out = append(w.out, '\n')
		}
		w.block(n, list{tag: n.tag, depth: in.depth + 1}, "\n\n")
	case "li":
		w.item(n, in, item)
	case "blockquote":
		w.quote(n, in)
	case "figcaption":
		w.out = append(w.out, '[')
		w.block(n, in, "]")
	default:
		w.children(n, in)
	}
}

// block writes the content of n without line ends after it, then end.
func (w *plainWriter) block(n *node, in list, end string) {
	start := len(w.out)
	w.children(n, in)
	w.trimLineEnds(start)
	w.out = append(w.out, end...)
}

func (w *plainWriter) item(n *node, in list, number int) {
	for range in.depth - 1 {
		w.out = append(w.out, "  "...)
	}
	if in.tag == "ol" {
		w.out = strconv.AppendInt(w.out, int64(number), 10)
		w.out = append(w.out, ". "...)
	} else {
		w.out = append(w.out, "• "...)
	}
	w.block(n, in, "\n")
}

func (w *plainWriter) quote(n *node, in list) {
	start := len(w.out)
	w.block(n, in, "\n\n")
	text := string(w.out[start:])
	words := strings.Trim(text, asciiSpace)
	before, after, _ := strings.Cut(text, words)
	w.out = append(w.out[:start], before...)
	w.out = append(w.out, "“"+words+"”"...)
	if words != "" {
		w.out = append(w.out, after...)
	}
}

// trimLineEnds removes line ends from the end of what was written since start.
func (w *plainWriter) trimLineEnds(start int) {
	w.out = append(w.out[:start], bytes.TrimRight(w.out[start:], "\n")...)
}

// blank reports whether there is nothing to see: no text, no attachment.
func blank(root *node) bool {
	seen := false
	root.walk(func(n *node) {
		seen = seen || n.kind != notAttachment || n.tag == "" && strings.ContainsFunc(n.text, visible)
	})
	return !seen
}

// visible is false for spaces and for characters that draw nothing alone.
func visible(r rune) bool {
	switch r {
	case '\u034f', '\u115f', '\u1160', '\u2800', '\u3164', '\uffa0': // joiner and fillers
		return false
	}
	return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector)
}

package richtext

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mass is a mention of many at once. In a body it is plain words, so the
// original shows it, and bots can write it; the zero value is none.
type Mass string

const (
	Everyone Mass = "everyone" // all members of the room
	Here     Mass = "here"     // those of them who are online
)

// markMass makes what shows of the mass mentions in a body's own words and
// returns the widest. In code, links and what is quoted they are only words.
func markMass(n *node) (widest Mass) {
	var children []*node
	for i, child := range n.children {
		if child.tag != "" || child.kind != notAttachment {
			if !quotes[child.tag] {
				widest = widest.or(markMass(child))
			}
			if children != nil {
				children = append(children, child)
			}
			continue
		}
		parts, found := splitMass(child.text)
		switch {
		case found != "" && children == nil:
			children = append(slices.Clone(n.children[:i]), parts...)
		case found != "":
			children = append(children, parts...)
		case children != nil:
			children = append(children, child)
		}
		widest = widest.or(found)
	}
	if children != nil {
		n.children = children
	}
	return widest
}

var quotes = set("pre", "code", "a", "blockquote", "cite", attachmentTag)

func (m Mass) or(other Mass) Mass {
	if m == Everyone || other == "" {
		return m
	}
	return other
}

// splitMass cuts text at its mass mentions; without one there are no parts.
func splitMass(text string) (parts []*node, widest Mass) {
	done := 0
	for at := strings.IndexByte(text, '@'); at >= 0; {
		m := massAt(text, at)
		next := at + 1
		if m != "" {
			next = at + 1 + len(m)
			if at > done {
				parts = append(parts, textNode(text[done:at]))
			}
			parts = append(parts, &node{tag: attachmentTag, kind: mass, text: text[at:next]})
			widest, done = widest.or(m), next
		}
		more := strings.IndexByte(text[next:], '@')
		if more < 0 {
			break
		}
		at = next + more
	}
	if widest != "" && done < len(text) {
		parts = append(parts, textNode(text[done:]))
	}
	return parts, widest
}

// massAt returns the mass mention that the "@" at text[at] begins: a whole word,
// in any case, that is no part of an address.
func massAt(text string, at int) Mass {
	if before, _ := utf8.DecodeLastRuneInString(text[:at]); inWord(before) || strings.ContainsRune("@/.:", before) {
		return ""
	}
	for _, m := range []Mass{Everyone, Here} {
		if hasPrefixFold(text[at+1:], string(m)) && wordEnds(text[at+1+len(m):]) {
			return m
		}
	}
	return ""
}

// wordEnds reports whether a word ends before rest. "@here.example" goes on.
func wordEnds(rest string) bool {
	next, size := utf8.DecodeRuneInString(rest)
	if next == '.' {
		next, _ = utf8.DecodeRuneInString(rest[size:])
	}
	return !inWord(next) && next != '@'
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-')
}

package richtext

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// maxDepth bounds how deep elements nest. Deeper ones lose their tags and keep
// their text.
const maxDepth = 100

// node is an allowed element, or a run of text when tag is empty.
type node struct {
	tag      string
	attrs    []html.Attribute
	children []*node
	text     string // of a run of text; of an attachment, what plain text says

	// Of an attachment only.
	kind     kind
	userID   int64  // of a mention; 0 when its token cannot be read
	pickedID int64  // of a mention that was just made in our editor, and has no token yet
	snapshot string // HTML by which the poster's editor showed a mention
}

func textNode(text string) *node { return &node{text: text} }

func (n *node) attr(name string) string { return attrOf(n.attrs, name) }

// attrOf returns the first attribute of that name, as a browser does.
func attrOf(attrs []html.Attribute, name string) string {
	for _, a := range attrs {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// walk calls visit for n and everything below it, in document order. Visit may
// change the node it is given.
func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, child := range n.children {
		child.walk(visit)
	}
}

// parse reads an HTML fragment. It never fails: as in a browser, every string
// is HTML of some kind.
//
// It is not the parser of the HTML standard, on purpose. That one reopens
// formatting elements and moves content out of tables, so that its output may
// parse to something else, and 32 KB of input may become gigabytes of tree.
// None of that is needed for the elements of the allow-list: here an element
// ends at its end tag, at that of an element around it, or where the standard
// ends it because of the next: p, li, dt, dd, a link in a link, a heading in a
// heading. So a browser reads what is written as it was meant.
func parse(fragment string) *node {
	b := builder{root: &node{}}
	b.open = append(b.open, openElement{node: b.root})
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.root
		case html.TextToken:
			b.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			b.start(z.Token())
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(string(name))
		}
	}
}

// builder holds the elements that are open. The last one takes what comes next;
// the first is the root, which nothing closes.
type builder struct {
	root *node
	open []openElement
}

type openElement struct {
	name string

	// node takes the content. That of a hidden element is not in the tree, so
	// what it takes is forgotten.
	node   *node
	hidden bool
}

func (b *builder) top() *node { return b.open[len(b.open)-1].node }

func (b *builder) append(n *node) {
	top := b.top()
	top.children = append(top.children, n)
}

func (b *builder) text(s string) {
	if s = cleanText(s); s != "" {
		b.append(textNode(s))
	}
}

func (b *builder) start(t html.Token) {
	if transparent[t.Data] {
		return
	}
	b.closeImplied(t.Data)
	b.closeAlike(t.Data)
	empty := voids[t.Data]
	if !empty && len(b.open) > maxDepth {
		return
	}
	n, isAttachment := allowedNode(t)
	if n != nil {
		b.append(n)
	}
	if empty || isAttachment && t.Type == html.SelfClosingTagToken {
		return
	}
	hidden := n == nil || isAttachment
	if hidden {
		n = &node{}
	}
	b.open = append(b.open, openElement{name: t.Data, node: n, hidden: hidden})
}

// allowedNode returns the node a start tag stands for, nil when it is not allowed.
func allowedNode(t html.Token) (n *node, isAttachment bool) {
	if a := attachmentOf(t); a != nil {
		return a, true
	}
	names, ok := allowed[t.Data]
	if !ok {
		return nil, false
	}
	n = &node{tag: t.Data, attrs: keep(t.Attr, names, everywhere)}
	if language := attrOf(t.Attr, editorLanguage); t.Data == "pre" && language != "" && n.attr("class") == "" {
		n.attrs = append(n.attrs, html.Attribute{Key: "class", Val: languageClass + language})
	}
	return n, false
}

// keep returns the attributes with the given names, each once, in that order.
func keep(attrs []html.Attribute, names ...[]string) []html.Attribute {
	if len(attrs) == 0 {
		return nil
	}
	var kept []html.Attribute
	for _, name := range slices.Concat(names...) {
		if value := cleanAttr(name, attrOf(attrs, name)); value != "" {
			kept = append(kept, html.Attribute{Key: name, Val: value})
		}
	}
	return kept
}

func (b *builder) end(name string) {
	for i := len(b.open) - 1; i > 0; i-- {
		if b.open[i].name == name {
			b.open = b.open[:i]
			return
		}
	}
}

// closeImplied closes the element whose end tag the start of next implies. What
// is inside a hidden element closes nothing outside it.
func (b *builder) closeImplied(next string) {
	closes, ok := impliedEnd[next]
	if !ok {
		return
	}
	for i := len(b.open) - 1; i > 0; i-- {
		e := b.open[i]
		if slices.Contains(closes, e.name) {
			b.open = b.open[:i]
			b.closeImplied(next) // <li><p>a<li>: first p, then li
			return
		}
		if e.hidden || listScope[e.name] {
			return
		}
	}
}

// closeAlike ends the link that a link is in, however deep, and the heading that
// a heading is directly in.
func (b *builder) closeAlike(next string) {
	last := len(b.open) - 1
	switch {
	case headings[next] && headings[b.open[last].name]:
		b.open = b.open[:last]
	case next == "a":
		for i := last; i > 0 && !b.open[i].hidden; i-- {
			if b.open[i].name == "a" {
				b.open = b.open[:i]
				return
			}
		}
	}
}

// cleanText drops what HTML text cannot hold and reads any line end as "\n".
func cleanText(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, string(utf8.RuneError))
	}
	if strings.IndexFunc(s, isControl) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return -1
		}
		return r
	}, lineEnds.Replace(s))
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0
}

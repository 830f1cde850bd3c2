package richtext

import "strings"

var (
	escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	escapeAttr = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")
)

// writeTo writes n as HTML. Text runs and attribute values are escaped, and
// every element but a void one has its end tag.
func (n *node) writeTo(b *strings.Builder) {
	if n.tag == "" {
		_, _ = escapeText.WriteString(b, n.text) // a strings.Builder does not fail
		return
	}
	b.WriteByte('<')
	b.WriteString(n.tag)
	for _, a := range n.attrs {
		b.WriteByte(' ')
		b.WriteString(a.Key)
		b.WriteString(`="`)
		_, _ = escapeAttr.WriteString(b, a.Val)
		b.WriteByte('"')
	}
	b.WriteByte('>')
	if voids[n.tag] {
		return
	}
	for _, child := range n.children {
		child.writeTo(b)
	}
	b.WriteString("</")
	b.WriteString(n.tag)
	b.WriteByte('>')
}

var unquote = strings.NewReplacer("&#34;", `"`, "&#39;", "'")

// unquoteText undoes the escaping of quotes between tags. The policy escapes
// them everywhere, which text does not need: each would count for five bytes,
// and a stored body would differ from what the original stores.
func unquoteText(html string) string {
	if !strings.Contains(html, "&#3") {
		return html
	}
	var b strings.Builder
	for html != "" {
		text, rest, found := strings.Cut(html, "<")
		_, _ = unquote.WriteString(&b, text)
		if !found {
			break
		}
		end := strings.IndexByte(rest, '>') + 1 // values hold no raw ">"
		b.WriteByte('<')
		b.WriteString(rest[:end])
		html = rest[end:]
	}
	return b.String()
}

package richtext

import (
	"regexp"
	"strings"
)

// languageClass begins the class that names the language of code, as Markdown's
// tools write it: <pre class="language-go">, or the same on a <code> in a <pre>.
const languageClass = "language-"

var languageShape = regexp.MustCompile(`^[A-Za-z0-9+#-]{1,30}$`)

// languageOf returns the language a code block names; empty when it names none.
func languageOf(pre *node) string {
	language := ""
	pre.walk(func(n *node) {
		if named, ok := strings.CutPrefix(n.attr("class"), languageClass); ok && language == "" && languageShape.MatchString(named) {
			language = named
		}
	})
	return language
}

// unwrapCode returns what is in a code block without a <code> around it: in the
// editor, being code is the block's affair.
func unwrapCode(children []*node) []*node {
	var bare []*node
	for _, child := range children {
		if child.tag == "code" {
			bare = append(bare, unwrapCode(child.children)...)
		} else {
			bare = append(bare, child)
		}
	}
	return bare
}

// codeIn returns the text of a code block. It is not plain when there is more in
// it than text, such as a link or words in bold.
func codeIn(pre *node) (code string, plain bool) {
	var b strings.Builder
	plain = true
	pre.walk(func(n *node) {
		switch {
		case n.tag == "" && n.kind == notAttachment:
			b.WriteString(n.text)
		case n.tag == "br":
			b.WriteByte('\n')
		default:
			plain = plain && (n == pre || n.tag == "code")
		}
	})
	return b.String(), plain
}

package richtext

import (
	"encoding/json"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// Editable returns a stored body as the editor takes it, and as [Canonical] does
// again: each attachment is a figure that says what it is, and mentions that can
// be shown are signed anew.
func Editable(stored string, signer *Signer, users Users) string {
	if _, ok := plain(stored); ok {
		return stored
	}
	root := parseStored(stored)
	resolveMentions(root, users)
	root.walk(func(n *node) {
		switch {
		case n.kind != notAttachment:
			n.tag, n.attrs = "figure", []html.Attribute{{Key: figureAttr, Val: figureJSON(n, signer)}}
		case n.tag == "pre":
			if language := languageOf(n); language != "" {
				n.attrs = attrs(editorLanguage, language)
			}
			n.children = unwrapCode(n.children)
		}
	})
	return editing.write(root)
}

const (
	figureAttr     = "data-trix-attachment"
	editorLanguage = "language" // the editor's attribute of a code block
)

// figureJSON is what the editor knows of an attachment. It shows content.
func figureJSON(n *node, signer *Signer) string {
	values := map[string]string{}
	for _, a := range n.attrs {
		values[a.Key] = a.Val
	}
	if contentType := values["content-type"]; contentType != "" {
		delete(values, "content-type")
		values["contentType"] = contentType
	}
	if n.kind == mention {
		values["sgid"] = signer.Sign(n.userID)
	}
	values["content"] = showing.write(&node{children: []*node{show(n)}})
	text, _ := json.Marshal(values) // strings always can be
	return string(text)
}

var editing = policy{editingGate()} // what Editable returns

func editingGate() *bluemonday.Policy {
	p := baseGate()
	p.AllowAttrs(figureAttr).OnElements("figure")
	p.AllowAttrs(editorLanguage).Matching(languageShape).OnElements("pre")
	return p
}

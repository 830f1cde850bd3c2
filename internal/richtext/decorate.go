package richtext

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Class names of what Render makes. The app's styles and an administrator's
// custom styles may rely on them.
const (
	mentionClass   = "mention"
	cardClass      = "link-card"
	cardTitleClass = "link-card-title"
	cardTextClass  = "link-card-text"
)

// outsideRel keeps a page that is opened from here from learning where from.
const outsideRel = "noopener noreferrer"

// decorate makes a tree that is safe to store into one to show: attachments
// become what they stand for, addresses in text become links, links out of the
// page open in a new tab, and code is coloured.
func decorate(n *node, p *painter) {
	var shown []*node
	for _, child := range n.children {
		switch {
		case child.kind != notAttachment:
			shown = append(shown, show(child))
		case child.tag == "":
			shown = append(shown, linkify(child.text)...)
		case child.tag == "pre", child.tag == "code":
			if child.tag == "pre" {
				p.paint(child)
			}
			keepText(child)
			shown = append(shown, child)
		case child.tag == "a":
			keepText(child)
			child.openOutside()
			shown = append(shown, child)
		default:
			decorate(child, p)
			shown = append(shown, child)
		}
	}
	n.children = shown
}

// keepText decorates what is inside a link or code: no address in it becomes a
// link.
func keepText(n *node) {
	for i, child := range n.children {
		if child.kind != notAttachment {
			n.children[i] = show(child)
			continue
		}
		if child.tag == "a" {
			child.openOutside()
		}
		keepText(child)
	}
}

// openOutside makes a link to another page open beside this one. The server does
// not know its own address, so the app decides anew for links to itself.
func (n *node) openOutside() {
	href := n.attr("href")
	u, err := url.Parse(href)
	if err != nil || u.Scheme == "" && !strings.HasPrefix(href, "//") {
		return
	}
	n.attrs = append(n.attrs, attrs("target", "_blank", "rel", outsideRel)...)
}

// show returns what an attachment stands for.
func show(a *node) *node {
	switch a.kind {
	case mention:
		return element("span", textNode(a.text),
			"class", mentionClass, "data-user-id", strconv.FormatInt(a.userID, 10))
	case mass:
		return element("span", textNode(a.text), "class", mentionClass, "data-mass", strings.ToLower(a.text[1:]))
	case preview:
		return card(a)
	default:
		return textNode(missing)
	}
}

// card shows a link preview: its title, linked, and its description. The image
// is left out, as it would tell its host who reads what, and when.
func card(a *node) *node {
	href, title := a.attr("href"), a.attr("filename")
	if title == "" {
		title = href
	}
	n := element("div", link(title, href, "class", cardTitleClass), "class", cardClass)
	if text := a.attr("caption"); text != "" {
		n.children = append(n.children, element("span", textNode(text), "class", cardTextClass))
	}
	return n
}

// link returns a link that opens outside. More are attributes: names and values.
func link(text, href string, more ...string) *node {
	return element("a", textNode(text), append([]string{"href", href, "target", "_blank", "rel", outsideRel}, more...)...)
}

func element(tag string, child *node, namesAndValues ...string) *node {
	return &node{tag: tag, attrs: attrs(namesAndValues...), children: []*node{child}}
}

func attrs(namesAndValues ...string) []html.Attribute {
	var as []html.Attribute
	for i := 0; i < len(namesAndValues); i += 2 {
		as = append(as, html.Attribute{Key: namesAndValues[i], Val: namesAndValues[i+1]})
	}
	return as
}

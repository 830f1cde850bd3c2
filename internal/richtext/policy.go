package richtext

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

const attachmentTag = "action-text-attachment"

// allowed lists the elements a body may have, with the attributes each keeps
// beside those of everywhere. An element that is not here vanishes with its
// content. Of the attributes that the original lets through on any element,
// these are the ones that mean something there; class keeps only the language
// of a code block, as any other could dress a message up as part of the page.
var allowed = map[string][]string{
	"a": {"href", "name"}, "abbr": nil, "acronym": nil, "address": nil, "b": nil, "big": nil,
	"blockquote": {"cite"}, "br": nil, "cite": nil, "code": {"class"}, "dd": nil,
	"del": {"cite", "datetime"}, "dfn": nil, "div": nil, "dl": nil, "dt": nil, "em": nil,
	"figcaption": nil, "figure": nil, "h1": nil, "h2": nil, "h3": nil, "h4": nil, "h5": nil,
	"h6": nil, "hr": nil, "i": nil, "ins": {"cite", "datetime"}, "kbd": nil, "li": nil, "ol": nil,
	"p": nil, "pre": {"class"}, "samp": nil, "small": nil, "span": nil, "strong": nil, "sub": nil,
	"sup": nil, "time": {"datetime"}, "tt": nil, "ul": nil, "var": nil,
}

var everywhere = []string{"lang", "title"}

var (
	// voids never have content, so no end tag is waited for.
	voids = set("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
		"param", "source", "track", "wbr")

	// transparent are the tags around a whole document, which is a fragment here.
	transparent = set("html", "body")

	// impliedEnd gives, for a start tag, the elements it ends.
	impliedEnd = impliedEnds()

	headings = set("h1", "h2", "h3", "h4", "h5", "h6")

	// listScope are the elements inside which a list begins anew.
	listScope = set("ul", "ol", "dl", "blockquote", "figure")
)

func impliedEnds() map[string][]string {
	ends := map[string][]string{
		"li": {"p", "li"},
		"dt": {"p", "dt", "dd"},
		"dd": {"p", "dt", "dd"},
	}
	for _, block := range []string{
		"address", "blockquote", "div", "dl", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
		"h6", "hr", "ol", "p", "pre", "ul",
	} {
		ends[block] = []string{"p"}
	}
	return ends
}

// policy writes a tree as HTML through a bluemonday policy.
type policy struct{ gate *bluemonday.Policy }

var (
	storing = policy{storingGate()} // what Canonical returns
	showing = policy{showingGate()} // what Render returns: also has what decorate makes
)

func (p policy) write(root *node) string {
	var b strings.Builder
	for _, child := range root.children {
		child.writeTo(&b)
	}
	return unquoteText(p.gate.Sanitize(b.String()))
}

func baseGate() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[A-Za-z0-9-]{1,35}$`)).Globally()
	p.AllowAttrs("title").Globally()
	for tag, attrs := range allowed {
		p.AllowNoAttrs().OnElements(tag)
		for _, attr := range attrs {
			allow := p.AllowAttrs(attr)
			if shape, ok := attrShape[attr]; ok {
				allow = allow.Matching(shape)
			}
			allow.OnElements(tag)
		}
	}
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(true)
	p.AllowURLSchemes(schemes...)
	return p
}

// attrShape says what an attribute may hold. Links (href, cite) are not here:
// bluemonday checks them by scheme.
var attrShape = map[string]*regexp.Regexp{
	"name":     regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`),
	"datetime": regexp.MustCompile(`^[0-9A-Za-z:+. -]{1,50}$`),
	"class":    regexp.MustCompile(`^language-[A-Za-z0-9+#-]{1,30}$`),
}

func storingGate() *bluemonday.Policy {
	p := baseGate()
	p.AllowNoAttrs().OnElements(attachmentTag)
	p.AllowAttrs("sgid").Matching(sgidShape).OnElements(attachmentTag)
	p.AllowAttrs("content-type").Matching(mimeShape).OnElements(attachmentTag)
	p.AllowAttrs("url", "href").Matching(regexp.MustCompile(`^https?://`)).OnElements(attachmentTag)
	p.AllowAttrs("filename", "caption").OnElements(attachmentTag)
	return p
}

func showingGate() *bluemonday.Policy {
	p := baseGate()
	exactly := func(value string) *regexp.Regexp {
		return regexp.MustCompile("^" + regexp.QuoteMeta(value) + "$")
	}
	p.AllowAttrs("target").Matching(exactly("_blank")).OnElements("a")
	p.AllowAttrs("rel").Matching(exactly(outsideRel)).OnElements("a")
	p.AllowAttrs("class").Matching(exactly(mentionClass)).OnElements("span")
	p.AllowAttrs("data-user-id").Matching(regexp.MustCompile(`^[0-9]+$`)).OnElements("span")
	p.AllowAttrs("data-mass").Matching(regexp.MustCompile(`^(everyone|here)$`)).OnElements("span")
	for _, c := range colours {
		p.AllowAttrs("class").Matching(exactly(c.class)).OnElements("span")
	}
	p.AllowAttrs("class").Matching(exactly(cardClass)).OnElements("div")
	p.AllowAttrs("class").Matching(exactly(cardTitleClass)).OnElements("a")
	p.AllowAttrs("class").Matching(exactly(cardTextClass)).OnElements("span")
	return p
}

// cleanAttr prepares an attribute of an allowed element for the gate.
func cleanAttr(name, value string) string {
	value = cleanText(value)
	if name == "href" || name == "cite" {
		return cleanURL(value)
	}
	return value
}

func set(names ...string) map[string]bool {
	s := make(map[string]bool, len(names))
	for _, name := range names {
		s[name] = true
	}
	return s
}

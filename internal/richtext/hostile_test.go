package richtext_test

import (
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"campfire/internal/richtext"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// vectors are attacks from the OWASP filter evasion cheat sheet and from
// published bypasses of sanitisers: DOMPurify, Trix, Loofah, bluemonday.
func vectors(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

func TestHostileBodiesAreHarmless(t *testing.T) {
	for _, body := range vectors(t) {
		assertHarmless(t, body)
	}
}

// Each of these costs a parser that is not linear a lot of time or memory.
func TestExhaustingBodiesAreHarmless(t *testing.T) {
	const size = richtext.MaxBytes
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	for _, body := range []string{
		fill("<div>") + "deep",
		fill("<b lang=x>")[:size/8] + fill("<p>")[:size/2] + "wide",
		fill("<a href=x>") + "x",
		fill("<blockquote>x"),
		fill("<table>x"),
		fill("<"), fill("</"), fill("<!-"), fill("&"), fill("<b "), fill(`<b x="`),
		fill("http://["), fill("http://x)].)].)]."), fill("www.") + "x", fill("a@"), fill("a.") + "@b.c",
		"http://x" + fill(")"),
	} {
		assertHarmless(t, body)
	}
}

func FuzzCanonical(f *testing.F) {
	for _, body := range vectors(f) {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) { assertHarmless(t, body) })
}

func FuzzText(f *testing.F) {
	for _, body := range vectors(f) {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		rendered := richtext.Render(body, users)
		if text := richtext.Text(body, users); text != rendered.Text {
			t.Errorf("Text = %q, Render says %q", text, rendered.Text)
		}
		if strings.HasSuffix(rendered.Text, "\n") || strings.ContainsRune(rendered.Text, 0) {
			t.Errorf("Text of %q = %q", body, rendered.Text)
		}
	})
}

// assertHarmless holds for every string whatever: what is stored is a fixed
// point, what is stored or shown does nothing in a browser.
func assertHarmless(t *testing.T, body string) {
	t.Helper()
	assertInert(t, body, richtext.Render(body, users).HTML)
	stored, err := richtext.Canonical(body, signer)
	if err != nil {
		return
	}
	if again, err := richtext.Canonical(stored, signer); again != stored || err != nil {
		t.Errorf("no fixed point of %.300q:\n once  %.300q\n twice %.300q, %v", body, stored, again, err)
	}
	assertInert(t, body, stored)
	assertInert(t, body, richtext.Render(stored, users).HTML)
}

// assertInert reads out as a browser does, with the parser of the HTML standard.
func assertInert(t *testing.T, body, out string) {
	t.Helper()
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(out), context)
	if err != nil {
		t.Fatalf("%.300q → %.300q: %v", body, out, err)
	}
	if read := outline(nodes); read != written(out) {
		t.Errorf("%.300q → %.300q, which a browser reads as %.300q", body, out, read)
	}
	for _, root := range nodes {
		assertInertNode(t, body, root)
		for n := range root.Descendants() {
			assertInertNode(t, body, n)
		}
	}
}

// written is the tags, without their attributes, and the text of out in order.
func written(out string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(out))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		token := z.Token()
		token.Attr = nil
		if kind == html.TextToken {
			b.WriteString(token.Data)
		} else {
			b.WriteString(token.String())
		}
	}
	return b.String()
}

// outline is the same of a tree.
func outline(nodes []*html.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			continue
		}
		b.WriteString("<" + n.Data + ">")
		if n.DataAtom == atom.Br || n.DataAtom == atom.Hr {
			continue
		}
		b.WriteString(outline(slices.Collect(n.ChildNodes())))
		b.WriteString("</" + n.Data + ">")
	}
	return b.String()
}

var inertElements = strings.Fields(`a abbr acronym address b big blockquote br cite code dd del dfn div dl
	dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre samp small span strong sub sup time
	tt ul var action-text-attachment`)

var inertAttributes = strings.Fields(`href cite name lang title datetime class sgid content-type url
	filename caption target rel data-user-id`)

var inertSchemes = strings.Fields(`http https mailto tel sms ftp sftp ssh xmpp`)

func assertInertNode(t *testing.T, body string, n *html.Node) {
	t.Helper()
	if n.Type == html.TextNode {
		return
	}
	if n.Type != html.ElementNode || n.Namespace != "" || !slices.Contains(inertElements, n.Data) {
		t.Errorf("%.300q leaves <%s> (namespace %q)", body, n.Data, n.Namespace)
	}
	for _, a := range n.Attr {
		if !slices.Contains(inertAttributes, a.Key) {
			t.Errorf("%.300q leaves %s=%q", body, a.Key, a.Val)
		}
		if slices.Contains([]string{"href", "url", "cite"}, a.Key) {
			u, err := url.Parse(a.Val)
			if err != nil || u.Scheme != "" && !slices.Contains(inertSchemes, u.Scheme) {
				t.Errorf("%.300q leaves %s=%q", body, a.Key, a.Val)
			}
		}
	}
}

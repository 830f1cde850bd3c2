package richtext_test

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"

	"campfire/internal/richtext"

	"github.com/google/go-cmp/cmp"
)

// secret is the one the vectors of the original's token formats were made with.
var secret = strings.Repeat("0123456789abcdef", 8)

var signer = newSigner(secret)

func newSigner(secret string) *richtext.Signer {
	key, err := pbkdf2.Key(sha256.New, secret, []byte(richtext.MentionSalt), 1000, 64)
	if err != nil {
		panic(err)
	}
	return richtext.NewSigner(key)
}

// users knows two people, one with a hostile name.
func users(id int64) (string, bool) {
	name, ok := map[int64]string{42: "David", 7: `<b>O'Neil</b> & "co"`}[id]
	return name, ok
}

func canonical(t *testing.T, body string) string {
	t.Helper()
	stored, err := richtext.Canonical(body, signer)
	if err != nil {
		t.Fatalf("Canonical(%q): %v", body, err)
	}
	again, err := richtext.Canonical(stored, signer)
	if err != nil || again != stored {
		t.Errorf("Canonical is no fixed point:\n once  %.300q\n twice %.300q, %v", stored, again, err)
	}
	return stored
}

func TestCanonical(t *testing.T) {
	mention := `<action-text-attachment sgid="` + signer.Sign(42) +
		`" content-type="application/vnd.campfire.mention"></action-text-attachment>`
	tests := []struct{ name, body, want string }{
		{"bare text", "Hello Bot World!", "Hello Bot World!"},
		{"lines of bare text", "one\r\ntwo\rthree", "one\ntwo\nthree"},
		{"quotes stay as typed", `<div>it's "so"</div>`, `<div>it's "so"</div>`},
		{"text that looks like a tag", "a < b and c > d", "a &lt; b and c &gt; d"},
		{"escaped markup stays escaped", "&lt;b&gt; &amp;lt;", "&lt;b&gt; &amp;lt;"},
		{"what the editor makes", `<div>a<br><strong>b</strong></div>`, `<div>a<br><strong>b</strong></div>`},
		{"self-closing br", "a<br/>b", "a<br>b"},
		{"white space around", "\n <div>a</div> \n", "<div>a</div>"},
		{"unclosed elements", "<div><b>a", "<div><b>a</b></div>"},
		{"stray end tags", "a</b></div></p>b", "ab"},
		{"crossed elements", "<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c"},
		{"implied ends", "<p>a<p>b<ul><li>c<li><p>d<li>e</ul>", "<p>a</p><p>b</p><ul><li>c</li><li><p>d</p></li><li>e</li></ul>"},
		{"nested list", "<ul><li>a<ol><li>b</ol><li>c</ul>", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"},
		{"definition list", "<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"},
		{"a whole document", "<!doctype html><html><head><title>t</title></head><body>a</body></html>", "a"},
		{"not allowed: gone with content", "a<table><tr><td>x</table><u>y</u><foo>z</foo>b", "ab"},
		{"void elements hide nothing", `a<img src="x"><input>b<wbr>c`, "abc"},
		{"an unclosed unknown element ends with its parent", "<div>a<foo>b</div>c", "<div>a</div>c"},
		{"attributes by name", `<a href="/rooms/1/@2" style="x" id="y" onclick="z">a</a>`, `<a href="/rooms/1/@2">a</a>`},
		{"first of two attributes", `<a href="/a" href="javascript:x">a</a>`, `<a href="/a">a</a>`},
		{"link with stray percent and space", `<a href="http://x/100% sure">a</a>`, `<a href="http://x/100%25%20sure">a</a>`},
		{"the editor's language of code", `<pre language="go">a</pre><pre language="x y">b</pre><div language="go">c</div>`, `<pre class="language-go">a</pre><pre>b</pre><div>c</div>`},
		{"class only for a code language", `<pre class="language-go">a</pre><div class="dialog">b</div>`, `<pre class="language-go">a</pre><div>b</div>`},
		{"control characters", "a\x00b\x1bc&#0;&#7;d\x7f", "abc\ufffdd"},
		{"broken UTF-8", "a\xffb", "a\ufffdb"},
		{"mention", mention, mention},
		{"mention with insides and content", strings.Replace(mention, "></", ` content="&lt;img src=x onerror=y&gt;"><img src=x>David</`, 1), mention},
		{
			"mention from the editor",
			`<div><figure data-trix-attachment="{&quot;sgid&quot;:&quot;` + signer.Sign(42) +
				`&quot;,&quot;contentType&quot;:&quot;application/vnd.campfire.mention&quot;,&quot;content&quot;:&quot;x&quot;}" class="attachment"><img><figcaption>y</figcaption></figure> hi</div>`,
			`<div>` + mention + ` hi</div>`,
		},
		{"forged mention", `<action-text-attachment sgid="` + newSigner("other").Sign(42) + `" content-type="application/vnd.campfire.mention" content="&lt;b&gt;@Dave&lt;/b&gt;">`, "@Dave"},
		{"forged mention without a picture", `<action-text-attachment sgid="` + newSigner("other").Sign(42) + `"/>, hi`, "☒, hi"},
		{"mention without token", `<action-text-attachment content-type="application/vnd.campfire.mention"/>`, "☒"},
		{
			"link preview",
			`<figure data-trix-attachment='{"contentType":"application/vnd.actiontext.opengraph-embed","href":"https://x.org/a","url":"https://x.org/i.png","filename":"T\n &amp; U","content":"x"}' data-trix-attributes='{"caption":"D","presentation":"gallery"}'></figure>`,
			`<action-text-attachment content-type="application/vnd.actiontext.opengraph-embed" url="https://x.org/i.png" href="https://x.org/a" filename="T &amp; U" caption="D"></action-text-attachment>`,
		},
		{
			"link preview of a script",
			`<action-text-attachment content-type="application/vnd.actiontext.opengraph-embed" href="javascript:x" filename="T"></action-text-attachment>`,
			`<action-text-attachment content-type="application/vnd.actiontext.opengraph-embed" filename="T"></action-text-attachment>`,
		},
		{
			"remote image and inline HTML",
			`<action-text-attachment content-type="image/png" url="https://spy.org/i.png"></action-text-attachment><action-text-attachment content-type="text/html" content="&lt;b&gt;"></action-text-attachment>`,
			`<action-text-attachment content-type="image/png"></action-text-attachment><action-text-attachment content-type="text/html"></action-text-attachment>`,
		},
		{"figure that is none of the editor's", "<figure>a<figcaption>b</figcaption></figure>", "<figure>a<figcaption>b</figcaption></figure>"},
		{"unreadable attachment", `<figure data-trix-attachment="{">x</figure>`, `<action-text-attachment></action-text-attachment>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, canonical(t, tt.body)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCanonicalRefuses(t *testing.T) {
	tests := []struct {
		name, body string
		want       error
	}{
		{"nothing", "", richtext.ErrBlank},
		{"white space", " \n<div><br></div>&nbsp;", richtext.ErrBlank},
		{"invisible characters", "<div>\u200b\ufeff\u2060\u3164\u2800\ufe0f</div>", richtext.ErrBlank},
		{"only what is not allowed", "<script>alert(1)</script><!-- x --><img src=x>", richtext.ErrBlank},
		{"empty blocks", `<ul><li></li></ul><blockquote></blockquote><a href="/x"></a>`, richtext.ErrBlank},
		{"one byte too many", strings.Repeat("a", richtext.MaxBytes+1), richtext.ErrTooLarge},
		{"too large to look at", strings.Repeat("<!-- -->", richtext.MaxBytes), richtext.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if stored, err := richtext.Canonical(tt.body, signer); !errors.Is(err, tt.want) {
				t.Errorf("got %.40q, %v; want %v", stored, err, tt.want)
			}
		})
	}
}

func TestCanonicalKeepsTheLargestBody(t *testing.T) {
	for _, unit := range []string{"a", `"`, "é", "<b>"} {
		body := strings.Repeat(unit, richtext.MaxBytes/len(unit))
		if unit == "<b>" {
			body = strings.Repeat(unit, 500) + "a"
		}
		canonical(t, body)
	}
}

func TestRender(t *testing.T) {
	mention := func(id int64) string {
		return `<action-text-attachment sgid="` + signer.Sign(id) + `"></action-text-attachment>`
	}
	const embed = `<action-text-attachment content-type="application/vnd.actiontext.opengraph-embed" url="https://spy.org/i.png" `
	tests := []struct {
		name, stored string
		want         richtext.Rendered
	}{
		{"text", "<div>hi</div>", richtext.Rendered{HTML: "<div>hi</div>", Text: "hi"}},
		{"emoji", "<div>😄 🤘</div>", richtext.Rendered{HTML: "<div>😄 🤘</div>", Text: "😄 🤘", EmojiOnly: true}},
		{
			"mentions, each user once", mention(42) + mention(42),
			richtext.Rendered{
				HTML: strings.Repeat(`<span class="mention" data-user-id="42">@David</span>`, 2),
				Text: "@David@David", MentionedUserIDs: []int64{42},
			},
		},
		{
			"a name is text", mention(7),
			richtext.Rendered{
				HTML: `<span class="mention" data-user-id="7">@&lt;b&gt;O'Neil&lt;/b&gt; &amp; "co"</span>`,
				Text: `@<b>O'Neil</b> & "co"`, MentionedUserIDs: []int64{7},
			},
		},
		{"nobody known", mention(1), richtext.Rendered{HTML: "☒"}},
		{
			"a mention outlives its secret",
			`<action-text-attachment sgid="` + newSigner("old").Sign(42) + `"></action-text-attachment>`,
			richtext.Rendered{
				HTML: `<span class="mention" data-user-id="42">@David</span>`,
				Text: "@David", MentionedUserIDs: []int64{42},
			},
		},
		{
			"a mention cannot be drawn by hand", `<span class="mention" data-user-id="42">@David</span>`,
			richtext.Rendered{HTML: "<span>@David</span>", Text: "@David"},
		},
		{
			"link preview", embed + `href="https://x.org/?a&amp;b" filename="A &lt; B" caption="About"></action-text-attachment>`,
			richtext.Rendered{HTML: `<div class="link-card"><a href="https://x.org/?a&amp;b" target="_blank" rel="noopener noreferrer" class="link-card-title">A &lt; B</a><span class="link-card-text">About</span></div>`},
		},
		{
			"link preview without title", embed + `href="https://x.org/"></action-text-attachment>`,
			richtext.Rendered{HTML: `<div class="link-card"><a href="https://x.org/" target="_blank" rel="noopener noreferrer" class="link-card-title">https://x.org/</a></div>`},
		},
		{
			"other attachments", `<pre><action-text-attachment content-type="image/png" url="https://spy.org/i.png" caption="Cat"></action-text-attachment></pre>`,
			richtext.Rendered{HTML: `<pre>☒</pre>`, Text: "Cat"},
		},
		{
			"links out of the page", `<a href="https://x.org">a</a><a href="mailto:a@b.c">b</a><a href="/rooms/1">c</a><a>d</a><pre><a href="//x.org">e</a></pre>`,
			richtext.Rendered{
				HTML: `<a href="https://x.org" target="_blank" rel="noopener noreferrer">a</a><a href="mailto:a@b.c" target="_blank" rel="noopener noreferrer">b</a><a href="/rooms/1">c</a><a>d</a><pre><a href="//x.org" target="_blank" rel="noopener noreferrer">e</a></pre>`,
				Text: "abcde",
			},
		},
		{
			"links a browser reads as out of the page", `<a href="///x.org">a</a><a href="/\\x.org">b</a>`,
			richtext.Rendered{
				HTML: `<a href="///x.org" target="_blank" rel="noopener noreferrer">a</a><a href="/%5C%5Cx.org">b</a>`,
				Text: "ab",
			},
		},
		{
			"what was stored unsanitised", `<div onclick="x">a<script>b</script><img src=x onerror=y></div>`,
			richtext.Rendered{HTML: "<div>a</div>", Text: "a"},
		},
		{"nothing", "", richtext.Rendered{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, richtext.Render(tt.stored, users)); diff != "" {
				t.Error(diff)
			}
			if got := richtext.Text(tt.stored, users); got != tt.want.Text {
				t.Errorf("Text = %q, want %q", got, tt.want.Text)
			}
		})
	}
}

func TestNamesAreAskedOnce(t *testing.T) {
	mention := `<action-text-attachment sgid="` + signer.Sign(42) + `"></action-text-attachment>`
	unknown := `<action-text-attachment sgid="` + signer.Sign(1) + `"></action-text-attachment>`
	asked := map[int64]int{}
	richtext.Render(strings.Repeat(mention+unknown, 3)+"and no more", func(id int64) (string, bool) {
		asked[id]++
		return users(id)
	})
	if diff := cmp.Diff(map[int64]int{42: 1, 1: 1}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestRenderCutsWhatNobodyShouldHaveStored(t *testing.T) {
	got := richtext.Render(strings.Repeat("é", 1<<20), users)
	if n := len(got.Text); n < 1<<20-4 || n > 1<<20+4 {
		t.Errorf("%d bytes of text", n)
	}
}

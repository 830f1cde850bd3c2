package richtext

import (
	"cmp"
	"strings"
	"testing"
)

func TestWhatTheEditorTakesIsWhatWasStored(t *testing.T) {
	signer := NewSigner([]byte("key"))
	mentionOf := func(s *Signer) string {
		return `<action-text-attachment sgid="` + s.Sign(42) + `" content-type="application/vnd.campfire.mention"></action-text-attachment>`
	}
	card := `<action-text-attachment content-type="application/vnd.actiontext.opengraph-embed" url="https://example.com/a.png" ` +
		`href="https://example.com/?a=1&amp;b=2" filename="A &#34;title&#34;" caption="It&#39;s"></action-text-attachment>`
	users := func(id int64) (string, bool) { return "Ada <b>", id == 42 }
	for name, tt := range map[string]struct{ stored, want string }{
		"words":                  {"just words", "just words"},
		"markup":                 {`<h1>Title</h1><div>a &lt; b<br><strong>bold</strong></div>`, ""},
		"code":                   {"<pre class=\"language-go\">x := \"y\"\n</pre>", ""},
		"code in Markdown's way": {"<pre><code class=\"language-go\">x\n</code></pre>", "<pre class=\"language-go\">x\n</pre>"},
		"words of code":          {"<div>run <code>go test</code></div>", ""},
		"a mention":              {"<div>hello " + mentionOf(signer) + "!</div>", ""},
		"one signed by another":  {"<div>hello " + mentionOf(NewSigner([]byte("old"))) + "!</div>", "<div>hello " + mentionOf(signer) + "!</div>"},
		"a link preview":         {"<div>" + card + "</div>", ""},
	} {
		source := Editable(tt.stored, signer, users)
		again, err := Canonical(source, signer)
		if want := cmp.Or(tt.want, tt.stored); err != nil || again != want {
			t.Errorf("%s: edited without a change it is %s (%v), want %s\nthe editor took %s", name, again, err, want, source)
		}
	}
}

func TestTheEditorIsShownWhoIsMentioned(t *testing.T) {
	signer := NewSigner([]byte("key"))
	stored := `<div><action-text-attachment sgid="` + signer.Sign(42) + `" content-type="application/vnd.campfire.mention"></action-text-attachment></div>`
	got := Editable(stored, signer, func(int64) (string, bool) { return "Ada", true })
	figure := parseFigure(t, got)
	if content := figure("content"); content != `<span class="mention" data-user-id="42">@Ada</span>` {
		t.Errorf("it is shown as %q", content)
	}
	if id, ok := signer.Verify(figure("sgid")); id != 42 || !ok {
		t.Errorf("its token is of %d, genuine %t", id, ok)
	}
}

// parseFigure returns the attributes of the one attachment of a source.
func parseFigure(t *testing.T, source string) func(string) string {
	t.Helper()
	var found *node
	parse(source).walk(func(n *node) {
		if n.kind == mention {
			found = n
		}
	})
	if found == nil {
		t.Fatalf("no mention in %s", source)
	}
	return func(name string) string {
		if name == "content" {
			return found.snapshot
		}
		return found.attr(name)
	}
}

// TestNothingHostileReachesTheEditor feeds the editor's source through the
// reader again: what is in it is what may be stored.
func TestNothingHostileReachesTheEditor(t *testing.T) {
	signer := NewSigner([]byte("key"))
	for _, stored := range []string{
		`<script>alert(1)</script><div onclick="x()">a</div>`,
		`<figure data-trix-attachment='{"contentType":"text/html","content":"<img src=x onerror=alert(1)>"}'></figure>`,
		`<action-text-attachment content-type="text/html" content="&lt;img src=x onerror=alert(1)&gt;"></action-text-attachment>`,
		`<action-text-attachment sgid="x" content-type="application/vnd.campfire.mention" content="&lt;img src=x onerror=alert(1)&gt;"></action-text-attachment>`,
		`<a href="javascript:alert(1)">a</a>`,
	} {
		got := Editable(stored, signer, func(int64) (string, bool) { return "", false })
		for _, bad := range []string{"alert", "onerror", "onclick", "javascript"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s\nbecame %s", stored, got)
			}
		}
	}
}

package richtext_test

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"campfire/internal/richtext"
)

func TestCodeIsColouredInTheLanguageItNames(t *testing.T) {
	for name, tt := range map[string]struct{ stored, want string }{
		"Go": {
			"<pre class=\"language-go\">func f() int {\n\treturn 1 // \"one\"\n}</pre>",
			"<pre class=\"language-go\"><span class=\"k\">func</span> <span class=\"nf\">f</span>() <span class=\"k\">int</span> {\n\t<span class=\"k\">return</span> <span class=\"m\">1</span> <span class=\"c\">// \"one\"</span>\n}</pre>",
		},
		"another of its names": {`<pre class="language-JS">let a</pre>`, `<pre class="language-JS"><span class="k">let</span> a</pre>`},
		"as Markdown has it": {
			`<pre><code class="language-json">{"a": 1}</code></pre>`,
			`<pre>{<span class="nt">"a"</span>: <span class="m">1</span>}</pre>`,
		},
		"lines broken by the editor": {`<pre class="language-sql">select 1;<br>-- x</pre>`, "<pre class=\"language-sql\"><span class=\"k\">select</span> <span class=\"m\">1</span>;\n<span class=\"c\">-- x</span></pre>"},
		"markup in it":               {`<pre class="language-go">a &lt; b &amp;&amp; "&lt;b&gt;"</pre>`, `<pre class="language-go">a &lt; b &amp;&amp; <span class="s">"&lt;b&gt;"</span></pre>`},
		"a removed line":             {"<pre class=\"language-diff\">-a\n+b</pre>", "<pre class=\"language-diff\"><span class=\"gd\">-a\n</span><span class=\"gi\">+b</span></pre>"},
		"no language":                {`<pre>func f()</pre>`, `<pre>func f()</pre>`},
		"one nobody knows":           {`<pre class="language-klingon">func f()</pre>`, `<pre class="language-klingon">func f()</pre>`},
		"with a link in it":          {`<pre class="language-go">a <a href="/x">b</a></pre>`, `<pre class="language-go">a <a href="/x">b</a></pre>`},
		"classes of the poster's":    {`<pre class="language-go">x</pre><div><span class="k">a</span></div>`, `<pre class="language-go">x</pre><div><span>a</span></div>`},
	} {
		if got := richtext.Render(tt.stored, nobody).HTML; got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestColouredCodeSaysTheSame(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>`)
	codes := []string{"a", "\n", "a\n\n", "  x", "\"unclosed", "/* unclosed", "<?php echo 1; ?>", "${a ${b}}", "日本 = '語'", "\\\\", strings.Repeat("((", 200)}
	for _, language := range strings.Fields("bash c css diff go html java js json make md php py rb rs sql ts xml yaml") {
		for _, code := range codes {
			stored := `<pre class="language-` + language + `">` + html.EscapeString(code) + `</pre>`
			shown := richtext.Render(stored, nobody).HTML
			if got := html.UnescapeString(tags.ReplaceAllString(shown, "")); strings.TrimRight(got, "\n") != strings.TrimRight(code, "\n") {
				t.Errorf("%s: %q became %q", language, code, got)
			}
		}
	}
}

func TestMuchCodeIsNotColoured(t *testing.T) {
	for name, code := range map[string]string{
		"long":      strings.Repeat("return 1\n", 1000),
		"many bits": strings.Repeat("1+", 3000),
	} {
		stored := `<pre class="language-go">` + code + `</pre>`
		if got := richtext.Render(stored, nobody).HTML; strings.Contains(got, "<span") {
			t.Errorf("%s code is coloured, %d bytes", name, len(got))
		}
	}
}

func nobody(int64) (string, bool) { return "", false }

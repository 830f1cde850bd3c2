package richtext_test

import (
	"testing"

	"campfire/internal/richtext"
)

func TestText(t *testing.T) {
	mention := `<action-text-attachment sgid="` + signer.Sign(42) + `"></action-text-attachment>`
	tests := []struct{ html, want string }{
		// The table of the original's behaviour.
		{`<div>Hello<br>world</div>`, "Hello\nworld"},
		{`<p>One</p><p>Two</p>`, "One\n\nTwo"},
		{`<ol><li>one</li><li>two<ul><li>nested</li></ul></li></ol>`, "1. one\n2. two\n  • nested"},
		{`<blockquote>Quoted text</blockquote><cite>David <a href="https://x/rooms/1/@2">#</a></cite><br><div>reply</div>`, "“Quoted text”\n\nDavid #\nreply"},
		{`<h2>Sub</h2>text`, "Subtext"},
		{`a < b and c > d`, "a < b and c > d"},
		{`<div><br></div>`, ""},

		{"Hello Bot World!\nsecond line", "Hello Bot World!\nsecond line"},
		{"  \n<div>a</div>\n\n", "a"},
		{"<div>a</div><div>b</div>", "a\nb"},
		{"<h1>a</h1>b", "a\n\nb"},
		{"<p>a</p>\n<p>b</p>", "a\n\nb"},
		{"<div>a<br><br></div><div>b</div>", "a\nb"},
		{"<pre>a\n  b</pre><h3>c</h3>d", "a\n  bcd"},
		{"<ul>\n<li>a</li>\n<li>b</li>\n</ul>c", "• a\n• b\n\nc"},
		{"<ol>\n<li>a</li>\n<li>b</li>\n</ol>", "1. a\n2. b"},
		{"<ul><li>a<ol><li>b<ul><li>c</li></ul></li></ol></li><li>d</li></ul>", "• a\n  1. b\n    • c\n• d"},
		{"<blockquote>a<br>b</blockquote>c", "“a\nb”\n\nc"},
		{"<blockquote> a </blockquote>b", " “a” \n\nb"},
		{"<blockquote></blockquote>a", "“”a"},
		{"<blockquote><blockquote>a</blockquote>b</blockquote>c", "““a”\n\nb”\n\nc"},
		{"<figure>a<figcaption>b</figcaption></figure>c", "a[b]c"},
		{"<script>x</script><style>y</style>a<!-- z -->b", "ab"},
		{"&lt;b&gt; &amp; &nbsp;c", "<b> & \u00a0c"},
		{"<div>" + mention + " hi</div>", "@David hi"},
		{`<action-text-attachment content-type="application/vnd.actiontext.opengraph-embed" href="https://x.org" filename="T" caption="C"></action-text-attachment>`, ""},
		{`<action-text-attachment caption="C"></action-text-attachment>`, "C"},
	}
	for _, tt := range tests {
		if got := richtext.Text(tt.html, users); got != tt.want {
			t.Errorf("Text(%q)\n got %q\nwant %q", tt.html, got, tt.want)
		}
	}
}

func TestEmojiOnly(t *testing.T) {
	tests := []struct {
		name, text string
		want       bool
	}{
		{"emoji", "😄🤘", true},
		{"skin tone", "👍🏽", true},
		{"text symbol with variation", "❤️", true},
		{"flag", "🇺🇸", true},
		{"trade mark", "™", true},
		{"family", "👨‍👩‍👧‍👦", true},
		{"pirate flag", "🏴‍☠️", true},
		{"rainbow flag", "🏳️‍🌈", true},
		{"flag of a subdivision", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", true},
		{"keycap", "1️⃣#⃣", true},
		{"spaces and lines between", " 😄 \n🤘\u00a0", true},
		{"words", "hi 😄", false},
		{"digits", "123", false},
		{"digit with variation alone", "1\ufe0f", false},
		{"nothing", "", false},
		{"white space", " \n", false},
		{"variation alone", "\ufe0f", false},
		{"joiner at the end", "😄\u200d", false},
		{"joiner to a word", "😄\u200da", false},
		{"broken UTF-8", "😄\xff", false},
	}
	for _, tt := range tests {
		if got := richtext.EmojiOnly(tt.text); got != tt.want {
			t.Errorf("%s: EmojiOnly(%q) = %v", tt.name, tt.text, got)
		}
	}
}

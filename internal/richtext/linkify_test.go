package richtext_test

import (
	"strings"
	"testing"

	"campfire/internal/richtext"
)

func TestAddressesBecomeLinks(t *testing.T) {
	// In want, [address] stands for a link to address, [href|text] for any other.
	tests := []struct{ text, want string }{
		{"see https://x.org/a?b=c#d now", "see [https://x.org/a?b=c#d] now"},
		{"http://localhost:3000", "[http://localhost:3000]"},
		{"HTTPS://X.ORG", "[https://X.ORG|HTTPS://X.ORG]"},
		{"www.x.org, WWW.y.org", "[http://www.x.org|www.x.org], [http://WWW.y.org|WWW.y.org]"},
		{"https://x.org.", "[https://x.org]."},
		{"(https://x.org)", "([https://x.org])"},
		{"https://x.org/a_(b)", "[https://x.org/a_(b)]"},
		{"(see https://x.org/a_(b)).", "(see [https://x.org/a_(b)])."},
		{"https://x.org/a)b", "[https://x.org/a)b]"},
		{"「https://x.org」。", "「[https://x.org]」。"},
		{`"https://x.org"`, `"[https://x.org]"`},
		{"https://x.org/?q='a'!?", "[https://x.org/?q='a]'!?"},
		{"https://x.org/100%", "[https://x.org/100%25|https://x.org/100%]"},
		{"<https://x.org>", "&lt;[https://x.org]&gt;"},
		{"https://x.org/\u00a0b", "[https://x.org/]\u00a0b"},
		{"看https://x.org/日本", "看[https://x.org/%E6%97%A5%E6%9C%AC|https://x.org/日本]"},
		{"https://a.org https://b.org", "[https://a.org] [https://b.org]"},
		{"david@x.org", "[mailto:david@x.org|david@x.org]"},
		{"Mail: d.h+c@mail.x.org.", "Mail: [mailto:d.h+c@mail.x.org|d.h+c@mail.x.org]."},
		{"https://david@x.org/", "[https://david@x.org/]"},

		{"https:// http://, www. www", "https:// http://, www. www"},
		{"xhttps://x.org awww.x.org", "xhttps://x.org awww.x.org"},
		{"http://[::1", "http://[::1"},
		{"ftp://x.org javascript:alert(1)", "ftp://x.org javascript:alert(1)"},
		{"@david a@b a@.b a@b..cd a@b.c @x.org", "@david a@b a@.b a@b..cd a@b.c @x.org"},
		{"ssh://git@x.org", "ssh://git@x.org"},
	}
	for _, tt := range tests {
		escaped := strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(tt.text)
		if got := bracketLinks(richtext.Render(escaped, users).HTML); got != tt.want {
			t.Errorf("%q\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

// bracketLinks shortens links as the table above writes them.
func bracketLinks(html string) string {
	const before, middle, after = `<a href="`, `" target="_blank" rel="noopener noreferrer">`, `</a>`
	var b strings.Builder
	for {
		text, rest, found := strings.Cut(html, before)
		b.WriteString(text)
		if !found {
			return b.String()
		}
		href, rest, _ := strings.Cut(rest, middle)
		label, rest, _ := strings.Cut(rest, after)
		href = strings.ReplaceAll(href, "&#39;", "'")
		if b.WriteString("[" + href); label != href {
			b.WriteString("|" + label)
		}
		b.WriteByte(']')
		html = rest
	}
}

func TestAddressesInLinksAndCodeStay(t *testing.T) {
	for _, stored := range []string{
		`<a href="/rooms/1">see https://x.org <b>www.x.org</b></a>`,
		`<pre>curl https://x.org <b>a@x.org</b></pre>`,
		`<code>https://x.org</code>`,
	} {
		if got := richtext.Render(stored, users).HTML; got != stored {
			t.Errorf("%q\nbecame %q", stored, got)
		}
	}
}

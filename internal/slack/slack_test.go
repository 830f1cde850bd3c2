package slack_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"campfire/internal/richtext"
	"campfire/internal/slack"
)

var update = flag.Bool("update", false, "write what comes of the payloads in testdata")

var signer = richtext.NewSigner([]byte("key"))

func TestPayloadsOfWellKnownTools(t *testing.T) {
	files, err := filepath.Glob("testdata/*.[jf]*")
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			payload, err := slack.Parse(read(t, file))
			if err != nil {
				t.Fatal(err)
			}
			html, err := payload.HTML("Alertmanager")
			if err != nil {
				t.Fatal(err)
			}
			stored, err := richtext.Canonical(html, signer)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.NewReplacer("<div>", "\n<div>", "<pre>", "\n<pre>", "<blockquote>", "\n<blockquote>").Replace(stored) + "\n"
			golden := file[:len(file)-len(filepath.Ext(file))] + ".html"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(read(t, golden)); got != want {
				t.Errorf("it says\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestMarkup(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"hello", "<div>hello</div>"},
		{"*bold* _italic_ ~strike~ `code`", "<div><strong>bold</strong> <em>italic</em> <del>strike</del> <code>code</code></div>"},
		{"*_both_* and _*both*_", "<div><strong><em>both</em></strong> and <em><strong>both</strong></em></div>"},
		{"**Firing** ** * _ __init__ 2*3*4 snake_case_name a * b * c", "<div><strong>Firing</strong> ** * _ __init__ 2*3*4 snake_case_name a * b * c</div>"},
		{"*a* b* *c", "<div><strong>a</strong> b* *c</div>"},
		{"(*bold*), *bold*.", "<div>(<strong>bold</strong>), <strong>bold</strong>.</div>"},
		{"*two\nlines*", "<div>*two<br>lines*</div>"},
		{"`*not bold* &amp; <x|y>`", "<div><code>*not bold* &amp; &lt;x|y&gt;</code></div>"},
		{"*`a*b` c*", "<div><strong><code>a*b</code> c</strong></div>"},
		{"before\n```\na &lt; b\n  *c*\n```\nafter", "<div>before</div><div><pre>a &lt; b\n  *c*</pre></div><div>after</div>"},
		{"```open", "<div>```open</div>"},
		{"> quoted\n&gt; too\nnot", "<blockquote><div>quoted<br>too</div></blockquote><div>not</div>"},
		{"said\n>>> all\nof it", "<div>said</div><blockquote><div>all<br>of it</div></blockquote>"},
		{"<https://example.com/a_b_c?x=1&amp;y=2|the *site*>", `<div><a href="https://example.com/a_b_c?x=1&amp;y=2">the <strong>site</strong></a></div>`},
		{"<https://example.com>", `<div><a href="https://example.com">https://example.com</a></div>`},
		{"<mailto:ada@example.com>", `<div><a href="mailto:ada@example.com">ada@example.com</a></div>`},
		{"https://example.com/_a_/*b*", "<div>https://example.com/_a_/<strong>b</strong></div>"},
		{"*<https://example.com/a*b|x>*", `<div><strong><a href="https://example.com/a*b">x</a></strong></div>`},
		{`<javascript:alert(1)|x>`, "<div><a>x</a></div>"},
		{`<https://x"onclick="y|z>`, `<div><a href="https://x&#34;onclick=&#34;y">z</a></div>`},
		{"<!here> <!channel> <!everyone> <!here|here>", "<div>@here @everyone @everyone @here</div>"},
		{"@everyone and @Here in words", "<div><code>@everyone</code> and <code>@Here</code> in words</div>"},
		{"<!subteam^S1|@ops> <!date^1392734382^{date}|yesterday> <@U1> <@U1|ada> <#C1|general>", "<div>@ops yesterday @U1 @ada #general</div>"},
		{"a < b > c, <>, <b>x</b>", "<div>a &lt; b &gt; c, &lt;&gt;, &lt;b&gt;x&lt;/b&gt;</div>"},
		{"a < b & c &amp; d &quot;", "<div>a &lt; b &amp; c &amp; d &amp;quot;</div>"},
		{":tada: :+1::skin-tone-3: :large_green_circle: :robot_face: 10:30:45 :nope: ::", "<div>🎉 👍 🟢 🤖 10:30:45 :nope: ::</div>"},
		{"a\r\nb\n\nc\n", "<div>a<br>b<br><br>c</div>"},
		{"<script>alert(1)</script>", "<div>&lt;script&gt;alert(1)&lt;/script&gt;</div>"},
	} {
		payload, err := slack.Parse([]byte(`{"text":` + quote(tt.text) + `}`))
		if err != nil {
			t.Fatal(err)
		}
		html, err := payload.HTML("Bot")
		if err != nil {
			t.Fatalf("%s: %v", tt.text, err)
		}
		if stored, err := richtext.Canonical(html, signer); stored != tt.want || err != nil {
			t.Errorf("%s\n is %s, %v\nnot %s", tt.text, stored, err, tt.want)
		}
	}
}

func quote(s string) string {
	return `"` + strings.NewReplacer("\\", `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`).Replace(s) + `"`
}

func TestWhatIsSaidAroundTheWords(t *testing.T) {
	for _, tt := range []struct{ payload, want string }{
		{`{"text":"hi","username":"Deploys","icon_emoji":":rocket:"}`, "<div>🚀 <strong>Deploys</strong></div><div>hi</div>"},
		{`{"text":"hi","username":"bot"}`, "<div>hi</div>"},
		{`{"text":"hi","username":"@everyone"}`, "<div><strong><code>@everyone</code></strong></div><div>hi</div>"},
		{`{"text":"hi","icon_emoji":"ghost"}`, "<div>hi</div>"},
		{`{"text":"hi","username":"Deploys","icon_emoji":":ours:"}`, "<div><strong>Deploys</strong></div><div>hi</div>"},
		{`{"text":"*hi*","mrkdwn":false}`, "<div>*hi*</div>"},
		{`{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a @every"},{"type":"text","text":"one b"},{"type":"broadcast","range":"here"},{"type":"text","text":" and x@here"}]}]}]}`, "<div>a @every\u2060one b@here and x<code>@here</code></div>"},
		{`{"text":"@<!x|everyone> and <!here> <!here>, there"}`, "<div>@\u2060everyone and @here @here, there</div>"},
		{"\ufeff" + `{"text":42}`, "<div>42</div>"},
		{`{"text":42}`, "<div>42</div>"},
		{`{"text":null,"attachments":[{"fallback":"only *this*","color":"#439FE0"}]}`, "<div>🟦 only <strong>this</strong></div>"},
		{`{"text":"t","attachments":[{"text":"a"},{"text":"b","color":"warning"}]}`, "<div>t</div><div>a</div><div><br></div><div>🟨 b</div>"},
		{`{"attachments":[{"fields":[{"title":"Load","value":3.5},{"title":"Log","value":"a\nb"},{"value":"alone"}]}]}`, "<div><strong>Load:</strong> 3.5</div><div><strong>Log:</strong></div><div>a<br>b</div><div>alone</div>"},
		{`{"text":"unused","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"used"}}]}`, "<div>used</div>"},
		{`{"text":"used","blocks":[{"type":"input"},{"type":"later"}]}`, "<div>used</div>"},
		{`{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a"},{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"b"}]}]}]}]}]}]}`, "<ul><li>a<ul><li>b</li></ul></li></ul>"},
	} {
		payload, err := slack.Parse([]byte(tt.payload))
		if err != nil {
			t.Fatalf("%s: %v", tt.payload, err)
		}
		html, err := payload.HTML("Bot")
		if err != nil {
			t.Fatalf("%s: %v", tt.payload, err)
		}
		if stored, err := richtext.Canonical(html, signer); stored != tt.want || err != nil {
			t.Errorf("%s\n is %s, %v\nnot %s", tt.payload, stored, err, tt.want)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	for _, tt := range []struct {
		body string
		want error
	}{
		{"", slack.ErrInvalidPayload},
		{"hello", slack.ErrInvalidPayload},
		{"{", slack.ErrInvalidPayload},
		{`["text"]`, slack.ErrInvalidPayload},
		{`{"text":["a"]}`, slack.ErrInvalidPayload},
		{`{"attachments":{"text":"a"}}`, slack.ErrInvalidPayload},
		{strings.Repeat(`{"blocks":[`, 20_000), slack.ErrInvalidPayload},
		{"text=hello", slack.ErrInvalidPayload},
		{"payload=%7", slack.ErrInvalidPayload},
		{"payload=hello", slack.ErrInvalidPayload},
		{"--x\r\nContent-Disposition: form-data; name=payload\r\n\r\n{}", slack.ErrInvalidPayload},
		{`{}`, slack.ErrNoText},
		{`{"text":" \n "}`, slack.ErrNoText},
		{`{"username":"x","icon_emoji":":ghost:","attachments":[{},{}]}`, slack.ErrNoText},
		{`{"attachments":[` + strings.Repeat("{},", 100) + `{}]}`, slack.ErrTooManyAttachments},
		{`{"blocks":[` + strings.Repeat("{},", 50) + `{}]}`, slack.ErrInvalidBlocks},
	} {
		payload, err := slack.Parse([]byte(tt.body))
		if err == nil {
			_, err = payload.HTML("Bot")
		}
		if !errors.Is(err, tt.want) {
			t.Errorf("%.80s: %v, want %v", tt.body, err, tt.want)
		}
	}
}

// What is long is cut off, in a time that grows with its length alone, whatever it is
// made of.
func TestALongPayloadIsCutOff(t *testing.T) {
	for _, piece := range []string{"word ", "*", "*a ", "**a ", "_*~`", "<", "<http://x|", "`", "```", ">", "&gt;", ":a", "@everyone ", "&", "\\n", "*<a:b|_", "```\\n>"} {
		began := time.Now()
		payload, err := slack.Parse([]byte(`{"text":"x ` + strings.Repeat(piece, 250_000/len(piece)) + `"}`))
		if err != nil {
			t.Fatal(err)
		}
		html, err := payload.HTML("Bot")
		if err != nil {
			t.Fatalf("%s: %v", piece, err)
		}
		if _, err := richtext.Canonical(html, signer); err != nil {
			t.Errorf("%s: %d bytes: %v", piece, len(html), err)
		}
		t.Logf("%-12q %6d bytes in %v", piece, len(html), time.Since(began))
	}
}

func FuzzHTML(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.[jf]*")
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte(`{"text":"*_~<a:b|@everyone>~_* :tada: ` + "```x```" + ` >>> y"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		payload, err := slack.Parse(body)
		if err != nil {
			return
		}
		html, err := payload.HTML("Bot")
		if err != nil {
			return
		}
		stored, err := richtext.Canonical(html, signer)
		if errors.Is(err, richtext.ErrBlank) {
			return
		}
		if err != nil {
			t.Fatalf("%d bytes: %v", len(html), err)
		}
		asked := strings.ContainsRune(string(body), '!') || strings.Contains(string(body), "broadcast") || strings.ContainsRune(string(body), '\\') || strings.ContainsRune(string(body), '%')
		if mass := richtext.Render(stored, func(int64) (string, bool) { return "", false }).Mass; mass != "" && !asked {
			t.Errorf("words mention %s: %s", mass, stored)
		}
	})
}

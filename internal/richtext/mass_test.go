package richtext_test

import (
	"strings"
	"testing"

	"campfire/internal/richtext"
)

func TestMassMentions(t *testing.T) {
	const everyone, here = `<span class="mention" data-mass="everyone">@everyone</span>`, `<span class="mention" data-mass="here">@here</span>`
	for _, tt := range []struct {
		body string
		want richtext.Mass
		html string
	}{
		{`@everyone`, richtext.Everyone, everyone},
		{`<div>lunch, @here!</div>`, richtext.Here, `<div>lunch, ` + here + `!</div>`},
		{`<div>@here <strong>and @everyone</strong>.</div>`, richtext.Everyone, `<div>` + here + ` <strong>and ` + everyone + `</strong>.</div>`},
		{`(@everyone)`, richtext.Everyone, `(` + everyone + `)`},
		{`@Here we go`, richtext.Here, `<span class="mention" data-mass="here">@Here</span> we go`},
		{`all of you @here.`, richtext.Here, `all of you ` + here + `.`},
		{`@hereafter @everyones @everyone_else`, "", `@hereafter @everyones @everyone_else`},
		{`@here.example`, "", `@here.example`},
		{`x@here and @@here`, "", `x@here and @@here`},
		{`<code>@here</code>`, "", `<code>@here</code>`},
		{`<pre>@everyone</pre>`, "", `<pre>@everyone</pre>`},
		{`<blockquote>@everyone</blockquote>so they said`, "", `<blockquote>@everyone</blockquote>so they said`},
		{`<div>みんな @everyone</div>`, richtext.Everyone, `<div>みんな ` + everyone + `</div>`},
		{`<span data-mass="everyone" class="mention">all</span>`, "", `<span>all</span>`},
	} {
		stored, err := richtext.Canonical(tt.body, signer)
		if err != nil || strings.Contains(stored, "data-mass") {
			t.Errorf("%s is stored as %s, %v", tt.body, stored, err)
		}
		if got := richtext.Render(stored, users); got.Mass != tt.want || got.HTML != tt.html {
			t.Errorf("%s\nmentions %q, shown as %s\nwant     %q, %s", tt.body, got.Mass, got.HTML, tt.want, tt.html)
		}
	}
}

// FuzzMassMentions holds that marking changes none of the words.
func FuzzMassMentions(f *testing.F) {
	f.Add("@everyone, @here @here.x x@everyone")
	f.Fuzz(func(t *testing.T, body string) {
		shown := richtext.Render(body, users)
		if again := richtext.Render(shown.HTML, users); again.Text != shown.Text {
			t.Errorf("%q reads %q once shown, %q before", body, again.Text, shown.Text)
		}
	})
}

func TestAMentionJustMadeInTheEditorIsSigned(t *testing.T) {
	figure := func(attachment string) string {
		return `<div><figure data-trix-attachment='` + attachment + `'></figure> hi</div>`
	}
	const made = `{"contentType":"application/vnd.campfire.mention","userId":"42","content":"<b>@Somebody else</b>"}`
	stored, err := richtext.Canonical(figure(made), signer)
	want := `<div><action-text-attachment sgid="` + sgid42 + `" content-type="application/vnd.campfire.mention"></action-text-attachment> hi</div>`
	if err != nil || stored != want {
		t.Errorf("stored as %s, %v; want %s", stored, err, want)
	}
	for name, attachment := range map[string]string{
		"no number":      `{"contentType":"application/vnd.campfire.mention","userId":"4 2","content":"@Ada"}`,
		"negative":       `{"contentType":"application/vnd.campfire.mention","userId":"-42","content":"@Ada"}`,
		"beyond 64 bits": `{"contentType":"application/vnd.campfire.mention","userId":"99999999999999999999","content":"@Ada"}`,
	} {
		stored, err := richtext.Canonical(figure(attachment), signer)
		if err != nil || stored != `<div>@Ada hi</div>` {
			t.Errorf("%s: stored as %s, %v", name, stored, err)
		}
	}
	bare := `<action-text-attachment userId="42" userid="42" content-type="application/vnd.campfire.mention" content="@Ada"></action-text-attachment>`
	if stored, err := richtext.Canonical(bare, signer); err != nil || stored != "@Ada" {
		t.Errorf("from outside the editor: stored as %s, %v", stored, err)
	}
}

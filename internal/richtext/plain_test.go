package richtext

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlainKnowsWhatIsOnlyWords(t *testing.T) {
	for body, want := range map[string]bool{
		"<div>The build is green again.</div>":         true,
		"It's \"fine\", 100 % (really); 日本 too — ok 👍": true,
		"hi":                            true,
		"<div>one<br>two</div>":         false,
		"<div>a</div><div>b</div>":      false,
		"<div>a":                        false,
		"a</div>":                       false,
		"<div><div>a</div></div>":       false,
		"<b>bold</b>":                   false,
		"fish &amp; chips":              false,
		"a < b":                         false,
		"see https://example.com":       false,
		"see WwW.example.com":           false,
		"ada@example.com":               false,
		"mailto:ada":                    false,
		"two\nlines":                    false,
		" space before":                 false,
		"space after ":                  false,
		"👍":                             false,
		"1️⃣":                           false,
		"日本語だけ":                         false,
		"":                              false,
		"<div></div>":                   false,
		"bad \xff byte":                 false,
		strings.Repeat("a", MaxBytes+1): false,
		"<div>" + strings.Repeat("a", MaxBytes-11) + "</div>": true,
	} {
		if _, got := plain(body); got != want {
			t.Errorf("plain(%.60q) = %v", body, got)
		}
		sameEitherWay(t, body)
	}
}

// FuzzPlain shows that knowing plain bodies saves work and changes nothing.
func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"<div>hello world</div>", "hi", "a. b", "<div>www</div>", "x\u00a0y", "a\u202eb", "a\ufeffb", "İ", "a`b", "a=b", "a\\b", "<div>a  b</div>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) { sameEitherWay(t, body) })
}

func sameEitherWay(t *testing.T, body string) {
	t.Helper()
	words, ok := plain(body)
	if !ok {
		return
	}
	stored, err := canonical(body, nil)
	if err != nil || stored != body {
		t.Errorf("stored %q as %q, %v", body, stored, err)
	}
	if diff := cmp.Diff(Rendered{HTML: body, Text: words}, render(body, nil)); diff != "" {
		t.Errorf("%q is not shown as it is:\n%s", body, diff)
	}
}

package richtext_test

import (
	"strings"
	"testing"

	"campfire/internal/richtext"
)

// bodies are what a chat is made of, and the worst that fits.
var bodies = []struct{ name, html string }{
	{"Short", `<div>Good morning! It's "shipped" 🎉</div>`},
	{"Rich", `<blockquote>Where are the docs?</blockquote><cite>David <a href="https://chat.example.org/rooms/1/@2">#</a></cite><br>` +
		`<div><action-text-attachment sgid="` + sgid42 + `" content-type="application/vnd.campfire.mention"></action-text-attachment> ` +
		`see https://example.org/docs (page 2):</div><ul><li>install</li><li>run <strong>twice</strong></li></ul><pre>make run</pre>`},
	{"Largest", strings.Repeat(`<div>line &amp; <em>line</em> www.example.org</div>`, richtext.MaxBytes/60)},
}

func BenchmarkCanonical(b *testing.B) {
	for _, body := range bodies {
		b.Run(body.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body.html)))
			for b.Loop() {
				if _, err := richtext.Canonical(body.html, signer); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRender(b *testing.B) {
	for _, body := range bodies {
		b.Run(body.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body.html)))
			for b.Loop() {
				richtext.Render(body.html, users)
			}
		})
	}
}

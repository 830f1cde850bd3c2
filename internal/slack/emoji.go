package slack

import (
	"strings"
	"sync"

	"campfire/web"
)

// emojiNames has each emoji by its names.
var emojiNames = sync.OnceValue(func() map[string]string {
	named := make(map[string]string, 2_000)
	for line := range strings.Lines(web.Emoji) {
		fields := strings.Split(line, "\t")
		for name := range strings.FieldsSeq(fields[1]) {
			named[name] = fields[0]
		}
	}
	return named
})

// emojiOf is the emoji of a name; empty when there is none. Where Slack's names differ
// from GitHub's it is mostly by these words.
func emojiOf(name string) string {
	names := emojiNames()
	for _, n := range []string{name, strings.TrimPrefix(name, "large_"), strings.TrimSuffix(name, "_face"), strings.ReplaceAll(name, "-", "_")} {
		if emoji := names[n]; emoji != "" {
			return emoji
		}
	}
	return ""
}

const longestName = 60

// emojiAt is the emoji whose name s begins with, between colons, and how many bytes
// that is; a skin tone after it goes.
func emojiAt(s string) (emoji string, n int) {
	end := strings.IndexByte(s[1:min(len(s), longestName)], ':') + 1
	if end < 2 {
		return "", 0
	}
	emoji = emojiOf(s[1:end])
	if emoji == "" {
		return "", 0
	}
	n = end + 1
	if strings.HasPrefix(s[n:], ":skin-tone-") && len(s) > n+12 && s[n+12] == ':' {
		n += 13
	}
	return emoji, n
}

// withEmoji writes text with its named emoji.
func (w *writer) withEmoji(s string) {
	done := 0
	for i := 0; i < len(s); i++ {
		if s[i] != ':' {
			continue
		}
		if emoji, n := emojiAt(s[i:]); n > 0 {
			w.text(s[done:i])
			w.verbatim(emoji)
			i, done = i+n-1, i+n
		}
	}
	w.text(s[done:])
}

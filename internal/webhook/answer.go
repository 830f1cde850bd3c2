package webhook

import (
	"fmt"
	"mime"
	"net/http"
	"strings"
)

const (
	maxAnswer  = 256 << 10 // bytes read of an answer
	keptAnswer = 4 << 10   // bytes kept of it
)

// answer is what a bot said.
type answer struct {
	status      int // 0: nothing
	contentType string
	body        []byte // at most a byte more than maxAnswer
}

func (a answer) isWords() bool {
	media, _, _ := mime.ParseMediaType(a.contentType)
	return media == "text/plain" || media == "text/html"
}

// kept is as much of an answer as administrators are shown: not a file, and not the bot's
// key, which a program may repeat.
func (a answer) kept(key string) string {
	if kind := http.DetectContentType(a.body); !strings.HasPrefix(kind, "text/") {
		return fmt.Sprintf("%s of %s", size(len(a.body)), kind)
	}
	return beginning(strings.ReplaceAll(string(a.body), key, hidden), keptAnswer)
}

func beginning(text string, most int) string {
	return strings.ToValidUTF8(text[:min(len(text), most)], "\ufffd")
}

func size(n int) string {
	if n > maxAnswer {
		return "More than 256 KB"
	}
	return fmt.Sprintf("%d bytes", n)
}

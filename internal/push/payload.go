package push

import (
	"bytes"
	"encoding/json"

	"github.com/rivo/uniseg"

	"campfire/internal/chat"
)

// payload is what the service worker reads, in the original's shape; see
// lib/web_push/notification.rb there and web/src/worker/push.ts here.
type payload struct {
	Title   string  `json:"title"`
	Options options `json:"options"`
}

type options struct {
	Body string `json:"body"`
	Tag  string `json:"tag,omitempty"` // of two with the same, the later is shown
	Data data   `json:"data"`
}

type data struct {
	Path      string `json:"path"`
	Badge     int    `json:"badge"`
	MessageID int64  `json:"message_id,omitempty"` // by which one that comes twice is known
}

// maxTitle is as much of a title as anything shows, in bytes of JSON.
const maxTitle = 400

// encode makes the plaintext of a push. However long its title and its body are,
// it fits: what does not is cut off between two characters as people see them.
func encode(p chat.Push) ([]byte, error) {
	said := payload{Options: options{Tag: topic(p), Data: data{p.Path, p.Badge, p.MessageID}}}
	said.Title = fit(p.Title, maxTitle)
	empty, err := marshal(said)
	if err != nil {
		return nil, err
	}
	said.Options.Body = fit(p.Body, maxPlaintext-len(empty))
	return marshal(said)
}

// fit returns text when it takes at most size bytes in JSON, else as much of its
// beginning as does with an ellipsis.
func fit(text string, size int) string {
	const ellipsis = "…"
	room := size - len(ellipsis)
	cut, used, state := 0, 0, -1
	for rest := text; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		used += jsonSize(cluster)
		if used <= room {
			cut += len(cluster)
		}
		if used > size {
			return text[:cut] + ellipsis
		}
	}
	return text
}

// jsonSize is how many bytes text takes between the quotes.
func jsonSize(text string) int {
	encoded, _ := marshal(text) // a string encodes
	return len(encoded) - len(`""`)
}

// marshal leaves <, > and & as they are, which here reach no page.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

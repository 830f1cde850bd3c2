package slack

import "strings"

// HTML is what the payload says, for a bot of a name to post; ErrNoText when it says
// nothing. The name and the picture that a tool asks for stand before its words,
// because the message is the bot's all the same.
func (p Payload) HTML(bot string) (string, error) {
	w := &writer{}
	if !w.blocks(p.Blocks) { // Text is then for notifications alone
		p.text(w)
	}
	for i, a := range p.Attachments {
		if i > 0 && w.html.Len() > 0 {
			w.raw("<div><br></div>")
		}
		w.attachment(a)
	}
	said := w.html.String()
	if said == "" {
		return "", ErrNoText
	}
	return p.head(bot) + said, nil
}

func (p Payload) text(w *writer) {
	switch {
	case p.Text.plain || p.Mrkdwn != nil && !*p.Mrkdwn:
		w.plainBlock(decode.Replace(p.Text.text))
	default:
		w.mrkdwn(p.Text.text)
	}
}

const maxUsername = 100 // characters

// head is who speaks, if that is not the bot under its own name; a picture alone says
// nothing.
func (p Payload) head(bot string) string {
	w, name := &writer{}, strings.TrimSpace(p.Username)
	if runes := []rune(name); len(runes) > maxUsername {
		name = string(runes[:maxUsername])
	}
	if name != "" && !strings.EqualFold(name, bot) {
		w.in("div", func() {
			w.verbatim(spaced(emojiOf(strings.Trim(p.IconEmoji, ": "))))
			w.in("strong", func() { w.text(name) })
		})
	}
	return w.html.String()
}

// spaced has a space after a mark that is there.
func spaced(mark string) string {
	if mark == "" {
		return ""
	}
	return mark + " "
}

// plainBlock writes lines of plain text in one block.
func (w *writer) plainBlock(s string) {
	if strings.TrimSpace(s) != "" {
		w.in("div", func() { w.plain(s) })
	}
}

// words writes a block of text as it is meant.
func (w *writer) words(t words) {
	if t.plain {
		w.plainBlock(t.text)
	} else {
		w.mrkdwn(t.text)
	}
}

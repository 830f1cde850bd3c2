package slack

import (
	"encoding/json"
	"strconv"
	"strings"
)

// element is a part of a block: of rich text, of small print, or a button.
type element struct {
	Type     string          `json:"type"`
	Text     words           `json:"text"`
	URL      string          `json:"url"`
	Style    json.RawMessage `json:"style"` // what the kind of element makes of it
	Elements []element       `json:"elements"`
	Name     string          `json:"name"`    // of an emoji
	Unicode  string          `json:"unicode"` // of an emoji, "1f3f3-fe0f"
	Range    string          `json:"range"`   // of a mention of many
	User     string          `json:"user_id"`
	Channel  string          `json:"channel_id"`
	Fallback string          `json:"fallback"` // of a time
	Value    words           `json:"value"`    // of a colour
}

// maxDepth is how deep rich text is followed; Slack has two levels.
const maxDepth = 6

// richText writes what is a block of its own in rich text.
func (w *writer) richText(elements []element, depth int) {
	if depth > maxDepth {
		return
	}
	for _, e := range elements {
		switch e.Type {
		case "rich_text_section":
			w.in("div", func() { w.runs(e.Elements) })
		case "rich_text_quote":
			w.in("blockquote", func() { w.runs(e.Elements) })
		case "rich_text_preformatted":
			w.code(textOf(e.Elements))
		case "rich_text_list":
			w.in(listTag(e.Style), func() {
				for _, item := range e.Elements {
					w.in("li", func() {
						w.runs(item.Elements)
						w.richText(lists(item.Elements), depth+1)
					})
				}
			})
		}
	}
}

// lists are those of elements that are lists.
func lists(elements []element) (found []element) {
	for _, e := range elements {
		if e.Type == "rich_text_list" {
			found = append(found, e)
		}
	}
	return found
}

func listTag(style json.RawMessage) string {
	if string(style) == `"ordered"` {
		return "ol"
	}
	return "ul"
}

// textOf is what elements say, without any form.
func textOf(elements []element) string {
	var b strings.Builder
	for _, e := range elements {
		b.WriteString(or(e.Text.text, e.URL))
	}
	return b.String()
}

// runs writes what stands in a line of rich text.
func (w *writer) runs(elements []element) {
	for _, e := range elements {
		w.styled(e.Style, func() { w.run(e) })
	}
}

func (w *writer) run(e element) {
	switch e.Type {
	case "text":
		w.lined(e.Text.text)
	case "link":
		w.link(e.URL, func() { w.text(or(e.Text.text, e.URL)) })
	case "emoji":
		w.verbatim(or(or(fromCodes(e.Unicode), emojiOf(e.Name)), ":"+e.Name+":"))
	case "broadcast":
		w.command(e.Range, "")
	case "user":
		w.text("@" + e.User)
	case "channel":
		w.text("#" + e.Channel)
	case "date":
		w.text(e.Fallback)
	case "color":
		w.text(e.Value.text)
	}
}

// lined writes text whose lines are lines.
func (w *writer) lined(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			w.raw("<br>")
		}
		w.text(line)
	}
}

// styled puts the elements round what f writes that its style asks for.
func (w *writer) styled(style json.RawMessage, f func()) {
	var is struct{ Bold, Italic, Strike, Code bool }
	_ = json.Unmarshal(style, &is) // none, or one of another kind of element: no form
	for _, form := range []struct {
		is  bool
		tag string
	}{{is.Code, "code"}, {is.Strike, "del"}, {is.Italic, "em"}, {is.Bold, "strong"}} {
		if inner := f; form.is {
			f = func() { w.in(form.tag, inner) }
		}
	}
	f()
}

// fromCodes is the emoji of code points such as "1f44d-1f3fd"; empty when one is none.
func fromCodes(codes string) string {
	var b strings.Builder
	for code := range strings.SplitSeq(codes, "-") {
		r, err := strconv.ParseUint(code, 16, 21)
		if err != nil {
			return ""
		}
		b.WriteRune(rune(r))
	}
	return b.String()
}

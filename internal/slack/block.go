package slack

import "strings"

// block is a block of Block Kit, with what the kinds that say something have.
type block struct {
	Type      string    `json:"type"`
	Text      words     `json:"text"`
	Fields    []words   `json:"fields"`
	Elements  []element `json:"elements"`
	Accessory *element  `json:"accessory"`
	Title     words     `json:"title"`
	ImageURL  string    `json:"image_url"`
	AltText   string    `json:"alt_text"`
}

// blocks writes blocks, and reports whether they said anything. What only asks for
// something (inputs, menus) and kinds that came later are left out.
func (w *writer) blocks(blocks []block) bool {
	began := w.html.Len()
	for _, b := range blocks {
		w.block(b)
	}
	return w.html.Len() > began
}

func (w *writer) block(b block) {
	switch b.Type {
	case "header":
		if text := oneLine(b.Text.text); text != "" {
			w.in("h1", func() { w.withEmoji(text) })
		}
	case "section":
		w.words(b.Text)
		for _, f := range b.Fields {
			w.words(f)
		}
		if b.Accessory != nil {
			w.buttons([]element{*b.Accessory})
		}
	case "context":
		w.context(b.Elements)
	case "actions":
		w.buttons(b.Elements)
	case "image":
		w.in("div", func() { w.linked(b.ImageURL, "🖼 "+or(oneLine(or(b.Title.text, b.AltText)), "Image")) })
	case "divider":
		w.raw("<hr>")
	case "markdown":
		w.plainBlock(b.Text.text)
	case "rich_text":
		w.richText(b.Elements, 0)
	}
}

// context writes small print on one line.
func (w *writer) context(elements []element) {
	var said []element
	for _, e := range elements {
		if strings.TrimSpace(e.Text.text) != "" {
			said = append(said, e)
		}
	}
	if len(said) == 0 {
		return
	}
	w.in("div", func() {
		w.in("small", func() {
			for i, e := range said {
				if i > 0 {
					w.verbatim(" · ")
				}
				if e.Type == "plain_text" {
					w.withEmoji(oneLine(e.Text.text))
				} else {
					w.inline(oneLine(e.Text.text), "")
				}
			}
		})
	})
}

// buttons writes those that lead somewhere.
func (w *writer) buttons(elements []element) {
	for _, e := range elements {
		if e.URL != "" && e.Text.text != "" {
			w.in("div", func() { w.linked(e.URL, oneLine(e.Text.text)) })
		}
	}
}

package slack

import "strings"

// attachment is what tools made before there were blocks, and most still make.
type attachment struct {
	Fallback   words    `json:"fallback"`
	Color      words    `json:"color"`
	Pretext    words    `json:"pretext"`
	AuthorName words    `json:"author_name"`
	AuthorLink string   `json:"author_link"`
	Title      words    `json:"title"`
	TitleLink  string   `json:"title_link"`
	Text       words    `json:"text"`
	Fields     []field  `json:"fields"`
	ImageURL   string   `json:"image_url"`
	Footer     words    `json:"footer"`
	Actions    []action `json:"actions"`
	Blocks     []block  `json:"blocks"`
}

type field struct {
	Title words `json:"title"`
	Value words `json:"value"`
}

type action struct {
	Text words  `json:"text"`
	URL  string `json:"url"`
}

// attachment writes an attachment. A square of its colour is before what is first in
// it, where Slack draws a line at its side.
func (w *writer) attachment(a attachment) {
	w.words(a.Pretext)
	began := w.html.Len()
	mark := spaced(square(a.Color.text))
	once := func() (m string) {
		m, mark = mark, ""
		return m
	}
	w.headline(a, once)
	if text := strings.Trim(a.Text.text, "\r\n"); text != "" {
		w.words(words{once() + text, a.Text.plain})
	}
	for _, f := range a.Fields {
		w.field(f)
	}
	w.blocks(a.Blocks)
	if w.html.Len() == began && a.Pretext.text == "" && a.Fallback.text != "" {
		w.words(words{once() + a.Fallback.text, a.Fallback.plain})
	}
	w.links(a)
	if a.Footer.text != "" {
		w.in("div", func() { w.in("small", func() { w.inline(oneLine(a.Footer.text), "") }) })
	}
}

// headline writes who and what an attachment is about.
func (w *writer) headline(a attachment, mark func() string) {
	if a.AuthorName.text != "" {
		w.in("div", func() {
			w.verbatim(mark())
			w.linked(a.AuthorLink, oneLine(a.AuthorName.text))
		})
	}
	if a.Title.text != "" {
		w.in("div", func() {
			w.verbatim(mark())
			w.in("strong", func() { w.linked(a.TitleLink, oneLine(a.Title.text)) })
		})
	}
}

// field writes a fact: on one line when it fits there.
func (w *writer) field(f field) {
	title, value := strings.TrimSuffix(oneLine(f.Title.text), ":"), strings.Trim(f.Value.text, "\r\n ")
	if title == "" {
		w.words(f.Value)
		return
	}
	oneline := !strings.ContainsAny(value, "\r\n") && !strings.Contains(value, fence)
	w.in("div", func() {
		w.in("strong", func() { w.inline(title+":", "*") })
		if oneline {
			w.verbatim(" ")
			w.inline(value, "")
		}
	})
	if !oneline {
		w.mrkdwn(value)
	}
}

// links writes where an attachment leads beside its title: buttons, and its picture,
// which nobody's browser is made to load.
func (w *writer) links(a attachment) {
	if a.ImageURL != "" {
		w.in("div", func() { w.linked(a.ImageURL, "🖼 "+or(oneLine(a.Title.text), "Image")) })
	}
	for _, button := range a.Actions {
		if button.URL != "" && button.Text.text != "" {
			w.in("div", func() { w.linked(button.URL, oneLine(button.Text.text)) })
		}
	}
}

// linked writes words, as a link where there is an address.
func (w *writer) linked(address, words string) {
	if address == "" {
		w.inline(words, "")
		return
	}
	w.link(address, func() { w.inline(words, "<") })
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

package richtext

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

const (
	mentionType = "application/vnd.campfire.mention"
	previewType = "application/vnd.actiontext.opengraph-embed"

	// missing stands for an attachment that cannot be shown.
	missing = "☒"

	maxTitle       = 280 // characters of a link preview
	maxDescription = 560
)

// kind is what an attachment is shown as.
type kind uint8

const (
	notAttachment kind = iota
	mention            // of userID
	preview            // a link preview
	mass               // everyone, or who is here; made of words as they are shown
	unknown            // files, inline HTML and remote images of the original's framework
)

// mimeShape is wide enough for any type and parameter-free.
var mimeShape = regexp.MustCompile(`^[A-Za-z0-9!#$&^_.+/-]{1,100}$`)

// attachmentOf returns the attachment a start tag stands for: a stored one, or
// the editor's figure. It is nil for other tags. What is shown of it comes from
// its attributes; the HTML in it, or in its content attribute, is not trusted.
func attachmentOf(t html.Token) *node {
	switch t.Data {
	case attachmentTag:
		return newAttachment(func(name string) string { return attrOf(t.Attr, name) })
	case "figure":
		if data := attrOf(t.Attr, figureAttr); data != "" {
			return newAttachment(trixAttributes(data, attrOf(t.Attr, "data-trix-attributes")))
		}
	}
	return nil
}

// trixAttributes reads the two JSON objects of an editor's figure.
func trixAttributes(attachment, attributes string) func(name string) string {
	values := map[string]any{}
	for _, object := range []string{attachment, attributes} {
		_ = json.Unmarshal([]byte(object), &values) // unreadable: an attachment without attributes
	}
	return func(name string) string {
		if name == "content-type" {
			name = "contentType"
		}
		if value, ok := values[name]; ok && value != nil {
			return fmt.Sprint(value)
		}
		return ""
	}
}

// newAttachment keeps the attributes that its kind is shown from, in the order
// the original writes them.
func newAttachment(get func(name string) string) *node {
	n := &node{tag: attachmentTag}
	add := func(name, value string) {
		if value != "" {
			n.attrs = append(n.attrs, html.Attribute{Key: name, Val: value})
		}
	}
	contentType := strings.ToLower(get("content-type"))
	sgid := get("sgid")
	n.userID = userOf(sgid)
	n.pickedID = pickedUser(get("userId"))

	switch href := webURL(get("href")); {
	case n.userID != 0 || n.pickedID != 0 || strings.Contains(contentType, mentionType):
		n.kind = mention
		n.snapshot = get("content")
		if n.userID != 0 {
			add("sgid", sgid)
		}
		add("content-type", mentionType)
	case strings.Contains(contentType, previewType) && href != "":
		n.kind = preview
		add("content-type", previewType)
		add("url", webURL(get("url")))
		add("href", href)
		add("filename", oneLine(get("filename"), maxTitle))
		add("caption", oneLine(get("caption"), maxDescription))
	default:
		n.kind = unknown
		n.text = oneLine(get("caption"), maxDescription)
		if mimeShape.MatchString(contentType) {
			add("content-type", contentType)
		}
		add("filename", oneLine(get("filename"), maxTitle))
		add("caption", n.text)
	}
	return n
}

// oneLine returns s with its white space collapsed, cut after limit characters.
func oneLine(s string, limit int) string {
	s = strings.Join(strings.Fields(cleanText(s)), " ")
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:limit-1])) + "…"
}

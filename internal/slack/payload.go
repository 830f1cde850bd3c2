// Package slack reads what tools send to Slack's incoming webhooks, and says it
// in message HTML.
//
// What comes out is not trusted by anybody: it is posted like what a bot writes
// itself, and goes through the same sanitiser.
package slack

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
)

// What a payload may be refused for, in Slack's words.
var (
	ErrInvalidPayload     = errors.New("invalid_payload")
	ErrNoText             = errors.New("no_text")
	ErrTooManyAttachments = errors.New("too_many_attachments")
	ErrInvalidBlocks      = errors.New("invalid_blocks")
)

// Slack's own bounds.
const (
	maxAttachments = 100
	maxBlocks      = 50
)

// Payload is what a tool says.
type Payload struct {
	Text        words        `json:"text"`
	Mrkdwn      *bool        `json:"mrkdwn"` // false: Text is as it is
	Username    string       `json:"username"`
	IconEmoji   string       `json:"icon_emoji"`
	Attachments []attachment `json:"attachments"`
	Blocks      []block      `json:"blocks"`
}

// Parse reads the body of a request: JSON, or a form with JSON as its payload.
// Tools are careless about the type they say it has, so the body itself decides.
func Parse(body []byte) (p Payload, err error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff"))) // which Windows writes
	if len(body) == 0 || body[0] != '{' {
		if body, err = payloadOf(body); err != nil {
			return Payload{}, err
		}
	}
	if err := json.Unmarshal(body, &p); err != nil {
		return Payload{}, ErrInvalidPayload
	}
	switch {
	case len(p.Attachments) > maxAttachments:
		return Payload{}, ErrTooManyAttachments
	case len(p.Blocks) > maxBlocks:
		return Payload{}, ErrInvalidBlocks
	default:
		return p, nil
	}
}

// payloadOf is the payload of a form.
func payloadOf(body []byte) ([]byte, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, ErrInvalidPayload
	}
	payload := bytes.TrimSpace([]byte(form.Get("payload")))
	if len(payload) == 0 || payload[0] != '{' {
		return nil, ErrInvalidPayload
	}
	return payload, nil
}

// words is text: a string, a text object of Block Kit, or a number where a tool
// puts one.
type words struct {
	text  string
	plain bool // nothing in it is formatting
}

// UnmarshalJSON implements json.Unmarshaler.
func (w *words) UnmarshalJSON(raw []byte) error {
	switch raw[0] {
	case 'n': // null
		return nil
	case '"':
		return json.Unmarshal(raw, &w.text)
	case '[':
		return ErrInvalidPayload
	case '{':
		var object struct{ Type, Text string }
		err := json.Unmarshal(raw, &object)
		w.text, w.plain = object.Text, object.Type == "plain_text"
		return err
	default: // a number, true or false
		w.text = string(raw)
		return nil
	}
}

package webhook

import (
	"bytes"
	"encoding/json"
	"fmt"

	"campfire/internal/chat"
)

// The body of a call is the original's; see app/models/webhook.rb there.
type payload struct {
	User    named    `json:"user"`
	Room    room     `json:"room"`
	Message message  `json:"message"`
	Command *command `json:"command,omitempty"` // ours: the original has no commands
}

type command struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

type named struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

type room struct {
	ID   int64   `json:"id"`
	Name *string `json:"name"` // null of direct rooms
	Path string  `json:"path"` // where the bot posts, with its key
}

type message struct {
	ID   int64  `json:"id"`
	Body words  `json:"body"`
	Path string `json:"path"`
}

type words struct {
	HTML  *string `json:"html"` // as stored; null of a file alone
	Plain string  `json:"plain"`
}

// encode is the body of a call in which a key stands.
func encode(c chat.Call, key string) ([]byte, error) {
	p := payload{
		User: named{c.Message.Creator.ID, c.Message.Creator.Name},
		Room: room{ID: c.Room.ID, Path: fmt.Sprintf("/rooms/%d/%s/messages", c.Room.ID, key)},
		Message: message{
			ID: c.Message.ID, Body: words{Plain: c.Words},
			Path: fmt.Sprintf("/rooms/%d/@%d", c.Room.ID, c.Message.ID),
		},
	}
	if c.Room.Type != chat.Direct {
		p.Room.Name = &c.Room.Name
	}
	if c.Message.Body != "" {
		p.Message.Body.HTML = &c.Message.Body
	}
	if c.Command != nil {
		p.Command = &command{c.Command.Name, c.Command.Text}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(p)
	return bytes.TrimSpace(b.Bytes()), err
}

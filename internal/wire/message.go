package wire

import (
	"bytes"
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"campfire/internal/chat"
	"campfire/internal/sounds"
)

// Message is something said in a room.
type Message struct {
	ID               int64       `json:"id"`
	RoomID           int64       `json:"room_id"`
	ClientMessageID  string      `json:"client_message_id"`
	Kind             string      `json:"kind" enum:"text,sound,attachment"`
	BodyHTML         string      `json:"body_html" doc:"Safe to show as it is"`
	BodyText         string      `json:"body_text"`
	Creator          User        `json:"creator"`
	MentionedUserIDs []int64     `json:"mentioned_user_ids" nullable:"false"`
	MassMention      string      `json:"mass_mention" enum:",everyone,here" doc:"Whether it mentions everyone in the room, or those who are online"`
	Boosts           []Boost     `json:"boosts" nullable:"false" doc:"In the order they were given"`
	Sound            *Sound      `json:"sound"`
	Attachment       *Attachment `json:"attachment"`
	CreatedAt        Time        `json:"created_at"`
	UpdatedAt        Time        `json:"updated_at"`
	Edited           bool        `json:"edited"`
	EditedAt         *Time       `json:"edited_at" doc:"When it was last edited; null: never"`
}

// TransformSchema implements huma.SchemaTransformer: the library cannot say by
// itself that an object may be null.
func (Message) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	for _, name := range []string{"sound", "attachment"} {
		s.Properties[name] = &huma.Schema{OneOf: []*huma.Schema{s.Properties[name], {Type: "null"}}}
	}
	s.Properties["edited_at"].Nullable = true
	return s
}

// EncodedMessage is a Message that is JSON already.
type EncodedMessage []byte

// MarshalJSON returns it as it is.
func (m EncodedMessage) MarshalJSON() ([]byte, error) { return m, nil }

// Schema implements huma.SchemaProvider.
func (EncodedMessage) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[Message](), true, "")
}

// Boost is a short cheer on a message.
type Boost struct {
	ID      int64   `json:"id"`
	Content string  `json:"content"`
	Booster Booster `json:"booster"`
}

// Booster is who boosted.
type Booster struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// Sound is what /play shows.
type Sound struct {
	Name       string  `json:"name"`
	Text       string  `json:"text" doc:"What is shown, or with a picture what the picture says"`
	AudioURL   string  `json:"audio_url" doc:"An MP3"`
	PictureURL *string `json:"picture_url" doc:"An SVG; null: the text is shown"`
}

// AudioURL is where a sound can be heard.
func AudioURL(name string) string { return "/sounds/" + name + ".mp3" }

// NewSound is how s is shown.
func NewSound(s sounds.Sound) *Sound {
	shown := &Sound{Name: s.Name, Text: s.Text, AudioURL: AudioURL(s.Name)}
	if s.Pictured {
		url := "/sounds/" + s.Name + ".svg"
		shown.PictureURL = &url
	}
	return shown
}

// Attachment is the file of a message.
type Attachment struct {
	Filename    string `json:"filename"`
	ContentType string `json:"content_type"`
	ByteSize    int64  `json:"byte_size"`
}

// NewMessage is how m is shown.
func NewMessage(m chat.Message) Message {
	boosts := make([]Boost, len(m.Boosts))
	for i, b := range m.Boosts {
		boosts[i] = NewBoost(b)
	}
	mentioned := m.MentionedUserIDs
	if mentioned == nil {
		mentioned = []int64{}
	}
	shown := Message{
		ID:               m.ID,
		RoomID:           m.RoomID,
		ClientMessageID:  m.ClientMessageID,
		Kind:             string(m.Kind),
		BodyHTML:         m.HTML,
		BodyText:         m.Text,
		Creator:          NewUser(m.Creator),
		MentionedUserIDs: mentioned,
		MassMention:      string(m.Mass),
		Boosts:           boosts,
		CreatedAt:        Time(m.CreatedAt),
		UpdatedAt:        Time(m.UpdatedAt),
		Edited:           !m.EditedAt.IsZero(),
		Attachment:       (*Attachment)(m.Attachment),
	}
	if shown.Edited {
		shown.EditedAt = (*Time)(&m.EditedAt)
	}
	if m.Kind == chat.SoundMessage {
		shown.Sound = NewSound(m.Sound)
	}
	return shown
}

// EncodeMessage is m as it is sent, one JSON object.
func EncodeMessage(m chat.Message) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(NewMessage(m)); err != nil {
		panic(err) // a struct of strings, numbers and times can be told in JSON
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// NewMessages is how a page is shown.
func NewMessages(messages []chat.Message) []Message {
	shown := make([]Message, len(messages))
	for i, m := range messages {
		shown[i] = NewMessage(m)
	}
	return shown
}

// Version is what a message said from CreatedAt on.
type Version struct {
	BodyHTML  string `json:"body_html" doc:"Safe to show as it is"`
	BodyText  string `json:"body_text"`
	Author    User   `json:"author"`
	CreatedAt Time   `json:"created_at"`
}

// NewVersions is how a message's history is shown.
func NewVersions(versions []chat.Version) []Version {
	shown := make([]Version, len(versions))
	for i, v := range versions {
		shown[i] = Version{BodyHTML: v.HTML, BodyText: v.Text, Author: NewUser(v.Author), CreatedAt: Time(v.WrittenAt)}
	}
	return shown
}

// NewBoost is how b is shown.
func NewBoost(b chat.Boost) Boost {
	return Boost{ID: b.ID, Content: b.Content, Booster: Booster{ID: b.Booster.ID, Name: b.Booster.Name}}
}

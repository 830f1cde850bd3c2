package wire_test

import (
	"encoding/json"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Ada Lovelace":          "AL",
		"ada":                   "A",
		"Maximiliane von Hohen": "MH",
		"Jean-Luc Picard":       "JP",
		"田中さくら":                 "田",
		"ليلى حدّاد":            "لح",
		"Дмитро Коваленко":      "ДК",
		"íñigo":                 "Í",
		"O’Brien":               "O",
		"  3rd  Party ":         "3P",
		"🔥":                     "",
		"":                      "",
	} {
		if got := wire.NewUser(chat.User{Name: name}).Initials; got != want {
			t.Errorf("initials of %q = %q, want %q", name, got, want)
		}
	}
}

func TestAnEventIsWrittenAsTheContractSays(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.FixedZone("CET", 3600))
	ada := chat.User{ID: 7, Name: "Ada", Role: chat.Administrator, EmailAddress: "ada@example.com", PasswordDigest: "secret"}
	message := chat.Message{
		ID: 9, RoomID: 3, ClientMessageID: "c", Creator: ada, Kind: chat.TextMessage, HTML: "<b>hi</b>", Text: "hi",
		Boosts: []chat.Boost{{ID: 2, Content: "🔥", Booster: ada}}, CreatedAt: at, UpdatedAt: at,
	}
	got, err := json.Marshal(wire.NewEvent(chat.Event{RoomID: 3, Seq: 5, Type: chat.MessageCreated, MessageID: 9, ClientMessageID: "c", Message: &message, CreatedAt: at}))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"seq":5,"type":"message.created","room_id":3,"message_id":9,"client_message_id":"c","message":` +
		`{"id":9,"room_id":3,"client_message_id":"c","kind":"text","body_html":"\u003cb\u003ehi\u003c/b\u003e","body_text":"hi",` +
		`"creator":{"id":7,"name":"Ada","role":"administrator","avatar_url":null,"initials":"A"},"mentioned_user_ids":[],"mass_mention":"",` +
		`"boosts":[{"id":2,"content":"🔥","booster":{"id":7,"name":"Ada"}}],"sound":null,"attachment":null,` +
		`"created_at":"2026-01-02T02:04:05.000006Z","updated_at":"2026-01-02T02:04:05.000006Z","edited":false,"edited_at":null},` +
		`"created_at":"2026-01-02T02:04:05.000006Z"}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

package httpapi

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"campfire/internal/chat"
)

// The shapes that bots have read since the original: app/views/messages/_message.json.jbuilder.
type (
	botMessage struct {
		ID        int64          `json:"id"`
		CreatedAt string         `json:"created_at"`
		Body      botMessageBody `json:"body"`
		Creator   botUser        `json:"creator"`
		Room      botRoom        `json:"room"`
		URL       string         `json:"url"`
	}
	botMessageBody struct {
		PlainText string `json:"plain_text"`
		HTML      string `json:"html"`
	}
	botUser struct {
		ID        int64  `json:"id"`
		Name      string `json:"name"`
		Role      string `json:"role"`
		AvatarURL string `json:"avatar_url"`
	}
	botRoom struct {
		ID int64 `json:"id"`
	}
	botBoost struct {
		ID        int64           `json:"id"`
		Content   string          `json:"content"`
		CreatedAt string          `json:"created_at"`
		Booster   botUser         `json:"booster"`
		Message   botBoostMessage `json:"message"`
	}
	botBoostMessage struct {
		ID  int64  `json:"id"`
		URL string `json:"url"`
	}
)

func (s *Server) newBotMessage(r *http.Request, m chat.Message) botMessage {
	return botMessage{
		ID:        m.ID,
		CreatedAt: milliseconds(m.CreatedAt),
		Body:      botMessageBody{PlainText: m.Text, HTML: `<div class="trix-content">` + m.HTML + `</div>`},
		Creator:   s.newBotUser(r, m.Creator),
		Room:      botRoom{m.RoomID},
		URL:       messageURL(r, m.RoomID, m.ID),
	}
}

func (s *Server) newBotBoost(r *http.Request, roomID int64, b chat.Boost) botBoost {
	return botBoost{
		ID: b.ID, Content: b.Content, CreatedAt: milliseconds(b.CreatedAt), Booster: s.newBotUser(r, b.Booster),
		Message: botBoostMessage{b.MessageID, messageURL(r, roomID, b.MessageID)},
	}
}

func (s *Server) newBotUser(r *http.Request, u chat.User) botUser {
	return botUser{
		ID: u.ID, Name: u.Name, Role: u.Role.String(),
		AvatarURL: fmt.Sprintf("%s/users/%s/avatar?v=%s", Origin(r), s.avatarToken(u.ID), u.UpdatedAt.UTC().Format("20060102150405")),
	}
}

func messageURL(r *http.Request, roomID, messageID int64) string {
	return fmt.Sprintf("%s/rooms/%d/messages/%d", Origin(r), roomID, messageID)
}

func milliseconds(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// SignedIDSalt is what the key of avatar tokens is derived with: the original's.
const SignedIDSalt = "active_record/signed_id"

// avatarToken names a user in the address of their picture, as the original does.
func (s *Server) avatarToken(userID int64) string {
	text := strings.TrimRight(base64.URLEncoding.EncodeToString(fmt.Appendf(nil, `{"_rails":{"data":%d,"pur":"user/avatar"}}`, userID)), "=")
	mac := hmac.New(sha256.New, s.SignedIDKey)
	mac.Write([]byte(text)) // never returns an error
	return text + "--" + hex.EncodeToString(mac.Sum(nil))
}

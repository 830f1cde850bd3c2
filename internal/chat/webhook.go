package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// WebhookJob calls a bot about a message.
const WebhookJob JobKind = "webhook"

// botsInARow is after how many messages of bots, with nobody else in between, bots
// are not called about bots any more: two that answer each other would go on
// for ever.
const botsInARow = 20

// webhookPayload is what a WebhookJob is about. What the bot is told is made when it
// is called.
type webhookPayload struct {
	RoomID    int64 `json:"room_id"`
	MessageID int64 `json:"message_id"`
	BotID     int64 `json:"bot_id"`
}

// callBots has the bots called that m concerns: the one whose command it is, else those it
// mentions, in a direct room all, of those who are in the room and have a webhook.
func (s *Service) callBots(tx Tx, m *Message) error {
	if s.botsOff {
		return nil
	}
	if b, err := commanded(tx, m); KindOf(err) != NotFound {
		if err == nil {
			_, err = tx.CreateJob(s.webhookJob(m.RoomID, m.ID, b))
		}
		return err
	}
	bots, err := tx.BotsToCall(*m)
	if err != nil || len(bots) == 0 {
		return err
	}
	if m.Creator.Role == Bot {
		if alone, err := tx.OnlyBots(m.RoomID, botsInARow); err != nil || alone {
			return err
		}
	}
	for _, b := range bots {
		if _, err := tx.CreateJob(s.webhookJob(m.RoomID, m.ID, b)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) webhookJob(roomID, messageID int64, b BotView) Job {
	payload, _ := json.Marshal(webhookPayload{roomID, messageID, b.User.ID}) // numbers encode
	now := s.now()
	return Job{
		Kind: WebhookJob, Payload: payload, Host: hostOf(b.WebhookURL), RunAt: now, CreatedAt: now,
		UniqueKey: fmt.Sprintf("webhook %d %d", messageID, b.User.ID),
	}
}

// Call is what a bot is to be told, and where.
type Call struct {
	ID      string // the same each time it is told of the same
	URL     string
	Bot     User
	Key     string // the bot's
	Room    Room
	Message Message
	Words   string       // what the message says to the bot: its text without its name
	Command *CommandCall // what the bot is to do, when the message is one of its commands
}

// Call returns what a WebhookJob is to tell; NotFound when that is nothing any
// more, because the message, the bot or its webhook is gone, or it left the room.
func (s *Service) Call(ctx context.Context, j Job) (Call, error) {
	var about webhookPayload
	if err := json.Unmarshal(j.Payload, &about); err != nil {
		return Call{}, err
	}
	b, token, err := s.store.BotToCall(ctx, about.BotID, about.RoomID)
	if err != nil {
		return Call{}, err
	}
	room, err := s.store.RoomOf(ctx, about.BotID, about.RoomID)
	if err != nil {
		return Call{}, err
	}
	m, err := s.store.Message(ctx, about.RoomID, about.MessageID)
	if err != nil {
		return Call{}, err
	}
	m = s.renderer.render(ctx, m)
	command, err := s.commandTo(ctx, about.BotID, m)
	if err != nil {
		return Call{}, err
	}
	return Call{
		ID: fmt.Sprintf("message_%d_bot_%d", m.ID, b.User.ID), URL: b.WebhookURL,
		Bot: b.User, Key: BotKey(b.User.ID, token), Room: room.Room, Message: m, Command: command,
		Words: strings.TrimFunc(strings.ReplaceAll(m.Text, "@"+b.User.Name, ""), unicode.IsSpace),
	}, nil
}

// Reply posts what a bot answered to a call, once for each reply id. Replies call no
// bots. One that the room has no place for is dropped.
func (s *Service) Reply(ctx context.Context, c Call, replyID, body string) error {
	m, err := s.compose(ctx, Viewer{User: c.Bot}, c.Room.ID, Draft{Body: body, ClientMessageID: replyID})
	if err != nil {
		return err
	}
	err = s.store.InTx(ctx, func(tx Tx) error {
		_, err := s.post(tx, &m)
		return err
	})
	return err
}

// RecordDelivery keeps what came of a call, and only the latest.
func (s *Service) RecordDelivery(ctx context.Context, d Delivery) error {
	return s.store.InTx(ctx, func(tx Tx) error { return tx.CreateDelivery(d, deliveriesKept) })
}

package httpapi

import (
	"context"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// BotBody is a bot as administrators see it.
type BotBody struct {
	ID         int64  `json:"id"`
	Name       string `json:"name"`
	Initials   string `json:"initials"`
	WebhookURL string `json:"webhook_url" doc:"Told of messages that mention the bot, and of all in its direct rooms; empty is nobody"`
}

func newBot(b chat.BotView) BotBody {
	user := wire.NewUser(b.User)
	return BotBody{ID: user.ID, Name: user.Name, Initials: user.Initials, WebhookURL: b.WebhookURL}
}

// BotKeyBody is shown when a key is made, and never again.
type BotKeyBody struct {
	BotKey        string `json:"bot_key" doc:"Shown in this answer only. As Authorization: Bearer, or in the addresses of the bot API"`
	WebhookSecret string `json:"webhook_secret" doc:"What the signatures of webhooks are checked with, Standard Webhooks 1.0. It goes with the key"`
}

func (s *Server) newBotKey(key string) BotKeyBody {
	return BotKeyBody{BotKey: key, WebhookSecret: s.WebhookSecret(key)}
}

type botsOutput struct {
	Body struct {
		Bots []BotBody `json:"bots" nullable:"false" doc:"By name"`
	}
}

func (s *Server) listBots(ctx context.Context, _ *struct{}) (*botsOutput, error) {
	bots, err := s.Chat.Bots(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &botsOutput{}
	out.Body.Bots = make([]BotBody, len(bots))
	for i, b := range bots {
		out.Body.Bots[i] = newBot(b)
	}
	return out, nil
}

type botPlacesOutput struct {
	Body struct {
		BotBody
		Rooms  []roomName `json:"rooms" nullable:"false" doc:"The rooms it is in and I am, too, by name; no direct ones"`
		Hidden int        `json:"hidden_rooms" doc:"In how many more it is"`

		Commands []CommandBody `json:"commands" nullable:"false" doc:"What it answers after a slash, by name"`
	}
}

func (s *Server) getBot(ctx context.Context, in *BotInput) (*botPlacesOutput, error) {
	b, err := s.Chat.Bot(ctx, viewer(ctx), in.Bot)
	if err != nil {
		return nil, err
	}
	out := &botPlacesOutput{}
	out.Body.BotBody, out.Body.Hidden = newBot(b.BotView), b.Hidden
	out.Body.Commands = newCommands(b.Commands)
	out.Body.Rooms = make([]roomName, len(b.Rooms))
	for i, r := range b.Rooms {
		out.Body.Rooms[i] = roomName{ID: r.ID, Type: string(r.Type), Name: r.Name}
	}
	return out, nil
}

type newBotOutput struct {
	Body struct {
		BotBody
		BotKeyBody
	}
}

func (s *Server) createBot(ctx context.Context, in *struct {
	Body struct {
		Name       string `json:"name"`
		WebhookURL string `json:"webhook_url,omitempty"`
	}
},
) (*newBotOutput, error) {
	if err := s.mustHaveBots(); err != nil {
		return nil, err
	}
	b, key, err := s.Chat.CreateBot(ctx, viewer(ctx), in.Body.Name, in.Body.WebhookURL)
	if err != nil {
		return nil, err
	}
	out := &newBotOutput{}
	out.Body.BotBody, out.Body.BotKeyBody = newBot(b), s.newBotKey(key)
	return out, nil
}

// BotInput names a bot in the path.
type BotInput struct {
	Bot int64 `path:"bot"`
}

type botOutput struct{ Body BotBody }

func (s *Server) updateBot(ctx context.Context, in *struct {
	BotInput
	Body struct {
		Name       *string `json:"name,omitempty"`
		WebhookURL *string `json:"webhook_url,omitempty" doc:"Empty takes it away"`
	}
},
) (*botOutput, error) {
	if err := s.mustHaveBots(); err != nil {
		return nil, err
	}
	b, err := s.Chat.UpdateBot(ctx, viewer(ctx), in.Bot, chat.BotChange(in.Body))
	if err != nil {
		return nil, err
	}
	return &botOutput{newBot(b)}, nil
}

func (s *Server) deleteBot(ctx context.Context, in *BotInput) (*struct{}, error) {
	if err := s.mustHaveBots(); err != nil {
		return nil, err
	}
	return nil, s.Chat.DeleteBot(ctx, viewer(ctx), in.Bot)
}

type botKeyOutput struct{ Body BotKeyBody }

func (s *Server) createBotKey(ctx context.Context, in *BotInput) (*botKeyOutput, error) {
	if err := s.mustHaveBots(); err != nil {
		return nil, err
	}
	key, err := s.Chat.RenewBotKey(ctx, viewer(ctx), in.Bot)
	if err != nil {
		return nil, err
	}
	return &botKeyOutput{s.newBotKey(key)}, nil
}

type deliveryBody struct {
	ID           int64     `json:"id"`
	RoomID       int64     `json:"room_id"`
	MessageID    int64     `json:"message_id"`
	Attempt      int       `json:"attempt"`
	URL          string    `json:"url"`
	Request      string    `json:"request" doc:"The body without the bot's key, its first 16 KB"`
	Status       int       `json:"status" doc:"0: there was no answer"`
	ContentType  string    `json:"content_type"`
	Answer       string    `json:"answer" doc:"The first 4 KB"`
	Note         string    `json:"note" doc:"Why the answer was not posted, such as that it is a file; empty when it was, or was none"`
	Error        string    `json:"error" doc:"Why it counts as failed; empty when it does not"`
	Hidden       bool      `json:"hidden" doc:"Request and answer are left out: you are not in the room they are of"`
	Milliseconds int64     `json:"milliseconds"`
	CreatedAt    wire.Time `json:"created_at"`
}

type deliveriesOutput struct {
	Body struct {
		Deliveries []deliveryBody `json:"deliveries" nullable:"false" doc:"The newest first, at most 100"`
	}
}

func (s *Server) listDeliveries(ctx context.Context, in *BotInput) (*deliveriesOutput, error) {
	found, err := s.Chat.Deliveries(ctx, viewer(ctx), in.Bot)
	if err != nil {
		return nil, err
	}
	out := &deliveriesOutput{}
	out.Body.Deliveries = make([]deliveryBody, len(found))
	for i, d := range found {
		out.Body.Deliveries[i] = deliveryBody{
			ID: d.ID, RoomID: d.RoomID, MessageID: d.MessageID, Attempt: d.Attempt, URL: d.URL, Request: d.Request,
			Status: d.Status, ContentType: d.ContentType, Answer: d.Answer, Note: d.Note, Error: d.Error, Hidden: d.Hidden,
			Milliseconds: d.Took.Milliseconds(), CreatedAt: wire.Time(d.At),
		}
	}
	return out, nil
}

func (s *Server) replayDelivery(ctx context.Context, in *struct {
	BotInput
	Delivery int64 `path:"delivery"`
},
) (*struct{}, error) {
	if err := s.mustHaveBots(); err != nil {
		return nil, err
	}
	return nil, s.Chat.ReplayDelivery(ctx, viewer(ctx), in.Bot, in.Delivery)
}

func (s *Server) mustHaveBots() error {
	if s.Flags.BotIntegrationsEnabled {
		return nil
	}
	return &chat.Error{Kind: chat.Forbidden, Code: "feature_disabled", Message: "Bots are turned off on this Campfire. Whoever runs the server can turn them on with BOT_INTEGRATIONS_ENABLED."}
}

package chat

import (
	"context"
	"crypto/subtle"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	botTokenLength = 12
	maxWebhookURL  = 2_000 // bytes
)

// BotView is a bot as administrators see it.
type BotView struct {
	User       User
	WebhookURL string // told of messages for it; empty is nobody
}

// BotChange is what an administrator changes about a bot; nil stays.
type BotChange struct {
	Name       *string
	WebhookURL *string // empty takes it away
}

// BotKey is what a bot shows to be let in: the original's, kept as it keeps it.
func BotKey(userID int64, token string) string {
	return strconv.FormatInt(userID, 10) + "-" + token
}

// AuthenticateBot returns who a bot key belongs to; Unauthenticated when it is
// nobody's any more. As in the original, what follows a second hyphen does not
// matter.
func (s *Service) AuthenticateBot(ctx context.Context, key string, c Client) (Viewer, error) {
	id, rest, _ := strings.Cut(key, "-")
	token, _, _ := strings.Cut(rest, "-")
	userID, err := strconv.ParseInt(id, 10, 64)
	if err != nil || token == "" {
		return Viewer{}, signedOut()
	}
	user, kept, err := s.store.BotToken(ctx, userID)
	switch {
	case KindOf(err) == NotFound:
		return Viewer{}, signedOut()
	case err != nil:
		return Viewer{}, err
	case user.Role != Bot || user.Status != Active || subtle.ConstantTimeCompare([]byte(kept), []byte(token)) != 1:
		return Viewer{}, signedOut()
	}
	return Viewer{User: user, IPAddress: c.IPAddress}, nil
}

// Bots returns the active bots by name, to an administrator.
func (s *Service) Bots(ctx context.Context, v Viewer) ([]BotView, error) {
	if err := v.MustBeAdministrator(); err != nil {
		return nil, err
	}
	return s.store.Bots(ctx)
}

// BotPlaces is a bot with its commands and the rooms it is in, but for direct ones.
type BotPlaces struct {
	BotView
	Rooms  []Room // those the viewer is in too, by name
	Hidden int    // how many others there are

	Commands []Command // by name
}

// Bot returns an active bot with where it is, to an administrator. Rooms the
// administrator is not in are counted, not named.
func (s *Service) Bot(ctx context.Context, v Viewer, botID int64) (b BotPlaces, err error) {
	bots, err := s.Bots(ctx, v)
	if err != nil {
		return BotPlaces{}, err
	}
	i := slices.IndexFunc(bots, func(one BotView) bool { return one.User.ID == botID })
	if i < 0 {
		return BotPlaces{}, noSuchBot()
	}
	b.BotView = bots[i]
	if b.Rooms, err = s.store.RoomsShared(ctx, v.User.ID, botID); err != nil {
		return BotPlaces{}, err
	}
	if b.Commands, err = s.store.CommandsOf(ctx, botID); err != nil {
		return BotPlaces{}, err
	}
	places, err := s.store.PlacesOf(ctx, botID)
	for _, place := range places {
		if place.Type != Direct {
			b.Hidden++
		}
	}
	b.Hidden -= len(b.Rooms)
	return b, err
}

func noSuchBot() error {
	return &Error{Kind: NotFound, Code: "bot_not_found", Message: "There is no such bot. Perhaps it was just removed."}
}

// CreateBot adds a bot to the team and to its open rooms. The key is returned here
// and by RenewBotKey alone.
func (s *Service) CreateBot(ctx context.Context, v Viewer, name, webhookURL string) (b BotView, key string, err error) {
	c := BotChange{Name: &name, WebhookURL: &webhookURL}
	if err := c.check(); err != nil {
		return BotView{}, "", err
	}
	now, token := s.now(), randomString(alphanumeric, botTokenLength)
	b = BotView{User: User{Name: name, Role: Bot, CreatedAt: now, UpdatedAt: now}, WebhookURL: webhookURL}
	err = s.asAdministrator(ctx, v, func(tx Tx) error {
		if b.User, err = tx.CreateUser(b.User); err != nil {
			return err
		}
		if err := joinOpenRooms(tx, b.User, now); err != nil {
			return err
		}
		if err := tx.SetBotToken(b.User.ID, token); err != nil {
			return err
		}
		if err := tx.SetWebhook(b.User.ID, webhookURL, now); err != nil {
			return err
		}
		return tx.Audit(v.did(BotCreated, now).to(b.User))
	})
	return b, BotKey(b.User.ID, token), err
}

// UpdateBot renames a bot or has it called elsewhere.
func (s *Service) UpdateBot(ctx context.Context, v Viewer, botID int64, c BotChange) (b BotView, err error) {
	if err := c.check(); err != nil {
		return BotView{}, err
	}
	err = s.changeBot(ctx, v, botID, v.did(BotChanged, s.now()), func(tx Tx, found *BotView) error {
		set(&found.User.Name, c.Name)
		if c.WebhookURL != nil {
			found.WebhookURL = *c.WebhookURL
			if err := tx.SetWebhook(botID, *c.WebhookURL, s.now()); err != nil {
				return err
			}
		}
		found.User.UpdatedAt = s.now()
		b = *found
		return saveUser(tx, found.User)
	})
	return b, err
}

// RenewBotKey makes a new key; the old one is nobody's from then on.
func (s *Service) RenewBotKey(ctx context.Context, v Viewer, botID int64) (key string, err error) {
	token := randomString(alphanumeric, botTokenLength)
	err = s.changeBot(ctx, v, botID, v.did(BotKeyRenewed, s.now()), func(tx Tx, b *BotView) error { return tx.SetBotToken(b.User.ID, token) })
	return BotKey(botID, token), err
}

// DeleteBot deactivates a bot: what it said stays. Others may have its commands.
func (s *Service) DeleteBot(ctx context.Context, v Viewer, botID int64) error {
	return s.changeBot(ctx, v, botID, v.did(BotDeleted, s.now()), func(tx Tx, b *BotView) error {
		if _, err := s.deactivate(tx, v, &b.User); err != nil {
			return err
		}
		if err := tx.DeleteCommandsOf(botID); err != nil {
			return err
		}
		b.User.UpdatedAt = s.now()
		return saveUser(tx, b.User)
	})
}

// changeBot changes an active bot for an administrator, and writes that down.
func (s *Service) changeBot(ctx context.Context, v Viewer, botID int64, did AuditEntry, change func(Tx, *BotView) error) error {
	return s.asAdministrator(ctx, v, func(tx Tx) error {
		b, err := tx.Bot(botID)
		if KindOf(err) == NotFound {
			return noSuchBot()
		}
		if err != nil {
			return err
		}
		if err := tx.Audit(did.to(b.User)); err != nil {
			return err
		}
		return change(tx, &b)
	})
}

// check tidies what was typed and refuses what cannot be.
func (c *BotChange) check() error {
	if c.Name != nil {
		*c.Name = strings.TrimSpace(*c.Name)
		if *c.Name == "" {
			return invalid("name", "blank", "Give the bot a name.")
		}
		if err := checkName(*c.Name); err != nil {
			return err
		}
	}
	if c.WebhookURL != nil {
		*c.WebhookURL = strings.TrimSpace(*c.WebhookURL)
		return checkWebhookURL(*c.WebhookURL)
	}
	return nil
}

func checkWebhookURL(address string) error {
	u, err := url.Parse(address)
	if address == "" || err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && len(address) <= maxWebhookURL {
		return nil
	}
	return invalid("webhook_url", "invalid", "That is no address a message can be sent to. It begins with https:// or http://, such as https://example.com/hook.")
}

// hostOf is whom an address reaches.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// Deliveries returns the latest attempts to call a bot, the newest first, to an
// administrator; without what was said in rooms that the administrator is not in.
func (s *Service) Deliveries(ctx context.Context, v Viewer, botID int64) ([]Delivery, error) {
	if err := v.MustBeAdministrator(); err != nil {
		return nil, err
	}
	found, err := s.store.Deliveries(ctx, botID, deliveriesKept)
	if err != nil {
		return nil, err
	}
	rooms, err := s.store.RoomIDsOf(ctx, v.User.ID)
	for i := range found {
		if d := &found[i]; !slices.Contains(rooms, d.RoomID) {
			d.Request, d.Answer, d.Hidden = "", "", true
		}
	}
	return found, err
}

// ReplayDelivery calls the bot again about the message of an attempt. The call
// has the same id, by which the receiver knows it.
func (s *Service) ReplayDelivery(ctx context.Context, v Viewer, botID, deliveryID int64) error {
	return s.changeBot(ctx, v, botID, v.did(DeliveryReplayed, s.now()), func(tx Tx, b *BotView) error {
		d, err := tx.Delivery(botID, deliveryID)
		if err != nil {
			return err
		}
		if b.WebhookURL == "" {
			return &Error{Kind: Conflict, Code: "no_webhook", Message: "This bot has no webhook any more. Give it one first."}
		}
		member, err := tx.IsMember(botID, d.RoomID)
		if err == nil && !member {
			err = &Error{Kind: Conflict, Code: "bot_left", Message: "This bot is not in that room any more. Add it there first."}
		}
		if err != nil {
			return err
		}
		_, err = tx.CreateJob(s.webhookJob(d.RoomID, d.MessageID, *b))
		return err
	})
}

// deliveriesKept is how many attempts are kept for each bot.
const deliveriesKept = 100

// Delivery is an attempt to call a bot, as it is kept.
type Delivery struct {
	ID, BotID, RoomID, MessageID int64
	Attempt                      int
	URL                          string
	Request                      string // without the bot's key
	Status                       int    // 0 when there was no answer
	ContentType                  string
	Answer                       string // as much as is kept of it
	Note                         string // why an answer was not posted; empty when there was none, or it was
	Error                        string // why it counts as failed; empty when it does not
	Hidden                       bool   // request and answer are not told: they are of a room the viewer is not in
	Took                         time.Duration
	At                           time.Time
}

package cable

import (
	"encoding/json"
	"errors"
	"slices"
	"unique"
)

const (
	maxSubscriptions = 100     // on one connection
	maxIdentifier    = 1 << 10 // bytes; every message to the subscription repeats it
	maxNames         = 4       // by which a connection follows one stream; each has its messages encoded anew
)

// command is what a client sends. What of it is needed depends on Command.
type command struct {
	Command    string          `json:"command"`
	Identifier json.RawMessage `json:"identifier"`
	Data       json.RawMessage `json:"data"`
	History    json.RawMessage `json:"history"`
}

// execute runs one command. Only text that is no command object ends the
// connection; the package comment lists the answers.
func (c *connection) execute(text []byte) error {
	var cmd command
	if json.Unmarshal(text, &cmd) != nil {
		return errBadCommand
	}
	switch cmd.Command {
	case "subscribe", "unsubscribe", "message", "history":
		return c.executeOn(cmd)
	case "pong": // a sign of life, as every frame
	default:
		c.server.log.Debug("cable: unknown command", "identity", c.identity, "command", cmd.Command)
	}
	return nil
}

// executeOn runs a command on a subscription.
func (c *connection) executeOn(cmd command) error {
	var identifier, data string
	if cmd.Identifier == nil || json.Unmarshal(cmd.Identifier, &identifier) != nil {
		return errBadCommand
	}
	if cmd.Data != nil && json.Unmarshal(cmd.Data, &data) != nil {
		return errBadCommand
	}
	from, err := c.positions(cmd.History)
	if err != nil {
		return errBadCommand
	}
	switch cmd.Command {
	case "subscribe":
		c.subscribe(identifier, string(cmd.Identifier), from)
	case "unsubscribe":
		c.unsubscribe(identifier)
	case "message":
		c.perform(identifier, []byte(data))
	case "history":
		c.repeat(identifier, from)
	}
	return nil
}

// positions decodes what a client says it knows; nil when it does not, as all
// that do not speak the extended protocol.
func (c *connection) positions(history json.RawMessage) (from *positions, err error) {
	if c.extended && history != nil {
		err = json.Unmarshal(history, &from)
	}
	return from, err
}

func (c *connection) subscribe(identifier, quoted string, from *positions) {
	if sub := c.subscription(identifier); sub != nil && sub.live() {
		return
	}
	channel, known := c.channel(identifier)
	if !known || !c.mayAdd() {
		c.send(replyFrame("reject_subscription", quoted))
		return
	}
	sub := &Subscription{conn: c, name: unique.Make(name{channel, identifier, quoted}), held: &held{}}
	c.subscriptions = append(c.subscriptions, sub)
	c.ask(sub, from)
}

// subscription is the one of that name, perhaps ended, nil when there is none.
func (c *connection) subscription(identifier string) *Subscription {
	i := slices.IndexFunc(c.subscriptions, func(sub *Subscription) bool { return sub.Identifier() == identifier })
	if i < 0 {
		return nil
	}
	return c.subscriptions[i]
}

// channel is the name of the one that identifier is for, and whether we have it.
func (c *connection) channel(identifier string) (channel string, known bool) {
	var params struct {
		Channel string `json:"channel"`
	}
	if len(identifier) > maxIdentifier || json.Unmarshal([]byte(identifier), &params) != nil {
		return "", false
	}
	_, known = c.server.channels[params.Channel]
	return params.Channel, known
}

// mayAdd forgets the subscriptions that have ended.
func (c *connection) mayAdd() bool {
	c.subscriptions = slices.DeleteFunc(c.subscriptions, func(sub *Subscription) bool { return !sub.live() })
	return len(c.subscriptions) < maxSubscriptions
}

// ask has the channel decide and tells the client, also what it missed.
func (c *connection) ask(sub *Subscription, from *positions) {
	sub.enter()
	defer sub.leave()
	ctx, done := c.commandContext()
	defer done()
	err := sub.channel().Subscribe(ctx, sub)
	if confirmed := sub.settle(err, from != nil); confirmed && from != nil {
		c.recall(ctx, sub, from)
	}
	if err != nil && !errors.Is(err, ErrRejected) {
		c.server.log.Error("cable: subscribe", "identity", c.identity, "identifier", sub.Identifier(), "error", err)
	}
}

func (c *connection) unsubscribe(identifier string) {
	if sub := c.subscription(identifier); sub != nil {
		sub.end()
		c.subscriptions = slices.DeleteFunc(c.subscriptions, func(s *Subscription) bool { return s == sub })
	}
}

// repeat sends what was missed on a subscription that is there already.
func (c *connection) repeat(identifier string, from *positions) {
	sub := c.subscription(identifier)
	if !c.extended || sub == nil || !sub.enter() {
		return
	}
	defer sub.leave()
	ctx, done := c.commandContext()
	defer done()
	sub.hold()
	c.recall(ctx, sub, from)
}

func (c *connection) perform(identifier string, data json.RawMessage) {
	sub := c.subscription(identifier)
	if sub == nil || !sub.enter() {
		return
	}
	defer sub.leave()
	var message struct {
		Action string `json:"action"`
	}
	if err := json.Unmarshal(data, &message); err != nil {
		c.server.log.Debug("cable: data is no JSON object", "identity", c.identity, "identifier", identifier, "error", err)
		return
	}
	ctx, done := c.commandContext()
	defer done()
	if err := sub.channel().Perform(ctx, sub, message.Action, data); err != nil {
		c.server.log.Warn("cable: perform", "identity", c.identity, "identifier", identifier, "action", message.Action, "error", err)
	}
}

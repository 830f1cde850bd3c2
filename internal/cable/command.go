package cable

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
)

const (
	maxSubscriptions = 100     // on one connection
	maxIdentifier    = 1 << 10 // bytes; every message to the subscription repeats it
)

// execute runs one command. Only text that is no command object ends the
// connection; the package comment lists the answers.
func (c *connection) execute(text []byte) error {
	var cmd struct {
		Command    string          `json:"command"`
		Identifier json.RawMessage `json:"identifier"`
		Data       string          `json:"data"`
	}
	if json.Unmarshal(text, &cmd) != nil {
		return errBadCommand
	}
	switch cmd.Command {
	case "subscribe", "unsubscribe", "message":
	default:
		c.server.log.Debug("cable: unknown command", "identity", c.identity, "command", cmd.Command)
		return nil
	}
	var identifier string
	if cmd.Identifier == nil || json.Unmarshal(cmd.Identifier, &identifier) != nil {
		return errBadCommand
	}
	switch cmd.Command {
	case "subscribe":
		c.subscribe(identifier, string(cmd.Identifier))
	case "unsubscribe":
		c.unsubscribe(identifier)
	case "message":
		c.perform(identifier, []byte(cmd.Data))
	}
	return nil
}

func (c *connection) subscribe(identifier, quoted string) {
	if sub, ok := c.subscriptions[identifier]; ok && sub.live() {
		return
	}
	channel := c.channel(identifier)
	if channel == nil || !c.mayAdd() {
		c.send(replyFrame("reject_subscription", quoted))
		return
	}
	sub := &Subscription{conn: c, hub: c.server.hub, channel: channel, identifier: identifier, quoted: quoted}
	c.subscriptions[identifier] = sub
	c.ask(sub)
}

// channel is the one that identifier names, or nil.
func (c *connection) channel(identifier string) Channel {
	var params struct {
		Channel string `json:"channel"`
	}
	if len(identifier) > maxIdentifier || json.Unmarshal([]byte(identifier), &params) != nil {
		return nil
	}
	return c.server.channels[params.Channel]
}

func (c *connection) mayAdd() bool {
	if len(c.subscriptions) >= maxSubscriptions {
		maps.DeleteFunc(c.subscriptions, func(_ string, sub *Subscription) bool { return !sub.live() })
	}
	return len(c.subscriptions) < maxSubscriptions
}

// ask has the channel decide and tells the client.
func (c *connection) ask(sub *Subscription) {
	sub.enter()
	defer sub.leave()
	ctx, cancel := context.WithTimeout(c.ctx, actionTimeout)
	defer cancel()
	err := sub.channel.Subscribe(ctx, sub)
	sub.settle(err)
	if err != nil && !errors.Is(err, ErrRejected) {
		c.server.log.Error("cable: subscribe", "identity", c.identity, "identifier", sub.identifier, "error", err)
	}
}

func (c *connection) unsubscribe(identifier string) {
	if sub, ok := c.subscriptions[identifier]; ok {
		delete(c.subscriptions, identifier)
		sub.end()
	}
}

func (c *connection) perform(identifier string, data json.RawMessage) {
	sub, ok := c.subscriptions[identifier]
	if !ok || !sub.enter() {
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
	ctx, cancel := context.WithTimeout(c.ctx, actionTimeout)
	defer cancel()
	if err := sub.channel.Perform(ctx, sub, message.Action, data); err != nil {
		c.server.log.Warn("cable: perform", "identity", c.identity, "identifier", identifier, "action", message.Action, "error", err)
	}
}

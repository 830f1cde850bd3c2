package cable

import (
	"context"
	"errors"
	"slices"
	"time"
)

// ErrNoHistory is what a Historian says of messages it does not have any more,
// or that are too many. The client is told to reload instead.
var ErrNoHistory = errors.New("no such history")

// maxHistory is the most that is sent at once of what a client missed, in
// bytes of frames.
const maxHistory = maxQueued / 2

// Historian is a Channel that can repeat what it broadcast with
// [Hub.BroadcastAt]: to clients of the extended protocol that were away, on the
// streams that the subscription is attached to. A stream that does not count
// answers with ErrNoHistory. Any other error than that is logged, too.
type Historian interface {
	Channel
	// OffsetAt is that of the last message of stream before t, 0 when there
	// was none.
	OffsetAt(ctx context.Context, sub *Subscription, stream string, t time.Time) (int64, error)
	// History returns the messages of stream after an offset, in order, and the
	// offset reached: that of the last message broadcast, even when it is left
	// out because it has lost its meaning. What is broadcast later has a greater
	// one.
	History(ctx context.Context, sub *Subscription, stream string, after int64) (messages []Message, reached int64, err error)
}

// positions is what a client of the extended protocol says it knows.
type positions struct {
	Since   int64 `json:"since"` // unix seconds; for streams that are not in Streams, 0 when it does not know
	Streams map[string]struct {
		Epoch  string `json:"epoch"`
		Offset int64  `json:"offset"`
	} `json:"streams"`
}

// missed is what a client has not had of a stream.
type missed struct {
	stream   *stream
	messages []Message
	span     span // all offsets that are settled by it
}

// recall sends a confirmed subscription what the client missed since from.
// Deliveries have to be held meanwhile; they follow, but for what they have in
// common with it.
func (c *connection) recall(ctx context.Context, sub *Subscription, from *positions) {
	all, frames, err := sub.history(ctx, from)
	if err == nil {
		sub.resume(all, append(frames, replyFrame("confirm_history", sub.quoted())...))
		return
	}
	sub.resume(nil, replyFrame("reject_history", sub.quoted()))
	if !errors.Is(err, ErrNoHistory) {
		c.server.log.Error("cable: history", "identity", c.identity, "identifier", sub.Identifier(), "error", err)
	}
}

// history finds and encodes what was missed on all streams of s.
func (s *Subscription) history(ctx context.Context, from *positions) (all []missed, frames []byte, err error) {
	historian, ok := s.channel().(Historian)
	if !ok || from == nil {
		return nil, nil, ErrNoHistory
	}
	s.mu.Lock()
	streams := slices.Clone(s.streams)
	s.mu.Unlock()
	for _, a := range streams {
		m, err := s.missed(ctx, historian, a, from)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, m)
		if frames = append(frames, s.frames(m.stream, m.messages)...); len(frames) > maxHistory {
			return nil, nil, ErrNoHistory
		}
	}
	return all, frames, nil
}

func (s *Subscription) missed(ctx context.Context, historian Historian, a attachment, from *positions) (missed, error) {
	after, err := s.position(ctx, historian, a.stream.name, from)
	if err != nil {
		return missed{}, err
	}
	m := missed{stream: a.stream, span: span{after + 1, after}}
	if m.messages, m.span.last, err = historian.History(ctx, s, a.stream.name, after); err != nil {
		return missed{}, err
	}
	if a.sent != nil { // all that followed has been sent
		m.span.last = a.sent.first - 1
		m.messages = slices.DeleteFunc(m.messages, func(msg Message) bool { return msg.Offset > m.span.last })
	}
	return m, nil
}

// position is the offset after which the client has missed everything.
func (s *Subscription) position(ctx context.Context, historian Historian, stream string, from *positions) (int64, error) {
	p, known := from.Streams[stream]
	switch {
	case known && p.Epoch == s.conn.server.epoch:
		return p.Offset, nil
	case !known && from.Since > 0:
		return historian.OffsetAt(ctx, s, stream, time.Unix(from.Since, 0))
	}
	return 0, ErrNoHistory
}

// resume sends frames, counts what is in them as sent and passes on what was
// held meanwhile.
func (s *Subscription) resume(all []missed, frames []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != ended {
		for _, m := range all {
			s.attachment(m.stream).count(m.span)
		}
		s.conn.send(frames)
	}
	s.release()
}

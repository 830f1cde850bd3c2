package cable

// Message is what is broadcast on a stream, and what a history is made of. It
// must not be changed afterwards.
type Message struct {
	Text   []byte // one JSON value
	Offset int64  // its number in the stream, which only grows; 0 in a stream that does not count
}

// delivery is messages on their way to subscriptions that share a name and a
// protocol.
type delivery struct {
	frames   []byte    // of all messages, encoded once
	stream   *stream   // nil when they are for one subscription alone
	messages []Message // of stream
}

// held is deliveries that have to wait, at most maxQueued bytes of them.
type held struct {
	deliveries []*delivery
	bytes      int
}

// Transmit sends message, any JSON, to this subscription alone.
func (s *Subscription) Transmit(message []byte) {
	s.deliver(&delivery{frames: s.frames(nil, []Message{{Text: message}})})
}

// frames is messages of a stream, or of none, as the client reads them. It is
// the same for all who share s's name and protocol.
func (s *Subscription) frames(stream *stream, messages []Message) []byte {
	source := ""
	if stream != nil && s.conn.extended {
		source = stream.source(s.conn.server.epoch)
	}
	return messageFrames(s.quoted(), source, messages)
}

// deliver sends frames in their turn: after the confirmation and the history,
// and never after the end.
func (s *Subscription) deliver(d *delivery) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.state == ended:
	case s.held == nil:
		s.pass(d)
	case s.held.bytes+len(d.frames) > maxQueued:
		s.conn.end(errSlow)
	default:
		s.held.deliveries = append(s.held.deliveries, d)
		s.held.bytes += len(d.frames)
	}
}

// hold has deliveries wait for release.
func (s *Subscription) hold() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = &held{}
}

// release passes on what waited. mu must be held.
func (s *Subscription) release() {
	if s.state != ended {
		for _, d := range s.held.deliveries {
			s.pass(d)
		}
	}
	s.held = nil
}

// pass sends d, but for what the client has had from a history. mu must be held.
func (s *Subscription) pass(d *delivery) {
	frames := d.frames
	if a := s.attachment(d.stream); a != nil && s.conn.extended {
		if fresh := a.advance(d.messages); len(fresh) < len(d.messages) {
			frames = s.frames(d.stream, fresh)
		}
	}
	if len(frames) > 0 {
		s.conn.send(frames)
	}
}

// attachment is a subscription's place in a stream.
type attachment struct {
	stream *stream
	sent   *span // of a stream that counts, to a client that does; nil before the first
}

// span is a run of offsets without a gap, both ends included; empty when last
// is one less than first.
type span struct{ first, last int64 }

// advance returns those of messages, live ones, that the client has not had,
// and counts them as sent.
func (a *attachment) advance(messages []Message) (fresh []Message) {
	for len(messages) > 0 && messages[0].Offset > 0 && a.sent != nil && messages[0].Offset <= a.sent.last {
		messages = messages[1:]
	}
	if len(messages) == 0 {
		return nil
	}
	if newest := messages[len(messages)-1].Offset; a.sent != nil {
		a.sent.last = newest
	} else if newest > 0 {
		a.sent = &span{messages[0].Offset, newest}
	}
	return messages
}

// count adds what a history held, which begins before all that was sent.
func (a *attachment) count(s span) {
	if a.sent == nil {
		a.sent = &s
	} else {
		a.sent.first = min(a.sent.first, s.first)
	}
}

package chat

import (
	"context"
	"time"

	"campfire/internal/richtext"
	"campfire/internal/sounds"
)

// DefaultPage is how many messages a page has when nobody says.
const (
	DefaultPage = 40
	maxPage     = 100
)

// MessageKind says how a message is shown.
type MessageKind string

// The kinds of message.
const (
	TextMessage       MessageKind = "text"
	SoundMessage      MessageKind = "sound"
	AttachmentMessage MessageKind = "attachment"
)

// Message is something said in a room. Body is as stored; what readers see is
// filled in by render.
type Message struct {
	ID              int64
	RoomID          int64
	ClientMessageID string // chosen by the sender; unique per room and author
	Creator         User
	Body            string // canonical HTML, see richtext.Canonical
	Boosts          []Boost
	CreatedAt       time.Time
	UpdatedAt       time.Time
	EditedAt        time.Time // zero when never edited

	Attachment *Attachment // with AttachmentMessage

	Kind             MessageKind
	HTML             string // safe to show
	Text             string
	MentionedUserIDs []int64
	Mass             richtext.Mass // whether it mentions everyone, or those who are here
	Sound            sounds.Sound  // with SoundMessage

	// OnlineUserIDs is who is online as it is written, for a message that mentions
	// those who are here. They are stored as mentioned, and not read back.
	OnlineUserIDs []int64
}

// Attachment is the file a message carries.
type Attachment struct {
	Filename    string
	ContentType string
	ByteSize    int64
}

// Boost is a short cheer on a message.
type Boost struct {
	ID        int64
	MessageID int64
	Booster   User // ID, Name and Role
	Content   string
	CreatedAt time.Time
}

// Cursor chooses a page of a room's messages: at most one of the ids is set,
// none is the newest page.
type Cursor struct {
	Before, After, Around int64 // message ids
	Limit                 int
}

// MessagePage is a run of messages in order of (created_at, id).
type MessagePage struct {
	Messages  []Message
	Seq       int64 // the room's seq when the page was read, or a little earlier
	HasBefore bool
	HasAfter  bool
}

// Position is where a room stands: while it is the same, the same page reads the
// same. Seqs and versions begin anew with the process.
type Position struct {
	Seq    int64
	People uint64
}

// Position returns where a room stands, from memory; not known before the room
// was first read.
func (s *Service) Position(roomID int64) (Position, bool) {
	people := s.store.PeopleVersion()
	seq, known := s.store.RoomSeq(roomID)
	return Position{Seq: seq, People: people}, known
}

// Messages returns a page of a room.
func (s *Service) Messages(ctx context.Context, v Viewer, roomID int64, c Cursor) (MessagePage, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return MessagePage{}, err
	}
	c, err := c.bounded()
	if err != nil {
		return MessagePage{}, err
	}
	page, err := s.store.Messages(ctx, roomID, c)
	for i, m := range page.Messages {
		page.Messages[i] = s.renderer.render(ctx, m)
	}
	return page, messageHidden(err)
}

// EncodedMessages returns a page of a room as clients are sent it.
func (s *Service) EncodedMessages(ctx context.Context, v Viewer, roomID int64, c Cursor) (EncodedPage, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return EncodedPage{}, err
	}
	c, err := c.bounded()
	if err != nil {
		return EncodedPage{}, err
	}
	page, err := s.encoder.page(ctx, roomID, c)
	return page, messageHidden(err)
}

// bounded is a cursor that can be answered.
func (c Cursor) bounded() (Cursor, error) {
	if c.Limit <= 0 {
		c.Limit = DefaultPage
	}
	c.Limit = min(c.Limit, maxPage)
	return c, c.check()
}

func (c Cursor) check() error {
	set := 0
	for _, id := range []int64{c.Before, c.After, c.Around} {
		if id != 0 {
			set++
		}
	}
	if set > 1 {
		return invalid("", "invalid", "Ask for the page before, after or around a message: one of the three.")
	}
	return nil
}

// Message returns one message of a room.
func (s *Service) Message(ctx context.Context, v Viewer, roomID, messageID int64) (Message, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return Message{}, err
	}
	m, err := s.store.Message(ctx, roomID, messageID)
	if err != nil {
		return Message{}, messageHidden(err)
	}
	return s.renderer.render(ctx, m), nil
}

// Events returns what happened in a room after a seq.
func (s *Service) Events(ctx context.Context, v Viewer, roomID, after int64, limit int) (EventPage, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return EventPage{}, err
	}
	if limit <= 0 {
		limit = maxPage
	}
	page, err := s.store.Events(ctx, roomID, after, min(limit, maxPage))
	for i := range page.Events {
		if m := page.Events[i].Message; m != nil {
			rendered := s.renderer.render(ctx, *m)
			page.Events[i].Message = &rendered
		}
	}
	return page, err
}

// SeqAt returns the seq that a room had reached at a time, to ask Events what
// came after; Gone when that was too long ago.
func (s *Service) SeqAt(ctx context.Context, v Viewer, roomID int64, at time.Time) (int64, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return 0, err
	}
	return s.store.SeqAt(ctx, roomID, at)
}

func messageHidden(err error) error {
	if KindOf(err) == NotFound {
		return &Error{Kind: NotFound, Code: "message_not_found", Message: "There is no such message in this room."}
	}
	return err
}

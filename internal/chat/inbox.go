package chat

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"campfire/internal/search"
)

// Box is a part of somebody's inbox.
type Box string

// The boxes.
const (
	UnreadBox   Box = "unread"   // rooms with what is unread, each at its first message
	MentionsBox Box = "mentions" // messages of others that mention me
	BoostsBox   Box = "boosts"   // boosts of others on messages of mine
	SavedBox    Box = "saved"    // messages I saved for later
)

const (
	inboxPage = 20
	// MaxInboxNews is where counting what is new in an inbox stops.
	MaxInboxNews = 100
)

// InboxItem is a message in somebody's inbox, and why it is there.
type InboxItem struct {
	Cursor  int64     // of its box: older items are below
	At      time.Time // of the mention or the boost, or when it was saved
	Message Message
	BoostID int64
	Boost   *Boost // in the boosts box

	RoomName     string
	ExcerptHTML  string // safe
	UnreadCount  int    // of the room, in the unread box
	MentionCount int    // likewise
}

// InboxPage is a run of items, newest first.
type InboxPage struct {
	Items  []InboxItem
	Before int64 // where to go on; 0 at the end
}

// InboxNews is what has come into an inbox since it was last looked at: at most
// MaxInboxNews of each. Mentions that were read in their rooms are not new.
type InboxNews struct{ Mentions, Boosts int }

// InboxMark is the newest mention and boost somebody has seen in the inbox.
type InboxMark struct{ MessageID, BoostID int64 }

// Inbox returns a page of one of the viewer's boxes, from the rooms they are in;
// before is a Cursor, 0 the newest.
func (s *Service) Inbox(ctx context.Context, v Viewer, box Box, before int64) (InboxPage, error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	rooms, err := s.store.PlacesOf(ctx, v.User.ID)
	if err != nil {
		return InboxPage{}, err
	}
	find := s.found
	if box == UnreadBox {
		find = s.unread
	}
	page, err := find(ctx, v, box, before)
	if err != nil {
		return InboxPage{}, err
	}
	names := make(map[int64]string, len(rooms))
	for _, room := range rooms {
		names[room.ID] = room.nameFor(v.User)
	}
	for i := range page.Items {
		item := &page.Items[i]
		item.Message = s.renderer.render(ctx, item.Message)
		item.RoomName = names[item.Message.RoomID]
		item.ExcerptHTML = search.Query{}.Excerpt(item.Message.Text)
	}
	return page, nil
}

func (s *Service) found(ctx context.Context, v Viewer, box Box, before int64) (InboxPage, error) {
	items, err := s.store.Inbox(ctx, v.User.ID, box, before, inboxPage+1)
	return pageOf(items), err
}

// pageOf is a page of what may be one item more than that.
func pageOf(items []InboxItem) InboxPage {
	page := InboxPage{Items: items[:min(len(items), inboxPage)]}
	if len(items) > inboxPage {
		page.Before = items[inboxPage-1].Cursor
	}
	return page
}

// unread is the rooms in which something is unread, those with the newest message
// first: their cursors are that message's id.
func (s *Service) unread(ctx context.Context, v Viewer, _ Box, before int64) (InboxPage, error) {
	rooms, err := s.store.RoomsOf(ctx, v.User.ID)
	if err != nil {
		return InboxPage{}, err
	}
	var waiting []InboxItem
	for _, room := range shownTo(v, rooms) {
		if room.UnreadCount == 0 {
			continue
		}
		u, err := s.store.Unread(ctx, v.User.ID, room.ID)
		if err != nil && KindOf(err) != NotFound { // left meanwhile
			return InboxPage{}, err
		}
		if u.Count > 0 && u.NewestMessageID < before {
			waiting = append(waiting, InboxItem{
				Cursor: u.NewestMessageID, UnreadCount: room.UnreadCount, MentionCount: room.MentionCount,
				Message: Message{ID: u.ReadMessageID, RoomID: room.ID},
			})
		}
	}
	slices.SortFunc(waiting, func(a, b InboxItem) int { return cmp.Compare(b.Cursor, a.Cursor) })
	page := pageOf(waiting)
	page.Items, err = s.firstUnread(ctx, v, page.Items)
	return page, err
}

// firstUnread puts the first unread message of each room in place of the one that
// was read last.
func (s *Service) firstUnread(ctx context.Context, v Viewer, waiting []InboxItem) ([]InboxItem, error) {
	cursors := make([]ReadCursor, len(waiting))
	for i, item := range waiting {
		cursors[i] = ReadCursor{RoomID: item.Message.RoomID, MessageID: item.Message.ID}
	}
	found, err := s.store.FirstUnread(ctx, v.User.ID, cursors)
	for i := range found {
		of := slices.IndexFunc(waiting, func(item InboxItem) bool { return item.Message.RoomID == found[i].Message.RoomID })
		room := waiting[of]
		found[i].Cursor, found[i].UnreadCount, found[i].MentionCount = room.Cursor, room.UnreadCount, room.MentionCount
	}
	return found, err
}

// InboxNews counts what is new in the viewer's inbox.
func (s *Service) InboxNews(ctx context.Context, v Viewer) (InboxNews, error) {
	return s.store.InboxNews(ctx, v.User.ID, MaxInboxNews)
}

// MarkInboxSeen notes how far the viewer has looked; it never goes back.
func (s *Service) MarkInboxSeen(ctx context.Context, v Viewer, mark InboxMark) error {
	return s.store.InTx(ctx, func(tx Tx) error {
		moved, err := tx.MoveInboxMark(v.User.ID, mark)
		if moved {
			tx.Notify(Notice{To: v.User.ID, Type: InboxSeen})
		}
		return err
	})
}

package channels

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"campfire/internal/cable"
	"campfire/internal/chat"
	"campfire/internal/wire"
)

const (
	roomPause   = 200 * time.Millisecond // between two counts of a room, and
	readerPause = 200 * time.Microsecond // this much more for each who is told
	ownPause    = 50 * time.Millisecond  // between two counts of what one person did
)

// ledger tells people what is unread in their rooms. It knows those who are
// connected alone. A room that is talked in is counted some times a second at
// most, for all of them at once, and who has nothing new to hear is not told:
// whoever reads along hears nothing.
type ledger struct {
	hub *cable.Hub

	// telling is held while counts are made and sent, so that they arrive in the
	// order in which they were true. Sending waits for no client.
	telling sync.Mutex

	mu      sync.Mutex
	chat    Chat                       // set before anyone connects
	readers map[int64]*reader          // guarded by mu; by user, those with a subscription
	rooms   map[int64]map[int64]*tally // guarded by mu; by room and user
	due     map[int64]bool             // guarded by mu; rooms about to be counted
}

// reader is a person who is connected.
type reader struct {
	subscriptions int
	rooms         []int64        // those they are known to be in
	changed       map[int64]bool // rooms about to be counted for them alone
}

// tally is what a person was last told of a room.
type tally struct {
	told             bool
	unread, mentions int
}

func newLedger(hub *cable.Hub) *ledger {
	return &ledger{
		hub:     hub,
		readers: make(map[int64]*reader),
		rooms:   make(map[int64]map[int64]*tally),
		due:     make(map[int64]bool),
	}
}

func (l *ledger) use(c Chat) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.chat = c
}

// enter adds a subscription of a person's. Whoever joins a room meanwhile is told
// by join.
func (l *ledger) enter(ctx context.Context, userID int64) error {
	l.mu.Lock()
	r := l.readers[userID]
	if r == nil {
		r = &reader{changed: make(map[int64]bool)}
		l.readers[userID] = r
	}
	r.subscriptions++
	c, first := l.chat, r.subscriptions == 1
	l.mu.Unlock()
	if !first {
		return nil
	}
	rooms, err := c.RoomIDs(ctx, userID)
	if err != nil {
		l.leave(userID)
		return err
	}
	for _, roomID := range rooms {
		l.join(roomID, userID)
	}
	return nil
}

// leave takes a subscription of a person's away.
func (l *ledger) leave(userID int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.readers[userID]
	if r.subscriptions--; r.subscriptions > 0 {
		return
	}
	delete(l.readers, userID)
	for _, roomID := range r.rooms {
		l.forget(roomID, userID)
	}
}

// online returns those who are connected.
func (l *ledger) online() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Collect(maps.Keys(l.readers))
}

// join notes that a person is in a room, if they are connected.
func (l *ledger) join(roomID, userID int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.readers[userID]
	if r == nil || l.rooms[roomID][userID] != nil {
		return
	}
	if l.rooms[roomID] == nil {
		l.rooms[roomID] = make(map[int64]*tally)
	}
	l.rooms[roomID][userID] = &tally{}
	r.rooms = append(r.rooms, roomID)
}

// part notes that a person is not in a room any more.
func (l *ledger) part(roomID, userID int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forget(roomID, userID)
	if r := l.readers[userID]; r != nil {
		r.rooms = slices.DeleteFunc(r.rooms, func(id int64) bool { return id == roomID })
	}
}

// forget needs mu held.
func (l *ledger) forget(roomID, userID int64) {
	delete(l.rooms[roomID], userID)
	if len(l.rooms[roomID]) == 0 {
		delete(l.rooms, roomID)
	}
}

// roomChanged has a room counted for everyone in a moment.
func (l *ledger) roomChanged(roomID int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	readers := len(l.rooms[roomID])
	if readers == 0 || l.due[roomID] {
		return
	}
	l.due[roomID] = true
	time.AfterFunc(roomPause+time.Duration(readers)*readerPause, func() { l.countRoom(roomID) })
}

// readerChanged has a room counted for one person in a moment.
func (l *ledger) readerChanged(roomID, userID int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.readers[userID]
	if r == nil || l.rooms[roomID][userID] == nil {
		return
	}
	if len(r.changed) == 0 {
		time.AfterFunc(ownPause, func() { l.countFor(userID) })
	}
	r.changed[roomID] = true
}

func (l *ledger) countRoom(roomID int64) {
	l.telling.Lock()
	defer l.telling.Unlock()
	l.mu.Lock()
	delete(l.due, roomID)
	userIDs := make([]int64, 0, len(l.rooms[roomID]))
	for userID := range l.rooms[roomID] {
		userIDs = append(userIDs, userID)
	}
	l.mu.Unlock()
	for _, userID := range userIDs {
		l.tell(roomID, userID, false)
	}
}

func (l *ledger) countFor(userID int64) {
	l.telling.Lock()
	defer l.telling.Unlock()
	l.mu.Lock()
	var roomIDs []int64
	if r := l.readers[userID]; r != nil {
		for roomID := range r.changed {
			roomIDs = append(roomIDs, roomID)
		}
		clear(r.changed)
	}
	l.mu.Unlock()
	for _, roomID := range roomIDs {
		l.tell(roomID, userID, true)
	}
}

// tell counts, and sends what is not what the person was last told, or even so.
// telling must be held.
func (l *ledger) tell(roomID, userID int64, evenSo bool) {
	u, err := l.chat.Unread(context.Background(), userID, roomID)
	if chat.KindOf(err) == chat.NotFound {
		l.part(roomID, userID)
		return
	}
	if err != nil {
		slog.Warn("unread messages not counted; they are with the next message", "room_id", roomID, "error", err)
		return
	}
	if news := l.note(roomID, userID, u); !news && !evenSo {
		return
	}
	message, err := encode(wire.NewUnread(roomID, u))
	if err != nil {
		slog.Error("encode what is unread", "room_id", roomID, "error", err)
		return
	}
	l.hub.Broadcast(unreadStream(userID), message)
}

// note keeps what a person is told of a room, and reports whether it is new.
func (l *ledger) note(roomID, userID int64, u chat.Unread) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := l.rooms[roomID][userID]
	now := tally{told: true, unread: u.Count, mentions: u.Mentions}
	if t == nil || *t == now {
		return false
	}
	*t = now
	return true
}

package httpapi

import (
	"context"
	"sync"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// maxCachedSidebars bounds what the kept lists of rooms take; one of 25 rooms is
// some 6 KB.
const maxCachedSidebars = 8 << 20 // bytes

// sidebarCache keeps people's lists of rooms as the bytes of their answers. A
// list holds as long as its version does.
type sidebarCache struct {
	chat *chat.Service

	mu    sync.RWMutex
	lists map[int64]sidebar // guarded by mu, by user id
	size  int               // guarded by mu; bytes in lists
}

type sidebar struct {
	at chat.SidebarVersion
	encodedPage
}

func newSidebarCache(c *chat.Service) *sidebarCache {
	return &sidebarCache{chat: c, lists: make(map[int64]sidebar)}
}

// get returns the viewer's list.
func (c *sidebarCache) get(ctx context.Context, v chat.Viewer) (encodedPage, error) {
	at, err := c.chat.SidebarVersion(ctx, v)
	if err != nil {
		return encodedPage{}, err
	}
	c.mu.RLock()
	found, kept := c.lists[v.User.ID]
	c.mu.RUnlock()
	if kept && found.at == at {
		return found.encodedPage, nil
	}
	made, err := c.read(ctx, v)
	if err == nil {
		c.keep(v.User.ID, sidebar{at, made})
	}
	return made, err
}

func (c *sidebarCache) read(ctx context.Context, v chat.Viewer) (encodedPage, error) {
	rooms, err := c.chat.Rooms(ctx, v)
	if err != nil {
		return encodedPage{}, err
	}
	return encodeRooms(rooms)
}

// readHiddenRooms reads and encodes the rooms the viewer made invisible.
func (s *Server) readHiddenRooms(ctx context.Context, v chat.Viewer) (encodedPage, error) {
	rooms, err := s.Chat.HiddenRooms(ctx, v)
	if err != nil {
		return encodedPage{}, err
	}
	return encodeRooms(rooms)
}

func encodeRooms(rooms []chat.RoomView) (encodedPage, error) {
	list := roomsBody{Rooms: make([]wire.Room, len(rooms))}
	for i, room := range rooms {
		list.Rooms[i] = wire.NewRoom(room)
	}
	return encodePage(list)
}

func (c *sidebarCache) keep(userID int64, made sidebar) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.size += len(made.body) - len(c.lists[userID].body)
	if c.size > maxCachedSidebars {
		clear(c.lists) // the busy ones are soon back
		c.size = len(made.body)
	}
	c.lists[userID] = made
}

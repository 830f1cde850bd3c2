package httpapi

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// How many pages are kept: at some 25 KB for the newest of a room and 70 KB for
// the longest of a feed that is 5 MB.
const (
	maxNewestPages = 128
	maxFeedPages   = 32
)

// pageCache keeps pages of rooms that many ask for as the bytes of their answer:
// the newest, and what came after a seq, which everybody asks for who lost the
// line at once. A page holds as long as the room's position does.
type pageCache struct {
	chat *chat.Service
	most int
	make func(context.Context, *chat.Service, chat.Viewer, pageKey) (encodedPage, error)

	mu    sync.Mutex
	pages map[pageKey]*cachedPage // guarded by mu
}

// pageKey names a page; of the newest one it is the room alone.
type pageKey struct {
	roomID, after int64
	limit         int
}

// cachedPage is one page. Whoever finds it stale makes it anew, and the others
// wait for that rather than make their own.
type cachedPage struct {
	mu sync.RWMutex
	at chat.Position // guarded by mu
	encodedPage
}

// encodedPage is an answer made in advance, a page of messages or a list of rooms,
// with the values of its headers.
type encodedPage struct {
	body         []byte
	etag, length []string
}

func newNewestPages(c *chat.Service) *pageCache {
	return &pageCache{chat: c, most: maxNewestPages, make: makeNewest, pages: make(map[pageKey]*cachedPage)}
}

func newFeedPages(c *chat.Service) *pageCache {
	return &pageCache{chat: c, most: maxFeedPages, make: makeFeed, pages: make(map[pageKey]*cachedPage)}
}

// get returns a page for somebody who may read its room.
func (c *pageCache) get(ctx context.Context, v chat.Viewer, key pageKey) (encodedPage, error) {
	if may, err := c.chat.CanRead(ctx, v, key.roomID); err != nil || !may {
		return c.make(ctx, c.chat, v, key) // which says why not
	}
	page := c.page(key)
	at, known := c.chat.Position(key.roomID)
	page.mu.RLock()
	found, holds := page.encodedPage, known && page.at == at && page.body != nil
	page.mu.RUnlock()
	if holds {
		return found, nil
	}
	page.mu.Lock()
	defer page.mu.Unlock()
	if at, known = c.chat.Position(key.roomID); known && page.at == at && page.body != nil {
		return page.encodedPage, nil
	}
	made, err := c.make(ctx, c.chat, v, key)
	if err == nil && known {
		page.at, page.encodedPage = at, made
	}
	return made, err
}

func (c *pageCache) page(key pageKey) *cachedPage {
	c.mu.Lock()
	defer c.mu.Unlock()
	page := c.pages[key]
	if page == nil {
		if len(c.pages) >= c.most {
			clear(c.pages) // the busy ones are soon back
		}
		page = &cachedPage{}
		c.pages[key] = page
	}
	return page
}

func makeNewest(ctx context.Context, c *chat.Service, v chat.Viewer, key pageKey) (encodedPage, error) {
	return readPage(ctx, c, v, key.roomID, chat.Cursor{})
}

func makeFeed(ctx context.Context, c *chat.Service, v chat.Viewer, key pageKey) (encodedPage, error) {
	page, err := c.Events(ctx, v, key.roomID, key.after, key.limit)
	if err != nil {
		return encodedPage{}, err
	}
	return encodePage(eventsBody{Events: wire.NewEvents(page.Events), Seq: page.Seq, More: page.More})
}

// readPage reads any page and joins its bytes. A page is told apart by where
// the room stood before it was read: what is on it may be later than that, never
// earlier.
func readPage(ctx context.Context, c *chat.Service, v chat.Viewer, roomID int64, cursor chat.Cursor) (encodedPage, error) {
	at, _ := c.Position(roomID)
	page, err := c.EncodedMessages(ctx, v, roomID, cursor)
	if err != nil {
		return encodedPage{}, err
	}
	at.Seq = page.Seq
	body := join(page)
	return encodedPage{body: body, etag: []string{tag(at)}, length: []string{strconv.Itoa(len(body))}}, nil
}

// encodePage makes an answer of v.
func encodePage(v any) (encodedPage, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	sum := sha256.Sum256(body.Bytes())
	return encodedPage{
		body:   body.Bytes(),
		etag:   []string{`"` + hex.EncodeToString(sum[:12]) + `"`},
		length: []string{strconv.Itoa(body.Len())},
	}, err
}

// join is a messagesBody of messages that are encoded already.
func join(page chat.EncodedPage) []byte {
	const head, punctuation = `{"messages":[`, len(`,"seq":,"has_before":false,"has_after":false}`) + 22
	size := len(head) + punctuation + len(page.Messages)
	for _, m := range page.Messages {
		size += len(m.JSON)
	}
	b := append(make([]byte, 0, size), head...)
	for i, m := range page.Messages {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, m.JSON...)
	}
	b = strconv.AppendInt(append(b, `],"seq":`...), page.Seq, 10)
	b = strconv.AppendBool(append(b, `,"has_before":`...), page.HasBefore)
	b = strconv.AppendBool(append(b, `,"has_after":`...), page.HasAfter)
	return append(b, "}\n"...)
}

// process tells the tags of one process from those of others: positions begin
// anew with each.
var process = rand.Text()[:8]

func tag(at chat.Position) string { return fmt.Sprintf(`"%s-%d-%d"`, process, at.Seq, at.People) }

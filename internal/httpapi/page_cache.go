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
)

// maxCachedPages bounds how many rooms' newest pages are kept; at some 25 KB
// each that is 3 MB.
const maxCachedPages = 128

// pageCache keeps the newest page of busy rooms as the bytes of its answer. A
// page holds as long as the room's position does.
type pageCache struct {
	chat *chat.Service

	mu    sync.Mutex
	pages map[int64]*newestPage // guarded by mu, by room id
}

// newestPage is one room's page. Whoever finds it stale makes it anew, and the
// others wait for that rather than make their own.
type newestPage struct {
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

func newPageCache(c *chat.Service) *pageCache {
	return &pageCache{chat: c, pages: make(map[int64]*newestPage)}
}

// get returns a room's newest page for somebody who may read it.
func (c *pageCache) get(ctx context.Context, v chat.Viewer, roomID int64) (encodedPage, error) {
	if may, err := c.chat.CanRead(ctx, v, roomID); err != nil || !may {
		return c.read(ctx, v, roomID) // which says why not
	}
	page := c.page(roomID)
	at, known := c.chat.Position(roomID)
	page.mu.RLock()
	found, holds := page.encodedPage, known && page.at == at && page.body != nil
	page.mu.RUnlock()
	if holds {
		return found, nil
	}
	page.mu.Lock()
	defer page.mu.Unlock()
	if at, known = c.chat.Position(roomID); known && page.at == at && page.body != nil {
		return page.encodedPage, nil
	}
	made, err := c.read(ctx, v, roomID)
	if err == nil && known {
		page.at, page.encodedPage = at, made
	}
	return made, err
}

func (c *pageCache) page(roomID int64) *newestPage {
	c.mu.Lock()
	defer c.mu.Unlock()
	page := c.pages[roomID]
	if page == nil {
		if len(c.pages) >= maxCachedPages {
			clear(c.pages) // the busy ones are soon back
		}
		page = &newestPage{}
		c.pages[roomID] = page
	}
	return page
}

func (c *pageCache) read(ctx context.Context, v chat.Viewer, roomID int64) (encodedPage, error) {
	return readPage(ctx, c.chat, v, roomID, chat.Cursor{})
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

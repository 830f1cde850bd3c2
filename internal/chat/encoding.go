package chat

import (
	"context"
	"hash/fnv"
	"sync"

	"campfire/internal/richtext"
	"campfire/internal/sounds"
)

// EncodedMessage is a message on its way to clients: the JSON that was kept of
// it or, where there was none, the message.
type EncodedMessage struct {
	ID      int64
	JSON    []byte
	Message *Message // as stored; nil when JSON is there, or the message just went
}

// EncodedPage is a MessagePage as clients are sent it.
type EncodedPage struct {
	Messages  []EncodedMessage
	Seq       int64
	HasBefore bool
	HasAfter  bool
}

// encoder makes of messages what clients are sent, once: when they are posted,
// or by the first who reads them after they or somebody's name changed. What is
// kept came from the renderer, never from outside.
type encoder struct {
	store    Store
	renderer *renderer
	encode   func(Message) []byte
	program  func() int64  // the version without clips
	keeping  chan struct{} // full while something read is being kept
}

func newEncoder(s Store, r *renderer, encode func(Message) []byte) *encoder {
	return &encoder{
		store: s, renderer: r, encode: encode, keeping: make(chan struct{}, 1),
		program: sync.OnceValue(func() int64 { return versionOf(encode) }),
	}
}

// samples have in them all that a body may have. Whatever richtext comes to show
// otherwise belongs here: then what was kept before is not used any more.
var samples = []string{
	`words`, `<div>words &amp; "more" <br>www.example.com, mail@example.com 🎉</div>`, `🎉`, `/play tada`, `/PLAY &nbsp;tada`, `/play nothing`,
	`<h1>h</h1><blockquote>q<cite>c</cite></blockquote><ul><li>a<ol><li>b</li></ul><pre class="language-go">x := 1</pre><p>p<code>c</code>`,
	`<a href="https://example.com/?a=b&c">a</a> <a href="javascript:alert(1)">b</a> <strong title="t" lang="de" onclick="x()">s</strong>`,
	`<script>alert(1)</script><img src=x onerror=alert(1)><style>*{}</style><table><td>cell</table><!-- c --><em>i<del>d`,
	`<action-text-attachment sgid="` + sampleSGID + `" content-type="application/vnd.campfire.mention"></action-text-attachment> hi`,
	`<action-text-attachment sgid="x" content-type="application/vnd.campfire.mention" content="<b>b</b>"></action-text-attachment>`,
	`<div>@everyone, <code>@here</code></div>`, `@here`,
	`<action-text-attachment content-type="application/vnd.actiontext.opengraph-embed" href="https://example.com/" url="https://example.com/i.png" filename="t" caption="d"></action-text-attachment>`,
}

// sampleSGID names the user 1. Its signature is nobody's: showing does not ask.
const sampleSGID = "eyJfcmFpbHMiOnsiZGF0YSI6ImdpZDovL2NhbXBmaXJlL1VzZXIvMT9leHBpcmVzX2luIiwicHVyIjoiYXR0YWNoYWJsZSJ9fQ==--0"

// versionOf is a digest of what becomes of the samples. It is another one when
// the sanitiser or the shape of messages is.
func versionOf(encode func(Message) []byte) int64 {
	digest := fnv.New64a()
	ada := User{ID: 1, Name: "Ada <L>", Role: Administrator}
	for _, body := range samples {
		shown := richtext.Render(body, func(int64) (string, bool) { return ada.Name, true })
		for _, file := range []*Attachment{nil, {Filename: "f", ContentType: "image/png", ByteSize: 1}} {
			m := show(Message{ID: 1, RoomID: 2, ClientMessageID: "c", Creator: ada, Attachment: file, Boosts: []Boost{{ID: 1, Booster: ada, Content: "b"}}}, shown, nil)
			_, _ = digest.Write(encode(m)) // a hash takes everything
		}
	}
	return int64(digest.Sum64())
}

// version is of what is made of messages when this can be played.
func (e *encoder) version(c *sounds.Catalogue) int64 { return e.program() ^ int64(c.Version()) }

// keepNew keeps what clients are sent of a message that tx has just created.
// The rendering is the one that holds in tx, and so is the author.
func (e *encoder) keepNew(tx Tx, m *Message) error {
	shown, known := e.renderer.remembered(tx.Position(m.RoomID).People, m.Body)
	if !known {
		return nil // somebody looks different since: the first reader sees to it
	}
	creator, err := tx.User(m.Creator.ID)
	if err != nil {
		return err
	}
	m.Creator = creator
	catalogue := e.renderer.sounds.Catalogue()
	return tx.KeepEncoded(m.RoomID, EncodedMessage{ID: m.ID, JSON: e.encode(show(*m, shown, catalogue))}, e.version(catalogue))
}

// Keep keeps what clients are sent of a message that was created in tx other
// than by posting, such as many at once. Only then is it ready before somebody
// reads it.
func (s *Service) Keep(ctx context.Context, tx Tx, m Message) error {
	m = s.renderer.render(ctx, m)
	return s.encoder.keepNew(tx, &m)
}

// page reads a page and encodes what was not kept.
func (e *encoder) page(ctx context.Context, roomID int64, c Cursor) (EncodedPage, error) {
	at := Position{People: e.store.PeopleVersion()}
	catalogue := e.renderer.sounds.Catalogue()
	version := e.version(catalogue)
	page, err := e.store.EncodedMessages(ctx, roomID, c, version)
	at.Seq = page.Seq
	var made []EncodedMessage
	whole := page.Messages[:0]
	for _, m := range page.Messages {
		if stored := m.Message; stored != nil {
			m = e.encoded(ctx, m, catalogue)
			if _, complete := e.renderer.remembered(at.People, stored.Body); complete {
				made = append(made, m)
			}
		}
		if m.JSON != nil {
			whole = append(whole, m)
		}
	}
	page.Messages = whole
	if len(made) > 0 {
		e.keepRead(roomID, at, made, version)
	}
	return page, err
}

// encoded is m with its JSON, unless it just went.
func (e *encoder) encoded(ctx context.Context, m EncodedMessage, c *sounds.Catalogue) EncodedMessage {
	if m.Message == nil {
		return m
	}
	return EncodedMessage{ID: m.ID, JSON: e.encode(show(*m.Message, e.renderer.body(ctx, m.Message.Body), c))}
}

// keepRead keeps in the background what was made of messages read at a position,
// if the room is still there. One goes on at a time; what is not kept now is
// when it is read again.
func (e *encoder) keepRead(roomID int64, at Position, made []EncodedMessage, version int64) {
	select {
	case e.keeping <- struct{}{}:
	default:
		return
	}
	go func() {
		defer func() { <-e.keeping }()
		// Nobody waits for it, and it is no loss: a full disk is not to be told here.
		_ = e.store.InTx(context.Background(), func(tx Tx) error {
			for _, m := range made {
				if tx.Position(roomID) != at {
					return nil
				}
				if err := tx.KeepEncoded(roomID, m, version); err != nil {
					return err
				}
			}
			return nil
		})
	}()
}

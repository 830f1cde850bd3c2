package chat_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
	"campfire/internal/wire"
)

// encodedRoom is a room with what is kept of its messages.
type encodedRoom struct {
	*chattest.Campfire
	t   *testing.T
	ada chat.Viewer
	id  int64
}

func newEncodedRoom(t *testing.T) *encodedRoom {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	return &encodedRoom{c, t, ada, c.AllTalk(ada).ID}
}

// kept counts the messages of the room of which something is kept.
func (r *encodedRoom) kept() (n int) {
	page, err := r.Store.EncodedMessages(r.t.Context(), r.id, chat.Cursor{Limit: 100}, r.EncodingVersion())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, m := range page.Messages {
		if (m.JSON == nil) == (m.Message == nil) {
			r.t.Errorf("message %d is there twice or not at all", m.ID)
		}
		if m.JSON != nil {
			n++
		}
	}
	return n
}

// isRight compares the page that clients are sent with the messages as they are.
func (r *encodedRoom) isRight() {
	r.t.Helper()
	page, err := r.EncodedMessages(r.t.Context(), r.ada, r.id, chat.Cursor{})
	if err != nil {
		r.t.Fatal(err)
	}
	now, err := r.Messages(r.t.Context(), r.ada, r.id, chat.Cursor{})
	if err != nil || len(now.Messages) != len(page.Messages) || now.Seq != page.Seq || now.HasBefore != page.HasBefore {
		r.t.Fatalf("%d messages and %d of them encoded, %v", len(now.Messages), len(page.Messages), err)
	}
	for i, m := range now.Messages {
		if want := wire.EncodeMessage(m); string(page.Messages[i].JSON) != string(want) {
			r.t.Errorf("sent %s\nwant %s", page.Messages[i].JSON, want)
		}
	}
}

func TestWhatIsSentIsAlwaysTheMessageAsItIs(t *testing.T) {
	r := newEncodedRoom(t)
	bob := r.Add("bob")
	ctx := t.Context()
	ids := make([]int64, 0, 4)
	for _, body := range []string{
		"plain words", "<div>with <em>markup</em></div>", "/play tada",
		`<div><action-text-attachment sgid="` + r.Mention(bob.User.ID) + `" content-type="application/vnd.campfire.mention"></action-text-attachment></div>`,
	} {
		ids = append(ids, r.Post(r.ada, r.id, body).ID)
	}
	if n := r.kept(); n != len(ids) {
		t.Errorf("%d of %d messages are kept when they are posted", n, len(ids))
	}
	boost := chat.Boost{}
	for _, change := range []struct {
		what string
		kept int // afterwards, before anybody reads
		do   func() error
	}{
		{"nothing", 4, func() error { return nil }},
		{"an edit", 3, func() (err error) { _, err = r.EditMessage(ctx, r.ada, r.id, ids[0], "other words"); return err }},
		{"a boost", 3, func() (err error) { boost, _, err = r.CreateBoost(ctx, bob, r.id, ids[1], "👍"); return err }},
		{"its end", 3, func() error { return r.DeleteBoost(ctx, bob, r.id, ids[1], boost.ID) }},
		{"a rename", 0, func() error { return r.rename(bob.User, "Robert <b>") }},
		{"a biography", 4, func() error { return r.rename(bob.User, "Robert <b>") }},
		{"a deletion", 3, func() error { return r.DeleteMessage(ctx, r.ada, r.id, ids[2]) }},
	} {
		if err := change.do(); err != nil {
			t.Fatalf("%s: %v", change.what, err)
		}
		if n := r.kept(); n != change.kept {
			t.Errorf("after %s %d messages are kept, want %d", change.what, n, change.kept)
		}
		r.isRight()
		for r.kept() < len(ids) && (change.what != "a deletion" || r.kept() < len(ids)-1) {
			runtime.Gosched() // what was just read is being kept
			r.isRight()
		}
		r.isRight()
	}
}

func (r *encodedRoom) rename(u chat.User, name string) error {
	u.Name, u.Bio = name, u.Bio+"!"
	return r.Store.InTx(r.t.Context(), func(tx chat.Tx) error { return tx.UpdateUser(u) })
}

// A group may rename somebody and then store what was written before.
func TestNothingIsKeptOfPeopleAsTheyWere(t *testing.T) {
	r := newEncodedRoom(t)
	m := r.Post(r.ada, r.id, "first")
	m.ClientMessageID = "second"
	r.InTx(func(tx chat.Tx) (err error) {
		before := tx.Position(r.id)
		if m.ID, _, err = tx.CreateMessage(m); err != nil {
			return err
		}
		if m, err = r.Append(tx, m); err != nil {
			return err
		}
		if at := tx.Position(r.id); at.Seq != before.Seq+1 {
			t.Errorf("the position went from %+v to %+v", before, at)
		}
		renamed := r.ada.User
		renamed.Name = "Augusta"
		if err := tx.UpdateUser(renamed); err != nil {
			return err
		}
		if at := tx.Position(r.id); at.People == before.People {
			t.Errorf("a rename left the position at %+v", at)
		}
		return r.Keep(t.Context(), tx, m)
	})
	if n := r.kept(); n != 0 {
		t.Errorf("%d messages are kept with a name that was given up", n)
	}
	r.isRight()
}

// Append gives a message that tx has created its event.
func (r *encodedRoom) Append(tx chat.Tx, m chat.Message) (chat.Message, error) {
	_, err := tx.AppendEvent(chat.Event{RoomID: r.id, Type: chat.MessageCreated, MessageID: m.ID, Message: &m, CreatedAt: m.CreatedAt})
	return m, err
}

func TestAnotherEncodingIsAnotherVersion(t *testing.T) {
	r := newEncodedRoom(t)
	r.Post(r.ada, r.id, "words")
	other := func(m chat.Message) []byte { return slices.Concat(wire.EncodeMessage(m), []byte(" ")) }
	noMarkup := func(m chat.Message) []byte {
		m.HTML = strings.ReplaceAll(m.HTML, ` rel="noopener noreferrer"`, "")
		return wire.EncodeMessage(m)
	}
	for i, encode := range []func(chat.Message) []byte{other, noMarkup} {
		version := chat.VersionOf(encode)
		if version == r.EncodingVersion() || version != chat.VersionOf(encode) {
			t.Errorf("encoding %d has the version %d, ours %d", i, version, r.EncodingVersion())
		}
		page, err := r.Store.EncodedMessages(t.Context(), r.id, chat.Cursor{Limit: 40}, version)
		if err != nil || page.Messages[0].JSON != nil || page.Messages[0].Message == nil {
			t.Errorf("what is kept is used for another version: %v %v", page.Messages, err)
		}
	}
}

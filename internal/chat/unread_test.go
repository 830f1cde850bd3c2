package chat_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

// talk is a room as the rules of unread would have it, in the plainest words.
type talk struct {
	messages []spoken
	read     map[int]int64 // by member: the message read last
}

type spoken struct {
	id        int64
	author    int
	mentioned []int
}

func (r *talk) unread(who int) (count, mentions int) {
	for _, m := range r.messages {
		if m.id > r.read[who] && m.author != who {
			count++
			if slices.Contains(m.mentioned, who) {
				mentions++
			}
		}
	}
	return count, mentions
}

// team plays people in rooms against a real Campfire and remembers what should
// come of it.
type team struct {
	t      *testing.T
	c      *chattest.Campfire
	random *rand.Rand
	people []chat.Viewer
	rooms  []chat.Room
	talks  []*talk
}

func newTeam(t *testing.T, seed uint64) *team {
	w := &team{t: t, c: chattest.New(t), random: rand.New(rand.NewPCG(seed, 1))}
	w.people = append(w.people, w.c.SetUp("person0"))
	for i := range 3 {
		w.people = append(w.people, w.c.Add(fmt.Sprint("person", i+1)))
	}
	for i := range 2 {
		w.rooms = append(w.rooms, w.c.AddRoom(chat.Closed, fmt.Sprint("Room ", i), w.people[0], w.people[1]))
		w.talks = append(w.talks, &talk{read: map[int]int64{0: 0, 1: 0}})
	}
	return w
}

// unreadableFrom is where what is unread begins when somebody marks a message;
// 0 when there is nothing for them.
func (r *talk) unreadableFrom(who int, m *spoken) int64 {
	if m.author != who {
		return m.id
	}
	for _, other := range slices.Backward(r.messages) {
		if other.author != who {
			return min(other.id, m.id)
		}
	}
	return 0
}

// step does one thing at random.
func (w *team) step() {
	room := w.random.IntN(len(w.rooms))
	r, roomID, who := w.talks[room], w.rooms[room].ID, w.random.IntN(len(w.people))
	if _, member := r.read[who]; !member {
		w.join(r, roomID, who)
		return
	}
	any := func() *spoken {
		if len(r.messages) == 0 {
			return nil
		}
		return &r.messages[w.random.IntN(len(r.messages))]
	}
	m := any()
	switch dice := w.random.IntN(20); {
	case m == nil || dice < 9:
		w.post(r, roomID, who)
	case dice < 11:
		w.must(w.c.MarkRead(w.t.Context(), w.people[who], roomID, m.id))
		r.read[who] = max(r.read[who], m.id)
	case dice < 12:
		err := w.c.MarkUnread(w.t.Context(), w.people[who], roomID, m.id)
		if from := r.unreadableFrom(who, m); from != 0 {
			w.must(err)
			r.read[who] = from - 1
		} else if chat.KindOf(err) != chat.Conflict {
			w.t.Fatalf("marked unread where nobody else wrote: %v", err)
		}
	case dice < 13:
		w.must(w.c.MarkAllRead(w.t.Context(), w.people[who]))
		for _, r := range w.talks {
			if _, member := r.read[who]; member && len(r.messages) > 0 {
				r.read[who] = max(r.read[who], r.messages[len(r.messages)-1].id)
			}
		}
	case dice < 15:
		w.edit(r, roomID, m)
	case dice < 18:
		w.must(w.c.DeleteMessage(w.t.Context(), w.people[m.author], roomID, m.id))
		r.messages = slices.DeleteFunc(r.messages, func(other spoken) bool { return other.id == m.id })
	default:
		w.fail(roomID, who)
	}
}

func (w *team) post(r *talk, roomID int64, who int) {
	body, mentioned := w.say()
	m, _, err := w.c.PostMessage(w.t.Context(), w.people[who], roomID, chat.Draft{Body: body})
	w.must(err)
	r.messages = append(r.messages, spoken{m.ID, who, mentioned})
}

// edit has the author say something else, if they are still in the room.
func (w *team) edit(r *talk, roomID int64, m *spoken) {
	body, mentioned := w.say()
	_, err := w.c.EditMessage(w.t.Context(), w.people[m.author], roomID, m.id, body)
	w.must(err)
	m.mentioned = mentioned
}

// say is something new that mentions up to two people.
func (w *team) say() (body string, mentioned []int) {
	body = fmt.Sprintf("<div>%d ", w.random.Uint64())
	for range w.random.IntN(3) {
		who := w.random.IntN(len(w.people))
		mentioned = append(mentioned, who)
		body += mentionOf(w.c, w.people[who])
	}
	return body + "</div>", mentioned
}

func (w *team) join(r *talk, roomID int64, who int) {
	w.c.InTx(func(tx chat.Tx) error {
		_, err := tx.AddMembers(roomID, []int64{w.people[who].User.ID}, chat.Everything, time.Now())
		return err
	})
	r.read[who] = 0
	if n := len(r.messages); n > 0 {
		r.read[who] = r.messages[n-1].id
	}
}

// fail has a transaction undone that would change every count.
func (w *team) fail(roomID int64, who int) {
	err := w.c.Store.InTx(w.t.Context(), func(tx chat.Tx) error {
		m := chat.Message{RoomID: roomID, Creator: w.people[who].User, ClientMessageID: "undone", Body: "x", Text: "x", CreatedAt: time.Now(), UpdatedAt: time.Now()}
		if _, _, err := tx.CreateMessage(m); err != nil {
			return err
		}
		if _, err := tx.SetAllRead(w.people[who].User.ID, time.Now()); err != nil {
			return err
		}
		return fmt.Errorf("undo")
	})
	if err == nil || err.Error() != "undo" {
		w.t.Fatalf("undone transaction: %v", err)
	}
}

func (w *team) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// check compares what everybody is told with what should be.
func (w *team) check(when string) {
	w.t.Helper()
	for room, r := range w.talks {
		for who := range r.read {
			count, mentions := r.unread(who)
			view, err := w.c.Room(w.t.Context(), w.people[who], w.rooms[room].ID)
			w.must(err)
			if view.UnreadCount != count || view.MentionCount != mentions {
				w.t.Fatalf("%s person %d is told of %d unread, %d mentions in room %d; want %d and %d",
					when, who, view.UnreadCount, view.MentionCount, room, count, mentions)
			}
		}
	}
}

// TestUnreadCountsAreWhatWasSaidAndNotRead plays at random and compares the
// counts after each step, and again on the database opened anew.
func TestUnreadCountsAreWhatWasSaidAndNotRead(t *testing.T) {
	for seed := range uint64(3) {
		w := newTeam(t, seed)
		for i := range 150 {
			w.step()
			w.check(fmt.Sprintf("seed %d, step %d:", seed, i))
			if i%50 == 49 {
				w.c.Reopen()
				w.check(fmt.Sprintf("seed %d, step %d, opened anew:", seed, i))
			}
		}
	}
}

// TestUnreadCountsAreRightAfterARace has people read, post and look at once.
func TestUnreadCountsAreRightAfterARace(t *testing.T) {
	w := newTeam(t, 1)
	roomID := w.rooms[0].ID
	ctx, stop := context.WithCancel(t.Context())
	var looking, posting sync.WaitGroup
	for _, v := range w.people[:2] {
		looking.Go(func() {
			for ctx.Err() == nil {
				if _, err := w.c.Rooms(t.Context(), v); err != nil {
					t.Error(err)
				}
			}
		})
		posting.Go(func() {
			for i := range 60 {
				m := w.c.Post(v, roomID, fmt.Sprint(i))
				if i%7 == 0 {
					if err := w.c.MarkRead(t.Context(), v, roomID, m.ID); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	posting.Wait()
	stop()
	looking.Wait()
	told := make([]chat.RoomView, 2)
	for i := range told {
		told[i], _ = w.c.Room(t.Context(), w.people[i], roomID)
	}
	w.c.Reopen()
	for i := range told {
		now, err := w.c.Room(t.Context(), w.people[i], roomID)
		if err != nil || now.UnreadCount != told[i].UnreadCount || now.ReadMessageID != told[i].ReadMessageID {
			t.Errorf("person %d was told of %d unread after %d; opened anew it is %d after %d, %v",
				i, told[i].UnreadCount, told[i].ReadMessageID, now.UnreadCount, now.ReadMessageID, err)
		}
	}
}

func TestNothingIsCountedWhereNothingIsWanted(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	for involvement, want := range map[chat.Involvement]int{chat.Everything: 1, chat.Mentions: 1, chat.Nothing: 0, chat.Invisible: 0} {
		room := c.AddRoom(chat.Closed, "Room", ada)
		c.InTx(func(tx chat.Tx) error {
			_, err := tx.AddMembers(room.ID, []int64{bob.User.ID}, involvement, time.Now())
			return err
		})
		c.Post(ada, room.ID, "hello "+mentionOf(c, bob))
		view, err := c.Room(t.Context(), bob, room.ID)
		if err != nil || view.UnreadCount != want || view.MentionCount != want {
			t.Errorf("%s: %d unread, %d mentions, %v; want %d of each", involvement, view.UnreadCount, view.MentionCount, err, want)
		}
		u, err := c.Unread(t.Context(), bob.User.ID, room.ID)
		if err != nil || u.Count != want || u.Mentions != want || u.NewestMessageID <= u.ReadMessageID {
			t.Errorf("%s: unread = %+v, %v", involvement, u, err)
		}
	}
}

// TestALaterPostIsFurtherDown though the clock was set back an hour.
func TestALaterPostIsFurtherDown(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	c.SetTime(room.UpdatedAt.Add(time.Minute))
	first := c.Post(ada, room.ID, "first")
	if err := c.MarkRead(t.Context(), bob, room.ID, first.ID); err != nil {
		t.Fatal(err)
	}
	c.SetTime(first.CreatedAt.Add(-time.Hour))
	second := c.Post(ada, room.ID, "second")
	page, err := c.Messages(t.Context(), ada, room.ID, chat.Cursor{})
	if err != nil || len(page.Messages) != 2 || page.Messages[1].ID != second.ID || !page.Messages[1].CreatedAt.Equal(second.CreatedAt) {
		t.Errorf("page = %+v, %v", page.Messages, err)
	}
	if r, err := c.Room(t.Context(), bob, room.ID); err != nil || r.UnreadCount != 1 {
		t.Errorf("%d unread, %v", r.UnreadCount, err)
	}
}

func TestMarkingUnreadWantsAMessageOfTheRoom(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	here, elsewhere := c.AddRoom(chat.Closed, "Here", ada), c.AddRoom(chat.Closed, "Elsewhere", ada)
	m := c.Post(ada, elsewhere.ID, "there")
	if err := c.MarkUnread(t.Context(), ada, here.ID, m.ID); chat.KindOf(err) != chat.NotFound {
		t.Errorf("error %v", err)
	}
}

func TestOnesOwnMessageIsMarkedUnreadWithWhatItAnswers(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	room := c.AddRoom(chat.Closed, "Here", ada, bob)
	own := c.Post(bob, room.ID, "anybody?")
	refused(t, c.MarkUnread(t.Context(), bob, room.ID, own.ID), "only_you")
	question := c.Post(ada, room.ID, "when?")
	answer := c.Post(bob, room.ID, "tomorrow")
	for _, tt := range []struct{ marked, read int64 }{{answer.ID, question.ID - 1}, {own.ID, own.ID - 1}} {
		if err := c.MarkRead(t.Context(), bob, room.ID, 0); err != nil {
			t.Fatal(err)
		}
		if err := c.MarkUnread(t.Context(), bob, room.ID, tt.marked); err != nil {
			t.Fatal(err)
		}
		view, err := c.Room(t.Context(), bob, room.ID)
		if err != nil || view.UnreadCount != 1 || view.ReadMessageID > tt.read {
			t.Errorf("from %d on: %d unread after %d, %v", tt.marked, view.UnreadCount, view.ReadMessageID, err)
		}
	}
}

func TestWhatWasReadByMistakeIsUnreadAgain(t *testing.T) {
	c := chattest.New(t)
	ada, bob := c.SetUp("ada"), c.Add("bob")
	read, half, foreign := c.AddRoom(chat.Closed, "Read", ada, bob), c.AddRoom(chat.Closed, "Half", ada, bob), c.AddRoom(chat.Closed, "Foreign", ada)
	first := c.Post(ada, half.ID, "first")
	for _, room := range []chat.Room{read, half, half} {
		c.Post(ada, room.ID, "and this")
	}
	secret := c.Post(ada, foreign.ID, "secret")
	if err := c.MarkAllRead(t.Context(), bob); err != nil {
		t.Fatal(err)
	}
	if err := c.RestoreRead(t.Context(), bob, []chat.ReadCursor{{RoomID: half.ID, MessageID: first.ID}, {RoomID: foreign.ID, MessageID: secret.ID}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		room   chat.Room
		unread int
	}{{read, 0}, {half, 2}} {
		if view, err := c.Room(t.Context(), bob, want.room.ID); err != nil || view.UnreadCount != want.unread {
			t.Errorf("%s: %d unread, %v; want %d", want.room.Name, view.UnreadCount, err, want.unread)
		}
	}
}

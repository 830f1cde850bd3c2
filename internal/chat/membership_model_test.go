package chat_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

// roomModel is a room as the rules of membership and unread see it.
type roomModel struct {
	typ     chat.RoomType
	creator int64
	members map[int64]bool
	said    []remark
	read    map[int64]int64 // by member: the message read last; who joins has read all there is
}

type remark struct{ id, by int64 }

// seat makes the members those given: who was one keeps what they read, and who
// comes has read what there is.
func (r *roomModel) seat(members map[int64]bool) {
	read := make(map[int64]int64)
	for id := range members {
		read[id] = r.newest()
		if r.members[id] {
			read[id] = r.read[id]
		}
	}
	r.members, r.read = members, read
}

func (r *roomModel) newest() int64 {
	if len(r.said) == 0 {
		return 0
	}
	return r.said[len(r.said)-1].id
}

func (r *roomModel) unread(userID int64) (count int) {
	for _, m := range r.said {
		if m.id > r.read[userID] && m.by != userID {
			count++
		}
	}
	return count
}

func newRoomModel(typ chat.RoomType, creator int64, members map[int64]bool) *roomModel {
	r := &roomModel{typ: typ, creator: creator}
	r.seat(members)
	return r
}

// model is the team and its rooms, kept in the simplest way there is.
type model struct {
	people map[int64]chat.Viewer
	rooms  map[int64]*roomModel
}

func (m *model) everyone() map[int64]bool {
	all := make(map[int64]bool)
	for id := range m.people {
		all[id] = true
	}
	return all
}

// mayChange reports whether somebody may change a room that has a name.
func (m *model) mayChange(v chat.Viewer, r *roomModel) bool {
	return r.members[v.User.ID] && r.typ != chat.Direct && (v.User.Role == chat.Administrator || v.User.ID == r.creator)
}

// walk takes random steps in the model and in the real thing alike.
type walk struct {
	*testing.T
	*model
	c    *chattest.Campfire
	dice *rand.Rand
	done []string // the steps so far, for the one that fails
}

// TestMembershipAndUnreadAreThoseOfASimpleModel lets people make, convert, change,
// leave and delete rooms at random, talk and read in them, and others join the team
// meanwhile.
func TestMembershipAndUnreadAreThoseOfASimpleModel(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			w := &walk{T: t, c: chattest.New(t), dice: rand.New(rand.NewPCG(seed, 1))}
			w.model = &model{people: make(map[int64]chat.Viewer), rooms: make(map[int64]*roomModel)}
			w.meet(w.c.SetUp("founder"))
			w.adopt(w.c.AllTalk(w.someone()))
			for i := range 5 {
				w.join(i)
			}
			for i := range 150 {
				w.step(i)
				w.compare()
			}
		})
	}
}

func (w *walk) meet(v chat.Viewer) { w.people[v.User.ID] = v }

func (w *walk) adopt(r chat.RoomView) {
	w.rooms[r.ID] = newRoomModel(r.Type, r.CreatorID, w.everyone())
}

func (w *walk) someone() chat.Viewer {
	return w.people[pick(w.dice, slices.Sorted(maps.Keys(w.people)))]
}

func (w *walk) some() (ids []int64) {
	for range 1 + w.dice.IntN(3) {
		ids = append(ids, w.someone().User.ID)
	}
	return ids
}

func pick[T any](dice *rand.Rand, from []T) T { return from[dice.IntN(len(from))] }

func (w *walk) step(i int) {
	steps := []func(){
		func() { w.create(chat.Open) }, func() { w.create(chat.Closed) }, func() { w.create(chat.Closed) },
		w.createDirect, w.createDirect, w.post, w.post, w.post, w.post, w.read, w.read, w.readAll,
		w.convert, w.convert, w.setMembers, w.setMembers, w.add, w.add, w.remove, w.remove, w.leave, w.leave, w.delete,
	}
	if w.dice.IntN(20) == 0 {
		w.join(100 + i)
		return
	}
	pick(w.dice, steps)()
}

// join has somebody new join the team, and so every open room.
func (w *walk) join(i int) {
	v := w.c.Add(fmt.Sprint("person", i))
	w.meet(v)
	for _, r := range w.rooms {
		if r.typ == chat.Open {
			r.seat(set(slices.Collect(maps.Keys(r.members)), v.User.ID))
		}
	}
	w.did(nil, true, "%s joins", v.User.Name)
}

func (w *walk) create(typ chat.RoomType) {
	v, others := w.someone(), w.some()
	room, created, err := w.c.CreateRoom(w.Context(), v, chat.NewRoom{Type: typ, Name: "room", UserIDs: others})
	if w.did(err, true, "%d makes an %s room with %v", v.User.ID, typ, others); !created {
		w.Fatalf("%s: it was there", w.done)
	}
	members := w.everyone()
	if typ == chat.Closed {
		members = set(others, v.User.ID)
	}
	w.rooms[room.ID] = newRoomModel(typ, v.User.ID, members)
}

func (w *walk) createDirect() {
	v, others := w.someone(), w.some()
	room, created, err := w.c.CreateRoom(w.Context(), v, chat.NewRoom{Type: chat.Direct, UserIDs: others})
	w.did(err, true, "%d talks to %v", v.User.ID, others)
	members := set(others, v.User.ID)
	for id, r := range w.rooms {
		if r.typ == chat.Direct && maps.Equal(r.members, members) {
			if created || room.ID != id {
				w.Fatalf("%s: room %d, made: %v; they had %d", w.done, room.ID, created, id)
			}
			return
		}
	}
	w.rooms[room.ID] = newRoomModel(chat.Direct, v.User.ID, members)
}

func set(ids []int64, more int64) map[int64]bool {
	members := map[int64]bool{more: true}
	for _, id := range ids {
		members[id] = true
	}
	return members
}

func (w *walk) room() (int64, *roomModel) {
	id := pick(w.dice, slices.Sorted(maps.Keys(w.rooms)))
	return id, w.rooms[id]
}

func (w *walk) convert() {
	v, to := w.someone(), pick(w.dice, []chat.RoomType{chat.Open, chat.Closed})
	id, r := w.room()
	_, err := w.c.UpdateRoom(w.Context(), v, id, chat.RoomChange{Type: &to})
	if !w.did(err, w.mayChange(v, r), "%d makes room %d %s", v.User.ID, id, to) {
		return
	}
	if r.typ = to; to == chat.Open {
		r.seat(w.everyone())
	}
}

func (w *walk) setMembers() {
	v, chosen := w.someone(), w.some()
	id, r := w.room()
	_, err := w.c.UpdateRoom(w.Context(), v, id, chat.RoomChange{UserIDs: chosen})
	if w.did(err, w.mayChange(v, r) && r.typ == chat.Closed, "%d has %v in room %d", v.User.ID, chosen, id) {
		r.seat(set(chosen, v.User.ID))
	}
}

func (w *walk) add() {
	v, whom := w.someone(), w.someone().User.ID
	id, r := w.room()
	err := w.c.AddMember(w.Context(), v, id, whom)
	if w.did(err, w.mayChange(v, r) && r.typ == chat.Closed, "%d adds %d to room %d", v.User.ID, whom, id) {
		r.seat(set(slices.Collect(maps.Keys(r.members)), whom))
	}
}

func (w *walk) remove() {
	v, whom := w.someone(), w.someone().User.ID
	if v.User.ID == whom {
		return
	}
	id, r := w.room()
	err := w.c.RemoveMember(w.Context(), v, id, whom)
	if w.did(err, w.mayChange(v, r) && r.typ == chat.Closed && r.members[whom], "%d takes %d out of room %d", v.User.ID, whom, id) {
		delete(r.members, whom)
	}
}

func (w *walk) leave() {
	v := w.someone()
	id, r := w.room()
	err := w.c.RemoveMember(w.Context(), v, id, v.User.ID)
	if w.did(err, r.members[v.User.ID] && r.typ == chat.Closed && len(r.members) > 1, "%d leaves room %d", v.User.ID, id) {
		delete(r.members, v.User.ID)
	}
}

func (w *walk) delete() {
	v := w.someone()
	id, r := w.room()
	if len(w.rooms) == 1 { // something is to be left to walk in
		return
	}
	err := w.c.DeleteRoom(w.Context(), v, id)
	if w.did(err, w.mayChange(v, r) || r.typ == chat.Direct && r.members[v.User.ID], "%d deletes room %d", v.User.ID, id) {
		delete(w.rooms, id)
	}
}

func (w *walk) post() {
	v := w.someone()
	id, r := w.room()
	m, _, err := w.c.PostMessage(w.Context(), v, id, chat.Draft{Body: "hello", ClientMessageID: fmt.Sprint(len(w.done))})
	if !w.did(err, r.members[v.User.ID], "%d speaks in room %d", v.User.ID, id) {
		return
	}
	if r.unread(v.User.ID) == 0 {
		r.read[v.User.ID] = m.ID
	}
	r.said = append(r.said, remark{m.ID, v.User.ID})
}

func (w *walk) read() {
	v := w.someone()
	id, r := w.room()
	upTo := r.newest()
	if len(r.said) > 0 {
		upTo = pick(w.dice, r.said).id
	}
	err := w.c.MarkRead(w.Context(), v, id, upTo)
	if w.did(err, r.members[v.User.ID], "%d reads room %d up to %d", v.User.ID, id, upTo) {
		r.read[v.User.ID] = max(r.read[v.User.ID], upTo)
	}
}

func (w *walk) readAll() {
	v := w.someone()
	w.did(w.c.MarkAllRead(w.Context(), v), true, "%d reads everything", v.User.ID)
	for _, r := range w.rooms {
		if r.members[v.User.ID] {
			r.read[v.User.ID] = r.newest()
		}
	}
}

// did notes a step and whether it was done, which must be as the model says.
func (w *walk) did(err error, want bool, format string, args ...any) bool {
	w.Helper()
	w.done = append(w.done, fmt.Sprintf(format, args...))
	if (err == nil) != want || chat.KindOf(err) == chat.Internal && err != nil {
		w.Fatalf("%q\nthe last: %v, want done: %v", w.done, err, want)
	}
	return want
}

// compare looks at each room's members, and at each person's list of rooms with
// what is unread in them.
func (w *walk) compare() {
	lists := make(map[int64][]int64)
	for id, r := range w.rooms {
		want := slices.Sorted(maps.Keys(r.members))
		if got := membersOf(w.T, w.c, id); !slices.Equal(got, want) {
			w.Fatalf("%q\nroom %d has %v, want %v", w.done, id, got, want)
		}
		for _, userID := range want {
			lists[userID] = append(lists[userID], id)
		}
	}
	for id, v := range w.people {
		rooms, err := w.c.Rooms(w.Context(), v)
		if err != nil {
			w.Fatal(err)
		}
		var got []int64
		for _, r := range rooms {
			got = append(got, r.ID)
			if model := w.rooms[r.ID]; model != nil && r.UnreadCount != model.unread(id) {
				w.Fatalf("%q\n%d has %d unread in room %d, want %d", w.done, id, r.UnreadCount, r.ID, model.unread(id))
			}
		}
		slices.Sort(got)
		slices.Sort(lists[id])
		if !slices.Equal(got, lists[id]) {
			w.Fatalf("%q\n%d sees rooms %v, want %v", w.done, id, got, lists[id])
		}
	}
}

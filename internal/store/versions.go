package store

import (
	"sync"
	"sync/atomic"

	"campfire/internal/chat"
)

// versions count commits by what they changed. The store has the only writer,
// so whatever was read at a version holds as long as the version does.
type versions struct {
	access atomic.Uint64
	people atomic.Uint64
	seqs   sync.Map // room id → *atomic.Int64, of rooms that were read or changed
}

// AccessVersion implements chat.Store.
func (s *Store) AccessVersion() uint64 { return s.writer.versions.access.Load() }

// PeopleVersion implements chat.Store.
func (s *Store) PeopleVersion() uint64 { return s.writer.versions.people.Load() }

// RoomSeq implements chat.Store.
func (s *Store) RoomSeq(roomID int64) (seq int64, known bool) { return s.writer.versions.seq(roomID) }

func (v *versions) seq(roomID int64) (seq int64, known bool) {
	found, known := v.seqs.Load(roomID)
	if !known {
		return 0, false
	}
	return found.(*atomic.Int64).Load(), true
}

// learn notes the seq a room was read at, unless a commit has told a later one.
// It returns where the seq is from now on.
func (v *versions) learn(roomID, seq int64) *atomic.Int64 {
	if found, known := v.seqs.Load(roomID); known {
		return found.(*atomic.Int64)
	}
	first := new(atomic.Int64)
	first.Store(seq)
	found, _ := v.seqs.LoadOrStore(roomID, first)
	return found.(*atomic.Int64)
}

// move counts a commit that changed c and made events. After a fault nobody
// knows what was committed, so c is everything.
func (v *versions) move(c changes, events []chat.Event) {
	if c.access {
		v.access.Add(1)
	}
	if c.people {
		v.people.Add(1)
	}
	for _, e := range events {
		found, _ := v.seqs.LoadOrStore(e.RoomID, new(atomic.Int64))
		found.(*atomic.Int64).Store(e.Seq)
	}
}

// changes are what of a transaction invalidates something remembered. Adding a
// session or a member does not: only their presence is remembered.
type changes struct {
	access bool // a session ended, a member left, or a user's rights changed
	people bool // a user, or what can be played, looks different

	jobs bool // there is something to do

	subscribed bool // somebody has a device that is told of messages

	callees bool // there is somebody or something new for which bots are called

	said    []saidChange
	reads   []readMove
	members []int64 // users who came into a room, or whose membership changed
}

func (c *changes) add(other changes) {
	c.access = c.access || other.access
	c.people = c.people || other.people
	c.jobs = c.jobs || other.jobs
	c.subscribed = c.subscribed || other.subscribed
	c.callees = c.callees || other.callees
	c.said = append(c.said, other.said...)
	c.reads = append(c.reads, other.reads...)
	c.members = append(c.members, other.members...)
}

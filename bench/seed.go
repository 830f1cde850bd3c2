package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"campfire/internal/chat"
	"campfire/internal/config"
	"campfire/internal/richtext"
	"campfire/internal/store"
	"campfire/internal/wire"
)

// seedVersion changes when the seed comes to say something else.
const seedVersion = 3

// feedKept is how long servers keep a change unless they are told.
const feedKept = 30 * 24 * time.Hour

// perCommit is how many messages are seeded in one commit.
const perCommit = 5000

// seeder fills a database as the plan says, the same every time.
type seeder struct {
	plan
	signer *richtext.Signer
	random *rand.Rand
	words  words
	chat   *chat.Service
	tx     chat.Tx
	at     time.Time // of the next thing that happens
	step   time.Duration

	users  []chat.User
	rooms  []chat.Room
	newest [][]int64 // per room the ids of its last messages
}

// lastSeen is how many of a room's newest messages somebody may not have read.
const lastSeen = 20

// seed makes a database of a plan. Its year of talk ended some time ago.
func seed(ctx context.Context, path string, p plan) error {
	key, err := config.Secrets{SecretKeyBase: secretKeyBase}.DeriveKey(richtext.MentionSalt)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, store.Options{Path: path, Retention: store.Retention{Age: feedKept}})
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(seedVersion, uint64(p.people)))
	s := &seeder{
		chat: chat.New(chat.Options{Store: db, Encode: wire.EncodeMessage}),
		plan: p, signer: richtext.NewSigner(key), random: random, words: newWords(random),
		at:     time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC),
		step:   365 * 24 * time.Hour / time.Duration(p.messages()+1),
		newest: make([][]int64, len(p.rooms)),
	}
	if err := s.run(ctx, db); err != nil {
		return errors.Join(err, db.Close())
	}
	_, err = db.Prune(ctx, time.Now()) // or the server would, while it is measured
	return errors.Join(err, db.Close())
}

func (s *seeder) run(ctx context.Context, db *store.Store) error {
	steps := []func() error{s.found, s.open}
	talk := s.order()
	for len(talk) > 0 {
		part := talk[:min(perCommit, len(talk))]
		talk = talk[len(part):]
		steps = append(steps, func() error { return s.talk(part) })
	}
	for _, step := range append(steps, s.read) {
		err := db.InTx(ctx, func(tx chat.Tx) error {
			s.tx = tx
			return step()
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// order is in which room each message is: the rooms talk at the same time.
func (s *seeder) order() []int {
	var rooms []int
	for i, r := range s.plan.rooms {
		for range r.messages {
			rooms = append(rooms, i)
		}
	}
	s.random.Shuffle(len(rooms), func(i, j int) { rooms[i], rooms[j] = rooms[j], rooms[i] })
	return rooms
}

func (s *seeder) found() error {
	if err := s.tx.CreateAccount(chat.Account{Name: "Bench", JoinCode: "bench-bench-bench", CreatedAt: s.at, UpdatedAt: s.at}); err != nil {
		return err
	}
	for i := range s.people {
		user := chat.User{
			Name:         fmt.Sprintf("%s %s", title(word(i%vocabulary)), title(word((i*7+70)%vocabulary))),
			EmailAddress: fmt.Sprintf("%d@example.com", i), CreatedAt: s.at, UpdatedAt: s.at,
		}
		if i == 0 {
			user.Role = chat.Administrator
		}
		user, err := s.tx.CreateUser(user)
		if err != nil {
			return err
		}
		s.users = append(s.users, user)
	}
	return nil
}

func title(word string) string { return string(word[0]-'a'+'A') + word[1:] }

func (s *seeder) open() error {
	for i, r := range s.plan.rooms {
		room := chat.Room{Type: chat.Closed, Name: fmt.Sprintf("Room %d", i+1), CreatorID: s.users[0].ID, CreatedAt: s.at, UpdatedAt: s.at}
		if r.members == s.people {
			room.Type = chat.Open
		}
		room, err := s.tx.CreateRoom(room)
		if err != nil {
			return err
		}
		ids := make([]int64, r.members)
		for n := range ids {
			ids[n] = s.users[n].ID
		}
		if _, err := s.tx.AddMembers(room.ID, ids, room.Type.DefaultInvolvement(), s.at); err != nil {
			return err
		}
		s.rooms = append(s.rooms, room)
	}
	return nil
}

// read moves everybody's cursor to one of the newest messages, for most to the
// newest.
func (s *seeder) read() error {
	for i, r := range s.plan.rooms {
		ids := s.newest[i]
		for _, user := range s.users[:r.members] {
			behind := max(0, s.random.IntN(2*lastSeen)-lastSeen)
			id := ids[max(0, len(ids)-1-behind)]
			if _, _, err := s.tx.SetReadMessage(user.ID, s.rooms[i].ID, id, s.at); err != nil {
				return err
			}
		}
	}
	return nil
}

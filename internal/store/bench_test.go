package store_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// BenchmarkPost is 64 people posting at once, each waiting for the answer.
func BenchmarkPost(b *testing.B) {
	for _, mode := range []struct {
		name string
		o    store.Options
	}{
		{"grouped", store.Options{}},
		{"ungrouped", store.Options{Ungrouped: true}},
	} {
		b.Run(mode.name, func(b *testing.B) {
			s := openStore(b, mode.o)
			room, author, _ := conversation(b, s, 1)
			text := strings.Repeat("the quick brown fox ", 6)
			var n atomic.Int64
			b.SetParallelism(32) // times GOMAXPROCS
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					m := draft(room, author, fmt.Sprint("b", n.Add(1)), epoch)
					m.Body, m.Text = "<div>"+text+"</div>", text
					err := s.InTx(b.Context(), func(tx chat.Tx) error {
						_, err := post(tx, &m)
						return err
					})
					if err != nil {
						b.Error(err)
						return
					}
				}
			})
			stats := s.Stats()
			b.ReportMetric(float64(stats.Transactions)/float64(stats.Groups), "posts/commit")
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
		})
	}
}

func BenchmarkMessages(b *testing.B) {
	s := openStore(b, store.Options{})
	room, _, messages := conversation(b, s, 400)
	for _, page := range []struct {
		name   string
		cursor chat.Cursor
	}{
		{"newest", chat.Cursor{Limit: 40}},
		{"before", chat.Cursor{Limit: 40, Before: messages[200].ID}},
	} {
		b.Run(page.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Messages(b.Context(), room.ID, page.cursor); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRoomsOf is the sidebar of somebody in 25 rooms with 100 unread
// messages each.
func BenchmarkRoomsOf(b *testing.B) {
	s := openStore(b, store.Options{})
	author, reader := createUser(b, s, "ada"), createUser(b, s, "grace")
	for i := range 25 {
		room := createRoom(b, s, chat.Room{Type: chat.Closed, Name: fmt.Sprint("Room ", i)}, author, reader)
		inTx(b, s, func(tx chat.Tx) error {
			for n := range 100 {
				m := draft(room, author, fmt.Sprint("m", n), epoch)
				if _, err := post(tx, &m); err != nil {
					return err
				}
			}
			return nil
		})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.RoomsOf(b.Context(), reader.ID); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUnread counts what somebody has not read of a busy room, from memory.
func BenchmarkUnread(b *testing.B) {
	for _, unread := range []int{0, 10, chat.MaxUnreadCount} {
		b.Run(fmt.Sprint(unread), func(b *testing.B) {
			s := openStore(b, store.Options{})
			author, reader := createUser(b, s, "ada"), createUser(b, s, "grace")
			room := createRoom(b, s, chat.Room{Type: chat.Closed, Name: "Room"}, author, reader)
			inTx(b, s, func(tx chat.Tx) error {
				for n := range unread {
					m := draft(room, author, fmt.Sprint("m", n), epoch)
					if _, err := post(tx, &m); err != nil {
						return err
					}
				}
				return nil
			})
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Unread(b.Context(), reader.ID, room.ID); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSessionByToken(b *testing.B) {
	s := openStore(b, store.Options{})
	author := createUser(b, s, "ada")
	inTx(b, s, func(tx chat.Tx) error {
		_, err := tx.CreateSession(chat.Session{UserID: author.ID, Token: "token", LastActiveAt: epoch, CreatedAt: epoch})
		return err
	})
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := s.SessionByToken(b.Context(), "token"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSearch is 20 hits among 5,000 messages, by what is looked for.
func BenchmarkSearch(b *testing.B) {
	s := openStore(b, store.Options{})
	room, author, _ := conversation(b, s, 1)
	inTx(b, s, func(tx chat.Tx) error {
		for n := range 5000 {
			m := draft(room, author, fmt.Sprint("b", n), epoch)
			m.Text = fmt.Sprintf("the quick brown fox jumps over the lazy dog %d, %s", n, []string{"harbour", "渋谷で会議"}[n%2])
			m.Body = m.Text
			if _, err := post(tx, &m); err != nil {
				return err
			}
		}
		return nil
	})
	if err := s.TidySearch(b.Context()); err != nil {
		b.Fatal(err)
	}
	for _, query := range []string{"4711", "harbour", "harbour lazy", "arbo", `"brown fox"`, "会議", "fo", "nothing"} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				find(b, s, author, room, query)
			}
		})
	}
}

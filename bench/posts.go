package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"time"
)

// posts is a load of messages and the record of what the server said yes to.
type posts struct {
	server *child
	team   team
	mark   string            // a word that every message of this load has, and no other
	bodies []json.RawMessage // to take in turn
	before map[int64]int64   // the seq of each room in which posting began

	mu           sync.Mutex
	acknowledged map[int64]map[string]int64 // guarded by mu; per room message ids by client message id
}

const differentBodies = 500

func newPosts(server *child, t team) (*posts, error) {
	p := &posts{
		server: server, team: t, mark: "mark" + strings.ToLower(rand.Text()[:8]),
		before: make(map[int64]int64), acknowledged: make(map[int64]map[string]int64),
	}
	speech := newWords(mathrand.New(mathrand.NewPCG(1, 2)))
	for range differentBodies {
		body, err := json.Marshal("<div>" + p.mark + " " + speech.sentence(speech.length()) + "</div>")
		if err != nil {
			return nil, err
		}
		p.bodies = append(p.bodies, body)
	}
	return p, nil
}

// author posts to one room, over one connection, one message after another.
type author struct {
	*client
	posts  *posts
	room   int64
	cookie string
	name   string // what the client message ids begin with
	n      int
}

// authors connects n people, spread over the rooms. Close them when done.
func (p *posts) authors(ctx context.Context, n int, rooms ...room) (crew, error) {
	var all crew
	for i := range n {
		r := rooms[i%len(rooms)]
		c, err := dialHTTP(ctx, p.server.addr)
		if err != nil {
			all.close()
			return nil, err
		}
		a := &author{client: c, posts: p, room: r.id, cookie: p.team.cookies[p.team.member(r, i)], name: rand.Text()[:10]}
		all = append(all, a)
		if err := p.begin(a); err != nil {
			all.close()
			return nil, err
		}
	}
	return all, nil
}

// begin notes where a room's feed is before the first post to it.
func (p *posts) begin(a *author) error {
	if _, begun := p.before[a.room]; begun {
		return nil
	}
	seq, err := roomSeq(a.client, a.room, a.cookie)
	p.before[a.room], p.acknowledged[a.room] = seq, make(map[string]int64)
	return err
}

// roomSeq asks for the position of a room.
func roomSeq(c *client, room int64, cookie string) (int64, error) {
	a, err := c.get(fmt.Sprintf("/api/rooms/%d/messages?limit=1", room), cookie)
	if err != nil {
		return 0, err
	}
	var page struct{ Seq int64 }
	err = json.Unmarshal(a.body, &page)
	return page.Seq, err
}

type crew []*author

func (all crew) close() {
	for _, a := range all {
		a.close()
	}
}

// post has one of them post.
func (all crew) post(worker int) error {
	a := all[worker]
	return a.post(a.nextID())
}

func (a *author) nextID() string {
	a.n++
	return a.name + "-" + strconv.Itoa(a.n)
}

// post posts a message and notes that it was acknowledged.
func (a *author) post(clientMessageID string) error {
	body := fmt.Appendf(nil, `{"body":%s,"client_message_id":"%s"}`, a.posts.bodies[a.n%differentBodies], clientMessageID)
	got, err := a.do(postRequest(fmt.Sprintf("/api/rooms/%d/messages", a.room), a.cookie, body))
	if err != nil {
		return fmt.Errorf("post: %w", err)
	}
	id, ok := numberAfter(got.body, `"id":`)
	if got.status != 201 || !ok {
		return fmt.Errorf("post: %d %.200s", got.status, got.body)
	}
	a.posts.mu.Lock()
	defer a.posts.mu.Unlock()
	a.posts.acknowledged[a.room][clientMessageID] = id
	return nil
}

// numberAfter returns the number that follows the first occurrence of a key in
// JSON, which is far quicker than decoding. In a string the quotes of the key
// would be escaped, so it is found as a key alone.
func numberAfter(text []byte, key string) (n int64, ok bool) {
	i := bytes.Index(text, []byte(key))
	if i < 0 {
		return 0, false
	}
	for _, c := range text[i+len(key):] {
		if c < '0' || c > '9' {
			break
		}
		n, ok = n*10+int64(c-'0'), true
	}
	return n, ok
}

// steadily has authors post at a rate and returns how long each post took from
// when it was due.
func (all crew) steadily(ctx context.Context, rate float64, d time.Duration) ([]time.Duration, error) {
	do, latencies := timed(len(all), all.post)
	err := openLoop(ctx, len(all), rate, d, do)
	return latencies(), err
}

// withAuthors connects n authors for as long as fn takes.
func (p *posts) withAuthors(ctx context.Context, n int, rooms []room, fn func(crew) error) error {
	all, err := p.authors(ctx, n, rooms...)
	if err != nil {
		return err
	}
	defer all.close()
	return fn(all)
}

var errNothingPosted = errors.New("nothing was posted")

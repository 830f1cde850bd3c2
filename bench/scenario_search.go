package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// search is one kind of query.
type search struct {
	what  string
	query string
	p50   float64 // goal, ms
}

// searches of words that are in the seeded talk, the ranks chosen so that the
// rare one is there in small teams, too.
func (b *bench) searchKinds() []search {
	rare := min(vocabulary-1, max(syllables, b.sizes.messages/16))
	return []search{
		{"a rare word", word(rare), 1},
		{"a common word", word(syllables + 5), 1},
		{"two words", word(syllables+5) + " " + word(syllables+20), 1},
		{"a substring", strings.TrimLeft(word(syllables+30), consonants), 5},
	}
}

// searches is how long a search takes. It is left out of a server without one.
func (b *bench) searches(ctx context.Context) error {
	return b.withTeam(ctx, func(server *child, t team) error {
		c, err := dialHTTP(ctx, server.addr)
		if err != nil {
			return err
		}
		defer c.close()
		cookie := t.cookies[t.rooms[0].members[0]]
		there, err := c.do(getRequest("/api/search?q=word", cookie))
		if err != nil {
			return err
		}
		if there.status == http.StatusNotFound {
			b.table.leaveOut("search", "the server has no GET /api/search")
			return nil
		}
		for _, kind := range b.searchKinds() {
			if err := b.search(ctx, server, c, cookie, kind); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) search(ctx context.Context, server *child, c *client, cookie string, kind search) error {
	r, err := newReading(c, "/api/search?q="+url.QueryEscape(kind.query), cookie)
	if err == nil {
		err = checkHits(r.want.body, kind.query)
	}
	if err != nil {
		return fmt.Errorf("search for %s: %w", kind.what, err)
	}
	rounds, err := b.interleave(ctx, variant{kind.what, func(ctx context.Context, d time.Duration) (sample, error) {
		return steadyReading(ctx, server, r, searchRate, b.sizes.readers, d)
	}})
	if err != nil {
		return err
	}
	b.table.add(row{
		what: fmt.Sprintf("search for %s in %s messages, %d a second", kind.what, thousands(int64(b.sizes.messages)), searchRate),
		unit: "ms p50", rounds: rounds[0],
		goals: []goal{atMost(ofP50, kind.p50), atMost(ofP99, 5)},
	})
	return nil
}

// checkHits looks at the messages found: there are some, and the words are in
// each.
func checkHits(body []byte, query string) error {
	var found struct {
		Hits []struct {
			Message struct {
				BodyText string `json:"body_text"`
			}
		}
	}
	if err := json.Unmarshal(body, &found); err != nil {
		return err
	}
	if len(found.Hits) == 0 {
		return errors.New("nothing was found")
	}
	for _, hit := range found.Hits {
		for word := range strings.FieldsSeq(query) {
			if !strings.Contains(strings.ToLower(hit.Message.BodyText), word) {
				return fmt.Errorf("%q is not in %q", word, hit.Message.BodyText)
			}
		}
	}
	return nil
}

// steadyReading repeats a reading at a rate.
func steadyReading(ctx context.Context, server *child, r reading, rate float64, connections int, d time.Duration) (result sample, err error) {
	all, err := dialAll(ctx, server.addr, connections)
	if err != nil {
		return result, err
	}
	defer all.close()
	do, latencies := timed(len(all), func(worker int) error {
		a, err := all[worker].do(r.request)
		if err != nil {
			return err
		}
		return r.answered(a)
	})
	result.cpu, err = server.cpuPer(func() (int, error) {
		err := openLoop(ctx, len(all), rate, d, do)
		return len(latencies()), err
	})
	result.latencies = latencies()
	result.value = result.quantile(0.5)
	return result, err
}

package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// verify looks for every acknowledged message: it must be once in the history
// of its room, once in the room's feed, and in the search index.
func (p *posts) verify(ctx context.Context) error {
	c, err := dialHTTP(ctx, p.server.addr)
	if err != nil {
		return err
	}
	defer c.close()
	indexed, err := p.indexed(ctx)
	if err != nil {
		return err
	}
	var failed error
	total := 0
	for _, r := range p.team.rooms {
		posted := p.acknowledged[r.id]
		if len(posted) == 0 {
			continue
		}
		total += len(posted)
		failed = errors.Join(failed, p.verifyRoom(c, r, posted, indexed))
	}
	if total == 0 {
		return errNothingPosted
	}
	return failed
}

func (p *posts) verifyRoom(c *client, r room, posted map[string]int64, indexed map[int64]bool) error {
	cookie := p.team.cookies[p.team.member(r, 0)]
	history, err := readHistory(c, r.id, cookie, posted)
	if err != nil {
		return err
	}
	feed, err := readFeed(c, r.id, cookie, p.before[r.id])
	if err != nil {
		return err
	}
	var failed error
	for clientMessageID, id := range posted {
		if history[clientMessageID] != 1 || feed[clientMessageID] != 1 || !indexed[id] {
			failed = fmt.Errorf("acknowledged message %d in room %d is %d times in the history, %d times in the feed, in the search index: %t",
				id, r.id, history[clientMessageID], feed[clientMessageID], indexed[id])
		}
	}
	return failed
}

// indexed asks the search index for the load's messages, beside the server.
func (p *posts) indexed(ctx context.Context) (map[int64]bool, error) {
	ids := make(map[int64]bool)
	err := query(ctx, p.team.database(), `SELECT rowid FROM message_search_index WHERE message_search_index MATCH ?`,
		func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids[id] = true
			return err
		}, p.mark)
	return ids, err
}

// readHistory counts the client message ids on the pages of a room, from the
// newest back to the first of those posted.
func readHistory(c *client, room int64, cookie string, posted map[string]int64) (map[string]int, error) {
	first := int64(math.MaxInt64)
	for _, id := range posted {
		first = min(first, id)
	}
	found, before := make(map[string]int), ""
	for {
		a, err := c.get(fmt.Sprintf("/api/rooms/%d/messages?limit=100%s", room, before), cookie)
		if err != nil {
			return nil, err
		}
		var page struct {
			Messages []struct {
				ID              int64
				ClientMessageID string `json:"client_message_id"`
			}
			HasBefore bool `json:"has_before"`
		}
		if err := json.Unmarshal(a.body, &page); err != nil {
			return nil, err
		}
		for _, m := range page.Messages {
			found[m.ClientMessageID]++
		}
		if !page.HasBefore || page.Messages[0].ID <= first {
			return found, nil
		}
		before = fmt.Sprintf("&before=%d", page.Messages[0].ID)
	}
}

// readFeed counts the client message ids of the messages that a room's feed
// says were created after a seq. A seq that is missing is an error.
func readFeed(c *client, room int64, cookie string, after int64) (map[string]int, error) {
	found := make(map[string]int)
	for {
		page, err := readEvents(c, room, cookie, after)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Events {
			if after++; e.Seq != after {
				return nil, fmt.Errorf("the feed of room %d goes from %d to %d", room, after-1, e.Seq)
			}
			if e.Type == "message.created" {
				found[e.ClientMessageID]++
			}
		}
		if !page.More {
			return found, nil
		}
	}
}

type eventPage struct {
	Events []struct {
		Seq             int64
		Type            string
		ClientMessageID string `json:"client_message_id"`
	}
	More bool
}

func readEvents(c *client, room int64, cookie string, after int64) (page eventPage, err error) {
	a, err := c.get(fmt.Sprintf("/api/rooms/%d/events?after=%d", room, after), cookie)
	if err == nil {
		err = json.Unmarshal(a.body, &page)
	}
	return page, err
}

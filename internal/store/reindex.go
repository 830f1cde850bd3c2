package store

import (
	"context"

	"campfire/internal/chat"
	"campfire/internal/richtext"
)

// emptySearch leaves nothing of the index, however damaged it is. The first is
// the original's own.
var emptySearch = []string{
	`DROP TABLE message_search_index`,
	`CREATE VIRTUAL TABLE "message_search_index" USING fts5(body, tokenize=porter)`,
	`DROP TABLE search_pieces`,
	`CREATE VIRTUAL TABLE search_pieces USING fts5(pieces, tokenize=ascii, content='', contentless_delete=1, detail=none)`,
	`DELETE FROM search_words`,
}

// Reindex makes the search index anew from what the messages say, and notes
// whom they mention. It is one transaction, in which nobody else can write:
// some seconds for a hundred thousand messages. It returns how many there were.
func (s *Store) Reindex(ctx context.Context) (messages int, err error) {
	err = s.InTx(ctx, func(t chat.Tx) error {
		messages, err = t.(*tx).reindex()
		return err
	})
	return messages, err
}

func (t *tx) reindex() (done int, err error) {
	for _, statement := range emptySearch {
		if _, err := t.conn.exec(statement); err != nil {
			return 0, err
		}
	}
	names, err := namesByID(t.conn)
	if err != nil {
		return 0, err
	}
	x := newIndexer(t.conn)
	for last := int64(0); ; {
		messages, err := messagesAfter(t.conn, last)
		if err != nil || len(messages) == 0 {
			return done, err
		}
		for _, m := range messages {
			if err := t.reindexMessage(x, m, names); err != nil {
				return done, err
			}
			last = m.ID
		}
		done += len(messages)
	}
}

func (t *tx) reindexMessage(x *indexer, m chat.Message, names map[int64]string) error {
	shown := richtext.Render(m.Body, func(id int64) (string, bool) {
		name, known := names[id]
		return name, known
	})
	text := shown.Text
	if text == "" && m.Attachment != nil {
		text = m.Attachment.Filename
	}
	m.MentionedUserIDs, m.Mass = shown.MentionedUserIDs, shown.Mass
	if err := t.createMentions(m); err != nil {
		return err
	}
	return x.index(searchRow{messageID: m.ID, text: text})
}

func namesByID(c *conn) (map[int64]string, error) {
	users, err := all(c, scanPerson, `SELECT `+personColumns+` FROM users u`)
	names := make(map[int64]string, len(users))
	for _, u := range users {
		names[u.ID] = u.Name
	}
	return names, err
}

// messagesAfter returns the next messages by id, with their files.
func messagesAfter(c *conn, id int64) ([]chat.Message, error) {
	messages, err := all(c, scanMessage, `
		SELECT `+messageColumns+`
		FROM `+messageTables+`
		WHERE m.id > ?
		ORDER BY m.id
		LIMIT ?`, id, indexedAtATime)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(messages))
	for i, m := range messages {
		ids[i] = m.ID
	}
	attachments, err := attachmentsOf(c, ids)
	for i := range messages {
		messages[i].Attachment = attachments[messages[i].ID]
	}
	return messages, err
}

// Unindexed counts the messages of a database file that search cannot find: the
// original forgets them when it crashes.
func Unindexed(ctx context.Context, path string) (int64, error) {
	db, err := openDB(path, "query_only(1)")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, `
		SELECT count(*)
		FROM messages
		WHERE NOT EXISTS (SELECT 1 FROM message_search_index_content WHERE id = messages.id)`)
	if err != nil {
		return 0, err
	}
	counts, err := collect(rows, nil, scanInt)
	if err != nil {
		return 0, err
	}
	return counts[0], nil
}

package store

import (
	"context"
	"database/sql"
	"strings"

	"campfire/internal/search"
)

// searchRow is what search finds a message by.
type searchRow struct {
	messageID int64
	text      string
	edited    bool // it had another text before
	gone      bool // the message is no more; neither is its row
}

// rememberedWords bounds how many words an indexer remembers.
const rememberedWords = 50_000

// indexer writes search rows. It remembers words that are known, so that most
// messages ask nothing of the table of words.
type indexer struct {
	to    statements
	known map[string]struct{}
}

// statements carries out statements: a connection, or a migration.
type statements interface {
	exec(query string, args ...any) (sql.Result, error)
}

func newIndexer(to statements) *indexer {
	return &indexer{to: to, known: make(map[string]struct{})}
}

func (x *indexer) exec(query string, args ...any) error {
	_, err := x.to.exec(query, args...)
	return err
}

// index writes the row of a message. The original may have left one behind.
func (x *indexer) index(row searchRow) error {
	if row.gone {
		if err := x.exec(`DELETE FROM message_search_index WHERE rowid = ?`, row.messageID); err != nil {
			return err
		}
		return x.deletePieces(row.messageID)
	}
	err := x.exec(`
		INSERT OR REPLACE INTO message_search_index (rowid, body)
		VALUES (?, ?)`, row.messageID, row.text)
	if err == nil && row.edited {
		err = x.deletePieces(row.messageID)
	}
	if err == nil {
		err = x.indexParts(row.messageID, row.text)
	}
	return err
}

func (x *indexer) deletePieces(messageID int64) error {
	return x.exec(`DELETE FROM search_pieces WHERE rowid = ?`, messageID)
}

// indexParts writes what a message's text is found by besides whole words.
func (x *indexer) indexParts(messageID int64, text string) (err error) {
	search.Words(text, func(word string) {
		if err == nil {
			err = x.learn(word)
		}
	})
	if err != nil {
		return err
	}
	pieces := search.Pieces(text)
	if len(pieces) == 0 {
		return nil
	}
	return x.exec(`
		INSERT OR REPLACE INTO search_pieces (rowid, pieces)
		VALUES (?, ?)`, messageID, strings.Join(pieces, " "))
}

func (x *indexer) learn(word string) error {
	if _, known := x.known[word]; known {
		return nil
	}
	if len(x.known) >= rememberedWords {
		clear(x.known)
	}
	err := x.exec(`INSERT INTO search_words (word) VALUES (?) ON CONFLICT (word) DO NOTHING`, word)
	if err == nil {
		x.known[word] = struct{}{}
	}
	return err
}

// indexedAtATime is how many texts are held in memory while all are indexed.
const indexedAtATime = 1000

// indexAllParts indexes the parts of every text that the full-text index has.
func indexAllParts(ctx context.Context, tx *sql.Tx) error {
	x := newIndexer(migration{ctx, tx})
	for last := int64(0); ; {
		rows, err := tx.QueryContext(ctx, `
			SELECT id, coalesce(c0, '')
			FROM message_search_index_content
			WHERE id > ?
			ORDER BY id
			LIMIT ?`, last, indexedAtATime)
		if err != nil {
			return err
		}
		texts, err := collect(rows, nil, func(rows *sql.Rows) (row searchRow, err error) {
			err = rows.Scan(&row.messageID, &row.text)
			return row, err
		})
		if err != nil || len(texts) == 0 {
			return err
		}
		for _, row := range texts {
			if err := x.indexParts(row.messageID, row.text); err != nil {
				return err
			}
			last = row.messageID
		}
	}
}

// migration carries out the statements of a migration.
type migration struct {
	ctx context.Context
	tx  *sql.Tx
}

func (m migration) exec(query string, args ...any) (sql.Result, error) {
	return m.tx.ExecContext(m.ctx, query, args...)
}

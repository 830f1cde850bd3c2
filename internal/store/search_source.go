package store

import (
	"slices"
	"strings"

	"campfire/internal/search"
)

// source is a query for messages that may be hits, the newest first: the filter's
// arguments, whether bodies are wanted, its own argument if it has one, the id
// they are all below and that of the oldest.
type source string

// searchFilter is what does not depend on a message's text.
const searchFilter = `
	m.room_id IN (SELECT value FROM json_each(?))
	AND (? OR m.creator_id IN (SELECT value FROM json_each(?)))
	AND (? = 0 OR m.creator_id <> ? AND EXISTS (SELECT 1 FROM mentions WHERE user_id IN (?, 0) AND room_id = m.room_id AND message_id = m.id))
	AND m.created_at >= ? AND m.created_at < ?`

const candidateColumns = `m.id, m.room_id, CASE WHEN ` + searchFilter + ` THEN coalesce(t.c0, '') END,
	CASE WHEN ? THEN (SELECT body FROM action_text_rich_texts WHERE record_type = 'Message' AND record_id = m.id AND name = 'body') END`

// indexedText is where the full-text index keeps what it was given: read there,
// a text costs half of what it does through the index.
const indexedText = `LEFT JOIN message_search_index_content t ON t.id = m.id`

const (
	havingWords source = `
		SELECT ` + candidateColumns + `
		FROM message_search_index i
		CROSS JOIN messages m ON m.id = i.rowid
		` + indexedText + `
		WHERE message_search_index MATCH ? AND i.rowid < ? AND i.rowid >= ?
		ORDER BY i.rowid DESC`

	havingPieces source = `
		SELECT ` + candidateColumns + `
		FROM search_pieces i
		CROSS JOIN messages m ON m.id = i.rowid
		` + indexedText + `
		WHERE search_pieces MATCH ? AND i.rowid < ? AND i.rowid >= ?
		ORDER BY i.rowid DESC`

	mentioning source = `
		SELECT ` + candidateColumns + `
		FROM mentions i
		CROSS JOIN messages m ON m.id = i.message_id
		` + indexedText + `
		WHERE i.user_id IN (?, 0) AND i.message_id < ? AND i.message_id >= ?
		ORDER BY i.message_id DESC`

	inRoom source = `
		SELECT ` + candidateColumns + `
		FROM messages m
		` + indexedText + `
		WHERE m.room_id = ? AND m.id < ? AND m.id >= ?
		ORDER BY m.id DESC`

	byCreator source = `
		SELECT ` + candidateColumns + `
		FROM messages m
		` + indexedText + `
		WHERE m.creator_id = ? AND m.id < ? AND m.id >= ?
		ORDER BY m.id DESC`

	everywhere source = `
		SELECT ` + candidateColumns + `
		FROM messages m
		` + indexedText + `
		WHERE m.id < ? AND m.id >= ?
		ORDER BY m.id DESC`
)

// piecesExpression is what search_pieces must match for all terms; empty when
// none has pieces.
func piecesExpression(terms []search.Term) string {
	var wanted []string
	for _, t := range terms {
		for _, piece := range t.Pieces {
			wanted = append(wanted, quoted(piece))
		}
	}
	return strings.Join(wanted, " AND ")
}

// wordsExpressions are what message_search_index must match for all terms but
// those with parts of too many words: of few words each, and, when there are
// none of those, of many. None can when there is a word nobody ever said.
func wordsExpressions(q search.Query, v *vocabulary) (few, many string, none bool) {
	var fewOnes, manyOnes []string
	for _, w := range wantedWords(q) {
		found, complete := v.find(w, manyWords)
		if !complete {
			continue
		}
		if w.Kind != search.Whole && !slices.Contains(found, w.Text) {
			found = append(found, w.Text) // it may be another form of a word
		}
		for i, word := range found {
			found[i] = quoted(word)
		}
		expression := "(" + strings.Join(found, " OR ") + ")"
		switch {
		case len(found) == 0:
			return "", "", true
		case len(found) <= fewWords:
			fewOnes = append(fewOnes, expression)
		default:
			manyOnes = append(manyOnes, expression)
		}
	}
	return strings.Join(fewOnes, " AND "), strings.Join(manyOnes, " AND "), false
}

func wantedWords(q search.Query) []search.Word {
	var wanted []search.Word
	for _, t := range q.Terms {
		wanted = append(wanted, t.Words...)
	}
	if q.Has.Sound {
		wanted = append(wanted, search.Word{Text: "play", Kind: search.Whole})
	}
	return wanted
}

// quoted makes a string of FTS5's query language.
func quoted(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }

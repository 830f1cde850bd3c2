package search

import (
	"strings"
	"unicode/utf8"
)

// longestWord is the length in bytes from which on a word is found whole or not
// at all: it is an address, a key, or noise.
const longestWord = 200

// Words calls yield with the words of a text by which parts of words are found,
// in lower case: all but those of unspaced scripts, which Pieces has.
func Words(text string, yield func(word string)) {
	words(text, func(word string, _ int) {
		if len(word) <= longestWord && strings.ContainsFunc(word, func(r rune) bool { return !isUnspaced(r) }) {
			yield(strings.ToLower(word))
		}
	})
}

// Spaced returns the parts of a word that are of spaced scripts: "api" of
// "新しいapiを使う".
func Spaced(word string) []string { return strings.FieldsFunc(word, isUnspaced) }

// Pieces returns the letters of the unspaced scripts in a text and each two that
// follow each other, folded, each once; nil for most texts.
func Pieces(text string) []string {
	if !strings.ContainsFunc(text, isUnspacedForm) {
		return nil
	}
	return pieces(Fold(text), true)
}

// isUnspacedForm is isUnspaced before folding.
func isUnspacedForm(r rune) bool { return isUnspaced(r) || isWidth(r) }

// pieces of a folded text; single letters only where there are no two, unless
// all are wanted.
func pieces(folded string, all bool) []string {
	var found []string
	seen := make(map[string]bool)
	add := func(piece string) {
		if !seen[piece] {
			seen[piece], found = true, append(found, piece)
		}
	}
	before := 0 // length of the unspaced letter before, 0 when there is none
	for i, r := range folded {
		if !isUnspaced(r) {
			before = 0
			continue
		}
		size := utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(folded[i+size:])
		if all || before == 0 && !isUnspaced(next) {
			add(folded[i : i+size])
		}
		if before > 0 {
			add(folded[i-before : i+size])
		}
		before = size
	}
	return found
}

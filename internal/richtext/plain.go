package richtext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Most messages are a line of words in a div, or by themselves. What is stored,
// what is shown and the plain text of those are the words as they are, so
// parsing and cleaning would change nothing. FuzzPlain holds the two ways
// together.

// plain returns the words of a body that is nothing else.
func plain(body string) (words string, ok bool) {
	if len(body) > MaxBytes {
		return "", false
	}
	words = body
	if inner, opened := strings.CutPrefix(body, "<div>"); opened {
		if words, ok = strings.CutSuffix(inner, "</div>"); !ok {
			return "", false
		}
	}
	return words, onlyWords(words)
}

// onlyWords reports whether text is a line that has a letter of the alphabet,
// neither begins nor ends with a space, and has nothing that is markup or that
// could become a link.
func onlyWords(text string) bool {
	letter, ascii := false, true
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ', c == 0x7f, c == '<', c == '>', c == '&', c == '@', c == '/', c == ':':
			return false
		case c >= utf8.RuneSelf:
			ascii = false
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			letter = true
		}
	}
	return letter && text[0] != ' ' && text[len(text)-1] != ' ' && !containsWWW(text) &&
		(ascii || utf8.ValidString(text) && !strings.ContainsFunc(text, notGraphic))
}

func notGraphic(r rune) bool { return !unicode.IsGraphic(r) }

func containsWWW(text string) bool {
	for i := 0; i+4 <= len(text); i++ {
		if text[i+3] == '.' && strings.EqualFold(text[i:i+3], "www") {
			return true
		}
	}
	return false
}

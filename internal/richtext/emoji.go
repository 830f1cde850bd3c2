package richtext

import (
	"unicode"
	"unicode/utf8"
)

// EmojiOnly reports whether text is emoji and nothing else, spaces aside. A
// sequence counts as the emoji it draws: flags, keycaps, skin tones, families.
func EmojiOnly(text string) bool {
	found := false
	for text != "" {
		n := emojiLen(text)
		if n == 0 {
			r, size := utf8.DecodeRuneInString(text)
			if !unicode.IsSpace(r) {
				return false
			}
			n = size
		} else {
			found = true
		}
		text = text[n:]
	}
	return found
}

const (
	zeroWidthJoiner = '\u200d'
	emojiVariation  = '\ufe0f'
	keycap          = '\u20e3'
	tagFirst        = '\U000e0020' // tags spell the name of a subdivision's flag
	tagLast         = '\U000e007f'
)

// emojiLen returns the bytes of the emoji at the start of text with what
// modifies it, after the emoji_zwj_element of UTS #51; 0 without one.
func emojiLen(text string) int {
	r, n := utf8.DecodeRuneInString(text)
	if unicode.Is(keycapBases, r) {
		return keycapLen(text, n)
	}
	if !unicode.Is(pictographic, r) {
		return 0
	}
	for {
		r, size := utf8.DecodeRuneInString(text[n:])
		switch {
		case r == emojiVariation, r == keycap, tagFirst <= r && r <= tagLast:
			n += size
		case r == zeroWidthJoiner:
			next, nextSize := utf8.DecodeRuneInString(text[n+size:])
			if !unicode.Is(pictographic, next) {
				return n
			}
			n += size + nextSize
		default:
			return n
		}
	}
}

// keycapLen is emojiLen of a digit, "#" or "*" of n bytes: emoji only on a key.
func keycapLen(text string, n int) int {
	r, size := utf8.DecodeRuneInString(text[n:])
	if r == emojiVariation {
		n += size
		r, size = utf8.DecodeRuneInString(text[n:])
	}
	if r != keycap {
		return 0
	}
	return n + size
}

var keycapBases = &unicode.RangeTable{
	R16:         []unicode.Range16{{'#', '#', 1}, {'*', '*', 1}, {'0', '9', 1}},
	LatinOffset: 3,
}

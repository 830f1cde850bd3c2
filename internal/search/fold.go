package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes texts that people take for the same the same: without case,
// accents and width, each run of white space one space.
func Fold(text string) string {
	folded, _ := fold(text, false)
	return folded
}

// fold also says, when asked, for each byte of the result where in text the
// character that it comes from begins; nil when it is where that byte is.
func fold(text string, places bool) (folded string, at []int) {
	if isPlain(text) {
		return strings.ToLower(text), nil
	}
	out := make([]byte, 0, len(text)+8)
	if places {
		at = make([]int, 0, len(text)+9)
	}
	for i, r := range text {
		switch {
		case r < utf8.RuneSelf && r > ' ':
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			out = append(out, byte(r))
		case r <= ' ' || unicode.IsSpace(r):
			if len(out) == 0 || out[len(out)-1] != ' ' {
				out = append(out, ' ')
			}
		default:
			out = appendFolded(out, r)
		}
		for places && len(at) < len(out) {
			at = append(at, i)
		}
	}
	if places {
		at = append(at, len(text))
	}
	return string(out), at
}

// isPlain reports whether all there is to fold in a text is its case: it is of
// ASCII, and its white space is spaces, one at a time.
func isPlain(text string) bool {
	before := byte(0)
	for i := range len(text) {
		b := text[i]
		if b < ' ' || b >= utf8.RuneSelf || b == ' ' && before == ' ' {
			return false
		}
		before = b
	}
	return true
}

// alike are letters that Unicode does not take apart but keyboards do.
var alike = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'đ': "d", 'Đ': "d",
	'ł': "l", 'Ł': "l", 'ı': "i", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ς': "σ", '’': "'", '‘': "'",
}

func appendFolded(out []byte, r rune) []byte {
	if instead, ok := alike[r]; ok {
		return append(out, instead...)
	}
	if unicode.Is(unicode.Hangul, r) {
		return utf8.AppendRune(out, r) // taken apart it would be other letters
	}
	var encoded [utf8.UTFMax]byte
	form := norm.NFKD
	if isUnspaced(r) {
		form = norm.NFKC // the marks of kana are no accents
	}
	parts := form.Properties(encoded[:utf8.EncodeRune(encoded[:], r)]).Decomposition()
	if parts == nil || isUnspaced(r) && !isWidth(r) {
		return appendLower(out, r)
	}
	for len(parts) > 0 {
		part, size := utf8.DecodeRune(parts)
		out, parts = appendLower(out, part), parts[size:]
	}
	return out
}

// isWidth reports whether r is a half or full width form.
func isWidth(r rune) bool { return 0xFF00 <= r && r <= 0xFFEF }

// appendLower leaves out accents, and what cannot be seen.
func appendLower(out []byte, r rune) []byte {
	if unicode.Is(unicode.Mn, r) && unicode.Is(unicode.Inherited, r) || unicode.Is(unicode.Cf, r) {
		return out
	}
	return utf8.AppendRune(out, unicode.ToLower(r))
}

// isToken reports whether r is part of a word.
func isToken(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// unspaced are the scripts that put no space between words, or in which a word
// carries its particles.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Yi,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

const firstUnspaced = 0x0E00

func isUnspaced(r rune) bool {
	return r >= firstUnspaced && (r == 'ー' || unicode.In(r, unspaced...))
}

// words calls yield with each word of text; of a text as posted those are what
// the full-text index has.
func words(text string, yield func(word string, begin int)) {
	for begin := 0; begin < len(text); {
		r, size := utf8.DecodeRuneInString(text[begin:])
		if !isToken(r) {
			begin += size
			continue
		}
		end := strings.IndexFunc(text[begin:], func(r rune) bool { return !isToken(r) })
		if end < 0 {
			end = len(text) - begin
		}
		yield(text[begin:begin+end], begin)
		begin += end
	}
}

package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner takes a query apart at its spaces and quotation marks.
type scanner struct {
	rest string

	piece       string // what was found, without quotation marks around all of it
	quoted      bool
	name, value string // when piece is name:value, value without quotation marks
}

// closing is the mark that ends what a quotation mark begins. Keyboards and
// phones make many.
var closing = map[rune]string{'"': `"”“`, '“': `”“"`, '„': `“”"`, '”': `”"`, '«': `»`, '»': `«»`, '「': `」`, '『': `』`}

// next finds the next piece; false at the end.
func (s *scanner) next() bool {
	s.rest = strings.TrimLeftFunc(s.rest, unicode.IsSpace)
	if s.rest == "" {
		return false
	}
	s.name, s.value = "", ""
	if s.piece, s.quoted = s.quotation(); s.quoted {
		return true
	}
	end := strings.IndexFunc(s.rest, unicode.IsSpace)
	if end < 0 {
		end = len(s.rest)
	}
	s.piece = s.rest[:end]
	name, value, found := strings.Cut(s.piece, ":")
	if !found {
		s.rest = s.rest[end:]
		return true
	}
	s.name = strings.ToLower(name)
	s.rest = s.rest[len(name)+1:]
	if quoted, ok := s.quotation(); ok { // from:"Ada Lovelace"
		s.value, s.piece = quoted, name+":"+quoted
		return true
	}
	s.value, s.rest = value, s.rest[len(value):]
	return true
}

// quotation takes what stands in quotation marks at the beginning of the rest.
// One that is not ended yet reaches to the end.
func (s *scanner) quotation() (string, bool) {
	opening, size := utf8.DecodeRuneInString(s.rest)
	marks, ok := closing[opening]
	if !ok {
		return "", false
	}
	inside := s.rest[size:]
	end := strings.IndexAny(inside, marks)
	if end < 0 {
		s.rest = ""
		return inside, true
	}
	_, size = utf8.DecodeRuneInString(inside[end:])
	s.rest = inside[end+size:]
	return inside[:end], true
}

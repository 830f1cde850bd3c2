package main

import (
	"math"
	"math/rand/v2"
	"strings"
)

// words speaks a language whose words are as unevenly used as those of any
// other (Zipf's law, with Mandelbrot's shift) and, as in any other, the shorter
// the more they are used.
type words struct {
	random *rand.Rand
	zipf   *rand.Zipf
}

const vocabulary = 20_000

func newWords(random *rand.Rand) words {
	return words{random, rand.NewZipf(random, 1.07, 2.7, vocabulary-1)}
}

const (
	consonants = "bdfgklmnprstvz"
	vowels     = "aeiou"
	syllables  = len(consonants) * len(vowels)
)

// word is the one of a rank, 0 the most used: of one syllable, then two, three.
func word(rank int) string {
	var b []byte
	for n := rank; n >= 0; n = n/syllables - 1 {
		s := n % syllables
		b = append(b, consonants[s/len(vowels)], vowels[s%len(vowels)])
	}
	return string(b)
}

// sentence is n words.
func (w words) sentence(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word(int(w.zipf.Uint64())))
	}
	return b.String()
}

// length of a message in words: half have up to 12, a tenth more than 40
// (log-normal).
func (w words) length() int {
	return min(max(1, int(math.Exp(math.Log(12)+0.95*w.random.NormFloat64()))), 400)
}

package search

import "strings"

// stem returns what the forms of an English word have in common, by M. F.
// Porter, "An algorithm for suffix stripping", Program 14 (1980), as the
// tokenizer "porter" of SQLite's FTS5 does. The word is of the letters a to z.
func stem(word string) string {
	if len(word) < 3 || len(word) > 64 {
		return word
	}
	word = plural(word)
	word = pastOrGoing(word)
	if strings.HasSuffix(word, "y") && hasVowel(word[:len(word)-1]) {
		word = word[:len(word)-1] + "i"
	}
	word = replaceSuffix(word, 0, long)
	word = replaceSuffix(word, 0, longer)
	word = dropSuffix(word)
	return dropLastLetter(word)
}

func plural(word string) string {
	switch {
	case strings.HasSuffix(word, "sses") && len(word) > 4, strings.HasSuffix(word, "ies") && len(word) > 3:
		return word[:len(word)-2]
	case strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss"):
		return word[:len(word)-1]
	default:
		return word
	}
}

func pastOrGoing(word string) string {
	if root, ok := cut(word, "eed"); ok {
		if measure(root) > 0 {
			return root + "ee"
		}
		return word
	}
	for _, suffix := range []string{"ed", "ing"} {
		if root, ok := cut(word, suffix); ok {
			if hasVowel(root) {
				return restore(root)
			}
			return word
		}
	}
	return word
}

// restore puts back what -ed and -ing took.
func restore(root string) string {
	n := len(root)
	switch {
	case strings.HasSuffix(root, "at"), strings.HasSuffix(root, "bl"), strings.HasSuffix(root, "iz"):
		return root + "e"
	case n > 1 && root[n-1] == root[n-2] && isConsonant(root, n-1) && !strings.Contains("lsz", root[n-1:]):
		return root[:n-1]
	case measure(root) == 1 && endsShort(root):
		return root + "e"
	default:
		return root
	}
}

var long = []string{
	"ational", "ate", "tional", "tion", "enci", "ence", "anci", "ance", "izer", "ize", "logi", "log", "bli", "ble",
	"alli", "al", "entli", "ent", "eli", "e", "ousli", "ous", "ization", "ize", "ation", "ate", "ator", "ate",
	"alism", "al", "iveness", "ive", "fulness", "ful", "ousness", "ous", "aliti", "al", "iviti", "ive", "biliti", "ble",
}

var longer = []string{"icate", "ic", "ative", "", "alize", "al", "iciti", "ic", "ical", "ic", "ful", "", "ness", ""}

// replaceSuffix puts the second of a pair in the place of the first, where what
// stays is long enough.
func replaceSuffix(word string, least int, pairs []string) string {
	for i := 0; i < len(pairs); i += 2 {
		if root, ok := cut(word, pairs[i]); ok {
			if measure(root) > least {
				return root + pairs[i+1]
			}
			return word
		}
	}
	return word
}

var dropped = []string{
	"al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize",
}

func dropSuffix(word string) string {
	for _, suffix := range dropped {
		root, ok := cut(word, suffix)
		if !ok {
			continue
		}
		if measure(root) > 1 && (suffix != "ion" || strings.HasSuffix(root, "s") || strings.HasSuffix(root, "t")) {
			return root
		}
		return word
	}
	return word
}

func dropLastLetter(word string) string {
	if root, ok := cut(word, "e"); ok {
		if m := measure(root); m > 1 || m == 1 && !endsShort(root) {
			word = root
		}
	}
	if strings.HasSuffix(word, "ll") && measure(word[:len(word)-1]) > 1 {
		word = word[:len(word)-1]
	}
	return word
}

func isConsonant(word string, i int) bool {
	switch word[i] {
	case 'a', 'e', 'i', 'o', 'u':
		return false
	case 'y':
		return i == 0 || !isConsonant(word, i-1)
	default:
		return true
	}
}

func hasVowel(word string) bool {
	for i := range len(word) {
		if !isConsonant(word, i) {
			return true
		}
	}
	return false
}

// measure counts how often consonants follow vowels.
func measure(word string) (m int) {
	for i := 1; i < len(word); i++ {
		if isConsonant(word, i) && !isConsonant(word, i-1) {
			m++
		}
	}
	return m
}

// endsShort reports whether a word ends consonant, vowel, consonant other than
// w, x and y.
func endsShort(word string) bool {
	n := len(word)
	return n >= 3 && isConsonant(word, n-3) && !isConsonant(word, n-2) && isConsonant(word, n-1) && !strings.Contains("wxy", word[n-1:])
}

// cut takes away a suffix that is not the whole word.
func cut(word, suffix string) (root string, ok bool) {
	root, ok = strings.CutSuffix(word, suffix)
	if !ok || root == "" {
		return word, false
	}
	return root, true
}

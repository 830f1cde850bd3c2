package richtext

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAddress bounds the work on one address, in bytes. Longer ones stay text.
const maxAddress = 4096

// linkify splits text at the web and email addresses in it, which become links.
func linkify(text string) []*node {
	var nodes []*node
	done := 0 // text[:done] is in nodes
	for at := 0; at < len(text); {
		start, end, href := addressAt(text, done, at)
		if href == "" {
			at = max(at+1, end)
			continue
		}
		if start > done {
			nodes = append(nodes, textNode(text[done:start]))
		}
		nodes = append(nodes, link(text[start:end], href))
		done, at = end, end
	}
	if done < len(text) {
		nodes = append(nodes, textNode(text[done:]))
	}
	return nodes
}

// addressAt returns the address that text[at] gives away: the first letter of a
// web address, the "@" of an email address, which begins no earlier than from.
// Without one, href is empty, and no address begins before end.
func addressAt(text string, from, at int) (start, end int, href string) {
	rest := text[at:]
	switch text[at] {
	case 'h', 'H':
		for _, scheme := range []string{"https://", "http://"} {
			if hasPrefixFold(rest, scheme) && !wordBefore(text[from:at], "") {
				return webAddress(text, at, len(scheme), "")
			}
		}
	case 'w', 'W':
		if hasPrefixFold(rest, "www.") && !wordBefore(text[from:at], "./-@") {
			return webAddress(text, at, len("www."), "http://")
		}
	case '@':
		return emailAddress(text, from, at)
	}
	return 0, 0, ""
}

// webAddress reads on from start, where a prefix of so many bytes begins. A host
// must follow it.
func webAddress(text string, start, prefix int, scheme string) (_, end int, href string) {
	host := text[start+prefix:]
	if host == "" || !isWord(host[0]) && host[0] != '[' && host[0] < utf8.RuneSelf {
		return 0, 0, ""
	}
	length := strings.IndexFunc(text[start:], endsAddress)
	if length < 0 {
		length = len(text) - start
	}
	if length > maxAddress {
		return 0, start + length, ""
	}
	address := trimSentence(text[start : start+length])
	if len(address) <= prefix {
		return 0, 0, ""
	}
	return start, start + len(address), cleanURL(scheme + address)
}

func endsAddress(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>\"`\u200b\ufeff", r)
}

// trimSentence removes what belongs to the sentence around an address:
// punctuation, and a closing bracket that was opened outside.
func trimSentence(address string) string {
	for {
		last, size := utf8.DecodeLastRuneInString(address)
		switch {
		case size > 0 && strings.ContainsRune(".,:;!?'…。、，．：；！？’”", last):
			address = address[:len(address)-size]
		case isClosing(last):
			kept := trimBrackets(address, last, size)
			if kept == address {
				return address
			}
			address = kept
		default:
			return address
		}
	}
}

// brackets holds each opening bracket before its closing one.
var brackets = []rune("()[]{}（）「」【】")

func isClosing(r rune) bool { return slices.Index(brackets, r)%2 == 1 }

// trimBrackets removes closing brackets of size bytes from the end until there
// are no more of them than opening ones.
func trimBrackets(address string, closing rune, size int) string {
	opening := brackets[slices.Index(brackets, closing)-1]
	surplus := strings.Count(address, string(closing)) - strings.Count(address, string(opening))
	for surplus > 0 && strings.HasSuffix(address, string(closing)) {
		address = address[:len(address)-size]
		surplus--
	}
	return address
}

// emailAddress reads in both directions from the "@". The domain needs a dot.
func emailAddress(text string, from, at int) (start, end int, href string) {
	start, end = at, at+1
	for start > from && isLocal(text[start-1]) {
		start--
	}
	for end < len(text) && (isWord(text[end]) || text[end] == '.' || text[end] == '-') {
		end++
	}
	domain := strings.TrimRight(text[at+1:end], "._-")
	local := strings.TrimLeft(text[start:at], ".")
	start = at - len(local)
	if local == "" || !isDomain(domain) || start > from && text[start-1] == '/' {
		return 0, 0, ""
	}
	end = at + 1 + len(domain)
	return start, end, cleanURL("mailto:" + text[start:end])
}

func isDomain(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	return dot > 0 && len(s)-dot > 2 && s[0] != '.' && s[0] != '-' && !strings.Contains(s, "..")
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// wordBefore reports whether text ends inside a word, or with one of also.
func wordBefore(text, also string) bool {
	if text == "" {
		return false
	}
	last := text[len(text)-1]
	return isWord(last) || strings.IndexByte(also, last) >= 0
}

func isWord(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_'
}

func isLocal(c byte) bool {
	return isWord(c) || strings.IndexByte(".+-%", c) >= 0
}

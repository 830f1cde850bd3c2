// Package richtext turns message HTML into something safe: to store, to show,
// and to read as plain text.
//
// A body is what the editor or a bot sent: an HTML fragment, or bare text.
// [Canonical] makes of it what is stored. [Render] makes of what is stored what
// is shown, and trusts the store no more than the poster, because databases of
// the original Campfire hold bodies that nobody sanitised.
//
// Both go the same way. parse reads the fragment into a tree that holds allowed
// elements only; the tree is changed; a bluemonday policy has the last word on
// what is written. Work and memory are linear in the size of the body.
package richtext

import (
	"errors"
	"strings"
)

const (
	// MaxBytes is the size of the largest body that is stored.
	MaxBytes = 32 << 10

	// maxPosted bounds what is parsed at all. It is above MaxBytes because the
	// editor sends a picture of each attachment, which is not stored.
	maxPosted = 4 * MaxBytes

	// maxStored bounds what is read back. The original has no limit.
	maxStored = 1 << 20
)

var (
	// ErrBlank is a body in which there is nothing to see.
	ErrBlank = errors.New("message body is blank")

	// ErrTooLarge is a body above [MaxBytes].
	ErrTooLarge = errors.New("message body is too large")
)

// Users answers a user's current name. It is asked once for each user that a
// body mentions, and not at all for most bodies.
type Users func(id int64) (name string, ok bool)

// Rendered is a stored body, ready to be shown.
type Rendered struct {
	HTML string // safe to insert into a page
	Text string // for search, notifications and bots

	MentionedUserIDs []int64 // known users, each once, in order of appearance
	Mass             Mass    // whether it mentions everyone, or those who are here
	EmojiOnly        bool    // Text is emoji and nothing else; it is shown larger
}

// Canonical returns what to store for a posted body. Elements that are not
// allowed are gone with their content, and each attachment is an empty
// action-text-attachment element. A mention that was just made in our editor is
// signed; any other that signer did not sign has become plain text, so the mentions of a body that was stored by us are genuine. Canonical of its
// own result is the same string.
//
// The error is [ErrBlank] or [ErrTooLarge].
func Canonical(body string, signer *Signer) (string, error) {
	if len(body) > maxPosted {
		return "", ErrTooLarge
	}
	if _, ok := plain(body); ok {
		return body, nil
	}
	return canonical(body, signer)
}

func canonical(body string, signer *Signer) (string, error) {
	root := parse(body)
	signer.settleMentions(root)
	if blank(root) {
		return "", ErrBlank
	}
	stored := strings.Trim(storing.write(root), asciiSpace)
	if len(stored) > MaxBytes {
		return "", ErrTooLarge
	}
	return stored, nil
}

// Render returns what to show for a stored body. Mentions carry the name that
// users answers now.
func Render(stored string, users Users) Rendered {
	if words, ok := plain(stored); ok {
		return Rendered{HTML: stored, Text: words}
	}
	return render(stored, users)
}

func render(stored string, users Users) Rendered {
	root := parseStored(stored)
	ids := resolveMentions(root, users)
	text := plainText(root)
	mass := markMass(root)
	decorate(root, &painter{})
	return Rendered{
		HTML:             showing.write(root),
		Text:             text,
		MentionedUserIDs: ids,
		Mass:             mass,
		EmojiOnly:        EmojiOnly(text),
	}
}

// Text returns the plain text of a stored body, the same as [Render] does.
func Text(stored string, users Users) string {
	root := parseStored(stored)
	resolveMentions(root, users)
	return plainText(root)
}

// asciiSpace is what the original strips around a body before it reads it.
const asciiSpace = " \t\n\v\f\r"

func parseStored(stored string) *node {
	stored = stored[:min(len(stored), maxStored)]
	return parse(strings.Trim(stored, asciiSpace))
}

package wire

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"campfire/internal/chat"
)

// User is a person or bot as everyone in the team sees them.
type User struct {
	ID        int64   `json:"id"`
	Name      string  `json:"name"`
	Role      string  `json:"role" enum:"member,administrator,bot"`
	AvatarURL *string `json:"avatar_url" doc:"null: draw the initials"`
	Initials  string  `json:"initials" doc:"At most two letters of the name"`
}

// NewUser is how u is shown.
func NewUser(u chat.User) User {
	return User{ID: u.ID, Name: u.Name, Role: u.Role.String(), Initials: initials(u.Name)}
}

// NewUsers is how users are shown.
func NewUsers(users []chat.User) []User {
	shown := make([]User, len(users))
	for i, u := range users {
		shown[i] = NewUser(u)
	}
	return shown
}

// initials are the first letters of the first and the last word of a name, in
// any script.
func initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) && r != '\'' && r != '’'
	})
	switch len(words) {
	case 0:
		return ""
	case 1:
		return firstLetter(words[0])
	default:
		return firstLetter(words[0]) + firstLetter(words[len(words)-1])
	}
}

func firstLetter(word string) string {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "'’"))
	if r == utf8.RuneError {
		return ""
	}
	return string(unicode.ToUpper(r))
}

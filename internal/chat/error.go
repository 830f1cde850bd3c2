package chat

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what a caller can do about an error. The zero Kind is Internal,
// so an error nobody classified is never shown to a user.
type Kind uint8

// The kinds of error, each with its own HTTP status and cable answer.
const (
	Internal        Kind = iota // our fault: logged, answered with a generic sentence
	Invalid                     // the input breaks a rule; Message names the rule
	Unauthenticated             // nobody is signed in, or the credentials are wrong
	Forbidden                   // known caller, not allowed
	NotFound                    // no such record, or none this caller may see
	Conflict                    // the change contradicts what is already there
	Gone                        // it was there and is not any more; reload
	RateLimited                 // too often; RetryAfter says when to try again
	Unavailable                 // cannot be done just now; nothing was lost, try again
)

// Error is a failure whose Message may be shown to a user; Err is for the log.
type Error struct {
	Kind       Kind
	Code       string // stable name for programs, such as "email_taken"
	Field      string // the input it is about, such as "email_address"; often empty
	Message    string
	RetryAfter time.Duration // with RateLimited
	Err        error
}

func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Message, e.Err)
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first Error in err's chain, else Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

func invalid(field, code, message string) error {
	return &Error{Kind: Invalid, Field: field, Code: code, Message: message}
}

package httpapi

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"campfire/internal/chat"
)

// Problem is the answer to whatever went wrong, RFC 9457.
type Problem struct {
	Title  string         `json:"title" doc:"The status in words"`
	Status int            `json:"status"`
	Detail string         `json:"detail" doc:"A sentence for people"`
	Code   string         `json:"code" doc:"A stable name for programs"`
	Errors []FieldProblem `json:"errors,omitempty" doc:"What is wrong with which input"`

	FirstRun    *bool  `json:"first_run,omitempty" doc:"GET /api/session: nobody has set this Campfire up yet"`
	AccountName string `json:"account_name,omitempty" doc:"GET /api/session: whose Campfire this is"`
	SignInHelp  string `json:"sign_in_help,omitempty" doc:"GET /api/session: what the administrators say to those who cannot sign in"`

	retryAfter time.Duration
}

// FieldProblem is what is wrong with one input.
type FieldProblem struct {
	Message  string `json:"message"`
	Location string `json:"location" example:"body.email_address"`
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus makes it a huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes it a huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders makes it a huma.HeadersError.
func (p *Problem) GetHeaders() http.Header {
	if p.retryAfter <= 0 {
		return nil
	}
	seconds := int(math.Ceil(p.retryAfter.Seconds()))
	return http.Header{"Retry-After": {strconv.Itoa(seconds)}}
}

// The library makes its own errors, of validation above all, through a package
// variable; it has to be set before any API is built.
func init() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return newProblem(status, message, errs)
	}
}

// newProblem is the problem of a request that does not fit its description. It
// repeats no value: one might be a password.
func newProblem(status int, message string, errs []error) *Problem {
	p := &Problem{Status: status, Title: http.StatusText(status), Detail: asSentence(message), Code: codeOf(status)}
	for _, err := range errs {
		if detail, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			p.Errors = append(p.Errors, FieldProblem{Message: detail.Message, Location: detail.Location})
		}
	}
	if len(p.Errors) > 0 && strings.HasPrefix(p.Errors[0].Location, "path.") {
		// An id that cannot be is answered like one that is not.
		return newProblem(http.StatusNotFound, "there is nothing at this address", nil)
	}
	if len(p.Errors) > 0 {
		p.Detail = asSentence(p.Errors[0].Location + ": " + p.Errors[0].Message)
	}
	return p
}

func codeOf(status int) string {
	switch status {
	case http.StatusUnprocessableEntity, http.StatusBadRequest:
		return "invalid"
	case http.StatusRequestEntityTooLarge:
		return "too_large"
	case http.StatusUnauthorized:
		return "signed_out"
	case http.StatusNotFound:
		return "not_found"
	case http.StatusForbidden:
		return "forbidden"
	default:
		return "error"
	}
}

func asSentence(s string) string {
	if s == "" {
		return "That did not work."
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

var statuses = map[chat.Kind]int{
	chat.Invalid:         http.StatusUnprocessableEntity,
	chat.Unauthenticated: http.StatusUnauthorized,
	chat.Forbidden:       http.StatusForbidden,
	chat.NotFound:        http.StatusNotFound,
	chat.Conflict:        http.StatusConflict,
	chat.Gone:            http.StatusGone,
	chat.RateLimited:     http.StatusTooManyRequests,
	chat.Unavailable:     http.StatusServiceUnavailable,
}

// problem is what a client is told of an error. Errors nobody classified are
// logged and told in general words.
func (s *Server) problem(ctx context.Context, err error) error {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	known, ok := errors.AsType[*chat.Error](err)
	if !ok || known.Kind == chat.Internal {
		return s.internal(ctx, err)
	}
	if known.Err != nil {
		s.Logger.WarnContext(ctx, "request refused", "error", known.Err, "code", known.Code, "request_id", requestID(ctx))
	}
	status := statuses[known.Kind]
	p := &Problem{Status: status, Title: http.StatusText(status), Detail: known.Message, Code: known.Code, retryAfter: known.RetryAfter}
	if known.Field != "" {
		p.Errors = []FieldProblem{{Message: known.Message, Location: "body." + known.Field}}
	}
	return p
}

func (s *Server) internal(ctx context.Context, err error) *Problem {
	level := slog.LevelError
	if ctx.Err() != nil { // the client left; nobody reads the answer
		level = slog.LevelDebug
	}
	s.Logger.Log(ctx, level, "request failed", "error", err, "request_id", requestID(ctx))
	return &Problem{
		Status: http.StatusInternalServerError, Title: http.StatusText(http.StatusInternalServerError), Code: "internal",
		Detail: fmt.Sprintf("Something went wrong on our side. Try again; if it stays, tell your administrator the number %s.", requestID(ctx)),
	}
}

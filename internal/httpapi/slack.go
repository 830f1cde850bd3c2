package httpapi

import (
	"errors"
	"io"
	"math"
	"net/http"
	"strconv"

	"campfire/internal/chat"
	"campfire/internal/slack"
)

// slackMessage posts what a tool sends to one of Slack's incoming webhooks, as the bot whose
// key is in the address. Answers are Slack's: "ok", or one of its words for what is
// wrong, as tools log them.
func (s *Server) slackMessage(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	err := s.postFromSlack(w, r)
	if err == nil {
		_, _ = io.WriteString(w, "ok") // an error means that the tool has gone
		return
	}
	status, word := slackError(err)
	if status == http.StatusInternalServerError {
		s.internal(r.Context(), err)
	}
	if known, ok := errors.AsType[*chat.Error](err); ok && known.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(known.RetryAfter.Seconds()))))
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, word)
}

func (s *Server) postFromSlack(w http.ResponseWriter, r *http.Request) error {
	if err := s.mustHaveBots(); err != nil {
		return err
	}
	if err := s.Chat.Admit(r.Context(), clientOf(r), s.Token(r)); err != nil {
		return err
	}
	bot, err := s.Chat.AuthenticateBot(r.Context(), r.PathValue("bot_key"), clientOf(r))
	if err != nil {
		return err
	}
	s.counts(r, bot)
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxMessageBody))
	if err != nil { // too large, or the tool has gone
		return err
	}
	payload, err := slack.Parse(body)
	if err != nil {
		return err
	}
	html, err := payload.HTML(bot.User.Name)
	if err != nil {
		return err
	}
	_, _, err = s.Chat.PostMessage(r.Context(), bot, idIn(r, "room"), chat.Draft{Body: html})
	return err
}

// slackError is the status and the word for what went wrong, from
// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
func slackError(err error) (status int, word string) {
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return http.StatusRequestEntityTooLarge, "msg_too_long"
	}
	for _, refused := range []error{slack.ErrInvalidPayload, slack.ErrNoText, slack.ErrTooManyAttachments, slack.ErrInvalidBlocks} {
		if errors.Is(err, refused) {
			return http.StatusBadRequest, refused.Error()
		}
	}
	known, _ := errors.AsType[*chat.Error](err)
	switch chat.KindOf(err) {
	case chat.Unauthenticated:
		return http.StatusForbidden, "invalid_token"
	case chat.Forbidden:
		return http.StatusForbidden, "action_prohibited"
	case chat.NotFound:
		return http.StatusNotFound, "channel_not_found"
	case chat.RateLimited:
		return http.StatusTooManyRequests, "rate_limited"
	case chat.Unavailable:
		return http.StatusServiceUnavailable, "service_unavailable"
	case chat.Invalid:
		if known.Code == "too_long" {
			return http.StatusBadRequest, "msg_too_long"
		}
		return http.StatusBadRequest, "no_text"
	default:
		return http.StatusInternalServerError, "rollup_error"
	}
}

// Package push tells people's devices of messages while they are away: Web Push
// after RFC 8030, encrypted after RFC 8291, signed after RFC 8292.
package push

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"campfire/internal/chat"
	"campfire/internal/jobs"
	"campfire/internal/safehttp"
)

const (
	// Timeout is how long a push service has to be reached, and then to answer.
	Timeout = 7 * time.Second

	// lifetime is how long a push service keeps a push for a device that is off:
	// the original's, four weeks, in seconds.
	lifetime = "2419200"

	maxRetryAfter = 24 * time.Hour
	keptAnswer    = 500 // bytes kept of what a push service says is wrong
)

// errGone says that a subscription leads to no device, or not any more.
var errGone = errors.New("this leads to no device any more")

// Sender sends pushes to push services. It is safe for concurrent use.
type Sender struct {
	client *http.Client
	vapid  *VAPID
}

// NewSender returns a Sender that sends with client, whose bounds are Timeout.
func NewSender(client *http.Client, v *VAPID) *Sender { return &Sender{client: client, vapid: v} }

// send hands a push to the push service of its device.
func (s *Sender) send(ctx context.Context, p chat.Push) error {
	r, err := s.request(ctx, p)
	if err != nil {
		return err
	}
	got, err := s.client.Do(r)
	if safehttp.Refused(err) {
		return errGone // a name that led elsewhere, or does now
	}
	if err != nil {
		return withoutAddress(err)
	}
	defer got.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(got.Body, keptAnswer)) // less of it does no harm
	return failure(got, said)
}

func (s *Sender) request(ctx context.Context, p chat.Push) (*http.Request, error) {
	to, err := newReceiver(p.To.P256dhKey, p.To.AuthKey)
	if err != nil {
		return nil, errors.Join(errGone, err) // kept by the original, which did not look
	}
	plaintext, err := encode(p)
	if err != nil {
		return nil, jobs.Never(err)
	}
	body, err := to.encrypt(plaintext)
	if err != nil {
		return nil, jobs.Never(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.To.Endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, errors.Join(errGone, withoutAddress(err))
	}
	authorization, err := s.vapid.authorization(ctx, r.URL)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", authorization)
	r.Header.Set("Content-Encoding", "aes128gcm")
	r.Header.Set("Content-Type", "application/octet-stream")
	r.Header.Set("TTL", lifetime)
	r.Header.Set("Urgency", "high")
	if topic := topic(p); topic != "" {
		r.Header.Set("Topic", topic)
	}
	return r, nil
}

// topic names what a push is about: of those that wait for a device that is off,
// a later one takes the place of an earlier one of the same room.
func topic(p chat.Push) string {
	if p.RoomID == 0 {
		return ""
	}
	return "room-" + strconv.FormatInt(p.RoomID, 10)
}

// withoutAddress is what went wrong without the address, which lets whoever
// knows it push to the device.
func withoutAddress(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// failure is what an answer means: RFC 8030 sections 5 and 7.3. What is the push
// service's passing trouble is tried again, what it refuses is not.
func failure(got *http.Response, said []byte) error {
	err := fmt.Errorf("the push service answered %d %s: %s", got.StatusCode, http.StatusText(got.StatusCode), bytes.TrimSpace(said))
	switch status := got.StatusCode; {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusNotFound, status == http.StatusGone:
		return errGone
	case status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout:
		return jobs.After(err, retryAfter(got.Header.Get("Retry-After"), time.Now()))
	default:
		return jobs.Never(err)
	}
}

// retryAfter reads seconds or a date, RFC 9110 section 10.2.3.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(seconds, 0), int(maxRetryAfter.Seconds()))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(now), 0), maxRetryAfter)
	}
	return 0
}

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

	keptAnswer = 500 // bytes kept of what a push service says is wrong
)

var (
	// errGone says that a subscription leads to no device, or not any more.
	errGone = errors.New("this leads to no device any more")
	// errRefused says that the push service takes nothing from this server for a device, and
	// that another attempt would be refused, too.
	errRefused = errors.New("the push service refuses this device")
)

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
	if safehttp.Refused(err) { // a name that led elsewhere, or does now
		return errors.Join(errRefused, errors.New("its address is in a private network"))
	}
	if err != nil {
		return safehttp.WithoutAddress(err)
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
		return nil, errors.Join(errGone, safehttp.WithoutAddress(err))
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

// failure is what an answer means: RFC 8030 sections 5 and 7.3, RFC 8292 section 4.2. Which
// status a key that is not the subscription's has depends on the push service.
func failure(got *http.Response, said []byte) error {
	err := fmt.Errorf("the push service answered %d %s: %s", got.StatusCode, http.StatusText(got.StatusCode), bytes.TrimSpace(said))
	switch got.StatusCode {
	case http.StatusNotFound, http.StatusGone:
		return errGone
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden:
		return errors.Join(errRefused, err)
	default:
		return jobs.Answered(got, err)
	}
}

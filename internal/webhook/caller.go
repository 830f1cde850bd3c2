// Package webhook calls bots about messages, and posts what they answer.
package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"campfire/internal/chat"
	"campfire/internal/jobs"
)

const (
	// Timeout is how long a bot has to be reached, and then to answer: the
	// original's.
	Timeout = 7 * time.Second

	maxAnswer  = 256 << 10 // bytes read of an answer
	keptAnswer = 4 << 10   // bytes kept of it
)

// Service is what calls are about.
type Service interface {
	Call(ctx context.Context, j chat.Job) (chat.Call, error)
	Reply(ctx context.Context, c chat.Call, replyID, body string) error
	RecordDelivery(ctx context.Context, d chat.Delivery) error
}

// Caller calls bots.
type Caller struct {
	service Service
	client  *http.Client
	signer  *Signer
	version string
}

// NewCaller returns a Caller that sends with client, whose bounds are Timeout.
func NewCaller(s Service, client *http.Client, signer *Signer, version string) *Caller {
	return &Caller{service: s, client: client, signer: signer, version: version}
}

// Worker is what does the calls. One host has a quarter of the hands at most, so
// that one that is slow leaves the others theirs.
func (c *Caller) Worker() jobs.Worker {
	return jobs.Worker{Kind: chat.WebhookJob, AtOnce: 16, PerHost: 4, Attempts: 8, Timeout: 3 * Timeout, Do: c.Do}
}

// Do calls a bot once. What there is nothing to tell about any more is done.
func (c *Caller) Do(ctx context.Context, j chat.Job) error {
	call, err := c.service.Call(ctx, j)
	if chat.KindOf(err) == chat.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	body, err := encode(call, call.Key)
	if err != nil {
		return jobs.Never(err)
	}
	began := time.Now()
	a, err := c.send(ctx, call, body, began)
	failure := err
	if failure == nil {
		failure = a.failure()
	}
	if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return failure // cut off as the server stops: nothing came of it yet
	}
	if err := c.record(ctx, call, j, a, failure, began); err != nil {
		return err
	}
	return errors.Join(failure, c.reply(call, j, a, failure))
}

// answer is what a bot said.
type answer struct {
	status      int // 0: nothing
	contentType string
	body        []byte
	retryAfter  time.Duration
}

func (c *Caller) send(ctx context.Context, call chat.Call, body []byte, now time.Time) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, call.URL, bytes.NewReader(body))
	if err != nil {
		return answer{}, jobs.Never(withoutAddress(err))
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Campfire/"+c.version)
	for name, value := range c.signer.headers(call, body, now) {
		r.Header.Set(name, value)
	}
	got, err := c.client.Do(r)
	if err != nil {
		return answer{}, withoutAddress(err)
	}
	defer got.Body.Close()
	content, err := io.ReadAll(io.LimitReader(got.Body, maxAnswer+1))
	a := answer{status: got.StatusCode, contentType: got.Header.Get("Content-Type"), body: content, retryAfter: retryAfter(got.Header)}
	if err == nil && len(content) > maxAnswer {
		err = jobs.Never(errors.New("the answer is larger than 256 KB"))
	}
	return a, err
}

// withoutAddress is what went wrong without where: reasons are logged, and an address
// may have a secret in it.
func withoutAddress(err error) error {
	if where, ok := errors.AsType[*url.Error](err); ok {
		return where.Err
	}
	return err
}

func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(min(seconds, 86_400)) * time.Second
}

// failure is what the status means: what is the receiver's passing trouble is
// tried again, what it refuses is not.
func (a answer) failure() error {
	err := fmt.Errorf("answered %d %s", a.status, http.StatusText(a.status))
	switch {
	case a.status >= 200 && a.status < 300:
		return nil
	case a.status >= 500, a.status == http.StatusTooManyRequests, a.status == http.StatusRequestTimeout:
		return jobs.After(err, a.retryAfter)
	default:
		return jobs.Never(err)
	}
}

// reply posts what there is to say in the room: an answer in words, or that there was none in
// time, each once however often the bot is called.
func (c *Caller) reply(call chat.Call, j chat.Job, a answer, failure error) error {
	ctx, cancel := context.WithTimeout(context.Background(), Timeout)
	defer cancel()
	switch {
	case isTimeout(failure):
		return c.post(ctx, call, call.ID+"_late", "Failed to respond within 7 seconds")
	case failure == nil && a.status == http.StatusOK && isWords(a.contentType) && len(bytes.TrimSpace(a.body)) > 0:
		return c.post(ctx, call, call.ID+"_"+strconv.FormatInt(j.ID, 10), strings.ToValidUTF8(string(a.body), "\ufffd"))
	default:
		return nil
	}
}

// post drops what no room takes, such as what is too long: the same would come again.
func (c *Caller) post(ctx context.Context, call chat.Call, id, body string) error {
	err := c.service.Reply(ctx, call, id, body)
	switch chat.KindOf(err) {
	case chat.Invalid, chat.Forbidden, chat.NotFound:
		return nil
	default:
		return err
	}
}

func isTimeout(err error) bool {
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded)
}

func isWords(contentType string) bool {
	media, _, _ := mime.ParseMediaType(contentType)
	return media == "text/plain" || media == "text/html"
}

// record keeps the attempt, without the bot's key.
func (c *Caller) record(ctx context.Context, call chat.Call, j chat.Job, a answer, failure error, began time.Time) error {
	request, err := encode(call, "…")
	if err != nil {
		return err
	}
	d := chat.Delivery{
		BotID: call.Bot.ID, RoomID: call.Room.ID, MessageID: call.Message.ID, Attempt: j.Attempts, URL: call.URL,
		Request: string(request), Status: a.status, ContentType: a.contentType, Answer: kept(a.body),
		Took: time.Since(began), At: began,
	}
	if failure != nil {
		d.Error = failure.Error()
	}
	return c.service.RecordDelivery(context.WithoutCancel(ctx), d)
}

// kept is as much of an answer as administrators are shown.
func kept(body []byte) string {
	return strings.ToValidUTF8(string(body[:min(len(body), keptAnswer)]), "\ufffd")
}

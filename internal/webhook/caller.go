// Package webhook calls bots about messages, and posts what they answer.
package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"campfire/internal/chat"
	"campfire/internal/jobs"
	"campfire/internal/safehttp"
)

const (
	// Timeout is how long a bot has to be reached, and then to answer: the
	// original's.
	Timeout = 7 * time.Second

	keptRequest = 16 << 10 // bytes kept of what was sent
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
	a, failure := c.send(ctx, call, body, began)
	if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return failure // cut off as the server stops: nothing came of it yet
	}
	took := time.Since(began)
	note, unsaid := c.reply(call, j, a, failure)
	recorded := c.record(ctx, call, chat.Delivery{
		Attempt: j.Attempts, Status: a.status, ContentType: a.contentType, Answer: a.kept(call.Key), Note: note,
		Error: textOf(failure), Took: took, At: began,
	})
	return errors.Join(failure, unsaid, recorded)
}

func (c *Caller) send(ctx context.Context, call chat.Call, body []byte, now time.Time) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, call.URL, bytes.NewReader(body))
	if err != nil {
		return answer{}, jobs.Never(safehttp.WithoutAddress(err))
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Campfire/"+c.version)
	for name, value := range c.signer.headers(call, body, now) {
		r.Header.Set(name, value)
	}
	got, err := c.client.Do(r)
	if safehttp.Refused(err) {
		return answer{}, jobs.Never(errors.New("its address is in a private network, which WEBHOOK_PRIVATE_TARGETS=false refuses"))
	}
	if err != nil {
		return answer{}, safehttp.WithoutAddress(err)
	}
	defer got.Body.Close()
	content, err := io.ReadAll(io.LimitReader(got.Body, maxAnswer+1))
	a := answer{status: got.StatusCode, contentType: got.Header.Get("Content-Type"), body: content}
	switch {
	case err != nil:
		return a, err
	case a.isWords() && len(content) > maxAnswer:
		return a, jobs.Never(errors.New("the answer is larger than 256 KB"))
	default:
		return a, jobs.Answered(got, fmt.Errorf("answered %d %s", a.status, http.StatusText(a.status)))
	}
}

// isFile is why an answer that is not words is not said.
const isFile = "Not posted: a bot speaks with 200 and text/plain or text/html. Any other answer would be a file, and files come with v2.0."

// reply posts what there is to say in the room: an answer in words, or that there was none in
// time, each once however often the bot is called. What is not said leaves a note.
func (c *Caller) reply(call chat.Call, j chat.Job, a answer, failure error) (note string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), Timeout)
	defer cancel()
	switch {
	case isTimeout(failure):
		return c.post(ctx, call, call.ID+"_late", "Failed to respond within 7 seconds")
	case failure != nil, a.contentType == "", len(bytes.TrimSpace(a.body)) == 0:
		return "", nil
	case a.status != http.StatusOK || !a.isWords():
		return isFile, nil
	default:
		return c.post(ctx, call, call.ID+"_"+strconv.FormatInt(j.ID, 10), strings.ToValidUTF8(string(a.body), "\ufffd"))
	}
}

// post drops what no room takes, such as what is too long: the same would come again.
func (c *Caller) post(ctx context.Context, call chat.Call, id, body string) (note string, err error) {
	err = c.service.Reply(ctx, call, id, body)
	refused, _ := errors.AsType[*chat.Error](err)
	switch chat.KindOf(err) {
	case chat.Invalid, chat.Forbidden, chat.NotFound, chat.Gone:
		return "Not posted: " + refused.Message, nil
	default:
		return "", err
	}
}

func isTimeout(err error) bool {
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded)
}

// record keeps an attempt, without the bot's key.
func (c *Caller) record(ctx context.Context, call chat.Call, d chat.Delivery) error {
	request, err := encode(call, hidden)
	if err != nil {
		return err
	}
	d.BotID, d.RoomID, d.MessageID, d.URL, d.Request = call.Bot.ID, call.Room.ID, call.Message.ID, call.URL, beginning(string(request), keptRequest)
	return c.service.RecordDelivery(context.WithoutCancel(ctx), d)
}

// hidden stands for a key.
const hidden = "…"

func textOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

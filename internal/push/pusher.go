package push

import (
	"context"
	"errors"

	"campfire/internal/chat"
	"campfire/internal/jobs"
)

// Service is what pushes are about.
type Service interface {
	SpreadPush(ctx context.Context, j chat.Job) error
	Push(ctx context.Context, j chat.Job) (chat.Push, error)
	TestPush(ctx context.Context, v chat.Viewer, subscriptionID int64) (chat.Push, error)
	ExpirePushSubscription(ctx context.Context, subscriptionID int64) error
	RefusedPush(ctx context.Context, p chat.PushSubscription) (news bool, err error)
	AcceptedPush(ctx context.Context, p chat.PushSubscription) error
}

// Pusher pushes messages to devices.
type Pusher struct {
	service Service
	sender  *Sender
}

// NewPusher returns a Pusher that sends with s.
func NewPusher(service Service, s *Sender) *Pusher { return &Pusher{service: service, sender: s} }

// Workers are what finds out whose devices a message goes to, and what sends it to
// each of them. One push service has half of the hands at most, so that one that
// is slow leaves the others theirs.
func (p *Pusher) Workers() []jobs.Worker {
	return []jobs.Worker{
		{Kind: chat.PushJob, AtOnce: 4, Attempts: 8, Timeout: 2 * Timeout, Do: p.service.SpreadPush},
		{Kind: chat.PushDeliveryJob, AtOnce: 32, PerHost: 16, Attempts: 8, Timeout: 2 * Timeout, Do: p.deliver},
	}
}

// deliver pushes to one device. What there is nothing to tell about any more is
// done, and so is what is refused as those before it were: administrators are told once.
func (p *Pusher) deliver(ctx context.Context, j chat.Job) error {
	told, err := p.service.Push(ctx, j)
	if chat.KindOf(err) == chat.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	news, err := p.send(ctx, told)
	switch {
	case errors.Is(err, errGone), errors.Is(err, errRefused) && !news:
		return nil
	case errors.Is(err, errRefused):
		return jobs.Never(err)
	default:
		return err
	}
}

// send pushes to one device and keeps what that says of it: one that its push service does not
// know any more is forgotten. It reports whether a refusal is the first.
func (p *Pusher) send(ctx context.Context, told chat.Push) (news bool, err error) {
	err = p.sender.send(ctx, told)
	ctx, device := context.WithoutCancel(ctx), told.To
	var kept error
	switch {
	case err == nil:
		kept = p.service.AcceptedPush(ctx, device)
	case errors.Is(err, errGone):
		kept = p.service.ExpirePushSubscription(ctx, device.ID)
	case errors.Is(err, errRefused):
		news, kept = p.service.RefusedPush(ctx, device)
	}
	if kept != nil {
		return news, kept
	}
	return news, err
}

// Test pushes to one of the viewer's devices now, and says whether its push
// service has taken that.
func (p *Pusher) Test(ctx context.Context, v chat.Viewer, subscriptionID int64) error {
	ctx, cancel := context.WithTimeout(ctx, 2*Timeout)
	defer cancel()
	told, err := p.service.TestPush(ctx, v, subscriptionID)
	if err != nil {
		return err
	}
	_, err = p.send(ctx, told)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errGone):
		return &chat.Error{Kind: chat.Gone, Code: "push_expired", Message: "That device does not take notifications any more, so it is off the list. Turn them on again on the device."}
	case errors.Is(err, errRefused):
		return &chat.Error{Kind: chat.Conflict, Code: "push_refused", Err: err, Message: "The browser maker's push service refuses notifications for that device. Turn them off and on again on the device; if it stays, tell your administrator."}
	default:
		return &chat.Error{Kind: chat.Unavailable, Code: "push_failed", Err: err, Message: "The browser maker's push service did not take the test. Try again in a minute; if it stays, tell your administrator."}
	}
}

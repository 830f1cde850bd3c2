package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// pushSubscriptionBody is a device that gets notifications, as its user sees it.
type pushSubscriptionBody struct {
	ID        int64     `json:"id"`
	Endpoint  string    `json:"endpoint" doc:"By which a browser knows itself"`
	Browser   string    `json:"browser" doc:"In words, such as Firefox; empty when unknown"`
	System    string    `json:"system" doc:"In words, such as Android; empty when unknown"`
	Mobile    bool      `json:"mobile"`
	CreatedAt wire.Time `json:"created_at"`
	UpdatedAt wire.Time `json:"updated_at" doc:"When the browser last said that it is there"`

	RefusedAt *wire.Time `json:"refused_at" nullable:"true" doc:"Since when its push service refuses what is sent; null: it does not. It goes off the list after a day"`
}

func newPushSubscription(p chat.PushSubscription) pushSubscriptionBody {
	agent := readUserAgent(p.UserAgent)
	return pushSubscriptionBody{
		ID: p.ID, Endpoint: p.Endpoint, Browser: agent.browser, System: agent.system, Mobile: agent.mobile,
		CreatedAt: wire.Time(p.CreatedAt), UpdatedAt: wire.Time(p.UpdatedAt), RefusedAt: unlessZero(p.RefusedAt),
	}
}

type pushSubscriptionsOutput struct {
	Body struct {
		PushSubscriptions []pushSubscriptionBody `json:"push_subscriptions" nullable:"false"`
	}
}

func (s *Server) listPushSubscriptions(ctx context.Context, _ *struct{}) (*pushSubscriptionsOutput, error) {
	found, err := s.Chat.PushSubscriptions(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &pushSubscriptionsOutput{}
	out.Body.PushSubscriptions = make([]pushSubscriptionBody, len(found))
	for i, p := range found {
		out.Body.PushSubscriptions[i] = newPushSubscription(p)
	}
	return out, nil
}

type pushSubscriptionOutput struct {
	Status int
	Body   pushSubscriptionBody
}

// createPushSubscription has a browser told of messages. One that is there already
// is answered with 200.
func (s *Server) createPushSubscription(ctx context.Context, in *struct {
	requestInfo
	Body struct {
		Endpoint  string `json:"endpoint" doc:"As the browser gave it: https, on the public internet"`
		P256dhKey string `json:"p256dh_key" doc:"As the browser gave it, base64url"`
		AuthKey   string `json:"auth_key" doc:"As the browser gave it, base64url"`
	}
},
) (*pushSubscriptionOutput, error) {
	p, created, err := s.Chat.SavePushSubscription(ctx, viewer(ctx), chat.PushSubscription{
		Endpoint: in.Body.Endpoint, P256dhKey: in.Body.P256dhKey, AuthKey: in.Body.AuthKey, UserAgent: clientOf(in.request).UserAgent,
	})
	if err != nil {
		return nil, err
	}
	status := http.StatusOK
	if created {
		status = http.StatusCreated
	}
	return &pushSubscriptionOutput{Status: status, Body: newPushSubscription(p)}, nil
}

// PushSubscriptionInput names a device in the path.
type PushSubscriptionInput struct {
	Subscription int64 `path:"subscription"`
}

func (s *Server) deletePushSubscription(ctx context.Context, in *PushSubscriptionInput) (*struct{}, error) {
	return nil, s.Chat.DeletePushSubscription(ctx, viewer(ctx), in.Subscription)
}

func (s *Server) testPushSubscription(ctx context.Context, in *PushSubscriptionInput) (*struct{}, error) {
	return nil, s.TestPush(ctx, viewer(ctx), in.Subscription)
}

// quietHours are empty texts where there are none.
type quietHours struct {
	From     string `json:"from" example:"22:00"`
	Until    string `json:"until" example:"07:00" doc:"Before from: on the next day"`
	TimeZone string `json:"time_zone" example:"Europe/Berlin" doc:"Whose clock that is, IANA"`
}

type quietHoursOutput struct{ Body quietHours }

func newQuietHours(q *chat.QuietHours) quietHours {
	if q == nil {
		return quietHours{}
	}
	return quietHours{From: clock(q.From), Until: clock(q.Until), TimeZone: q.TimeZone}
}

// clock is a time of day, given in minutes after midnight.
func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// minuteOf is minutes after midnight; -1 when that is no time of day.
func minuteOf(clock string) int {
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return -1
	}
	return at.Hour()*60 + at.Minute()
}

func (s *Server) getQuietHours(ctx context.Context, _ *struct{}) (*quietHoursOutput, error) {
	q, err := s.Chat.QuietHours(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	return &quietHoursOutput{newQuietHours(q)}, nil
}

func (s *Server) updateQuietHours(ctx context.Context, in *struct{ Body quietHours }) (*quietHoursOutput, error) {
	q := &chat.QuietHours{From: minuteOf(in.Body.From), Until: minuteOf(in.Body.Until), TimeZone: in.Body.TimeZone}
	if err := s.Chat.SetQuietHours(ctx, viewer(ctx), q); err != nil {
		return nil, err
	}
	return &quietHoursOutput{newQuietHours(q)}, nil
}

func (s *Server) deleteQuietHours(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, s.Chat.SetQuietHours(ctx, viewer(ctx), nil)
}

package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// The two steps of a push. Both are written with what causes them, so a device is
// told of each message once, whatever becomes of the process in between.
const (
	PushJob         JobKind = "push"          // finds out whose devices a message goes to
	PushDeliveryJob JobKind = "push_delivery" // tells one of them
)

// pushBatch is how many devices one PushJob finds; the rest is another's.
const pushBatch = 200

// pushPayload is what a PushJob is about, and how far those before it came.
type pushPayload struct {
	RoomID    int64      `json:"room_id"`
	MessageID int64      `json:"message_id"`
	After     PushCursor `json:"after"`
}

// PushCursor is a place among the devices of a room's members.
type PushCursor struct {
	UserID         int64 `json:"user_id"`
	SubscriptionID int64 `json:"subscription_id"`
}

// pushDeliveryPayload is what a PushDeliveryJob is about. What the device is told is
// made when it is told.
type pushDeliveryPayload struct {
	RoomID         int64 `json:"room_id"`
	MessageID      int64 `json:"message_id"`
	SubscriptionID int64 `json:"subscription_id"`
}

// PushTarget is a device of somebody whom a message in a room concerns, with when
// they want to be told of nothing.
type PushTarget struct {
	Subscription PushSubscription
	Room         Room
	Quiet        *QuietHours // nil: they have set none
}

// Push is what one device is told.
type Push struct {
	To        PushSubscription
	Title     string
	Body      string // as it was written, of any length
	Path      string // what of the app it opens
	Badge     int    // how much is unread by the person, in all rooms
	RoomID    int64  // 0 of a test
	MessageID int64  // 0 of a test
}

// pushLater has those told of m who are away.
func (s *Service) pushLater(tx Tx, m *Message) error {
	if s.pushOff || !tx.AnyPushSubscriptions() {
		return nil
	}
	_, err := tx.CreateJob(s.pushJob(pushPayload{RoomID: m.RoomID, MessageID: m.ID}))
	return err
}

func (s *Service) pushJob(p pushPayload) Job {
	payload, _ := json.Marshal(p) // numbers encode
	now := s.now()
	return Job{
		Kind: PushJob, Payload: payload, RunAt: now, CreatedAt: now,
		UniqueKey: fmt.Sprintf("push %d after %d", p.MessageID, p.After.SubscriptionID),
	}
}

// SpreadPush has a batch of devices told of a message: those of active members who
// want to hear of it, have not read it, do not look at the room and have no quiet
// hours now. The job ends in the transaction that writes down the deliveries, so
// none is written down twice.
func (s *Service) SpreadPush(ctx context.Context, j Job) error {
	var about pushPayload
	if err := json.Unmarshal(j.Payload, &about); err != nil {
		return err
	}
	found, err := s.store.PushTargets(ctx, about.MessageID, about.After, pushBatch)
	if err != nil {
		return err
	}
	next := s.deliveries(about, found)
	if len(found) == pushBatch {
		last := found[pushBatch-1].Subscription
		about.After = PushCursor{UserID: last.UserID, SubscriptionID: last.ID}
		next = append(next, s.pushJob(about))
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		held, err := tx.FinishJob(j.ID, j.LeaseToken)
		if err != nil || !held { // somebody else does it
			return err
		}
		for _, job := range next {
			if _, err := tx.CreateJob(job); err != nil {
				return err
			}
		}
		return nil
	})
}

// deliveries are the jobs that tell those of some devices who are to be told now.
func (s *Service) deliveries(about pushPayload, found []PushTarget) (jobs []Job) {
	now, here := s.now(), s.present(about.RoomID)
	for _, t := range found {
		if !t.wants(now, here) {
			continue
		}
		payload, _ := json.Marshal(pushDeliveryPayload{about.RoomID, about.MessageID, t.Subscription.ID}) // numbers encode
		jobs = append(jobs, Job{
			Kind: PushDeliveryJob, Payload: payload, Host: hostOf(t.Subscription.Endpoint), RunAt: now, CreatedAt: now,
			UniqueKey: fmt.Sprintf("push %d to %d", about.MessageID, t.Subscription.ID),
		})
	}
	return jobs
}

// wants reports whether a device is to be told now, when these people look at the
// room.
func (t PushTarget) wants(now time.Time, here []int64) bool {
	return !slices.Contains(here, t.Subscription.UserID) && (t.Quiet == nil || !t.Quiet.hold(now))
}

// Push returns what a PushDeliveryJob is to tell; NotFound when that is nothing any
// more: what SpreadPush asked is asked again, as hours may have passed.
func (s *Service) Push(ctx context.Context, j Job) (Push, error) {
	var about pushDeliveryPayload
	if err := json.Unmarshal(j.Payload, &about); err != nil {
		return Push{}, err
	}
	target, err := s.store.PushTarget(ctx, about.MessageID, about.SubscriptionID)
	if err != nil {
		return Push{}, err
	}
	if !target.wants(s.now(), s.present(about.RoomID)) {
		return Push{}, &Error{Kind: NotFound, Code: "not_away", Message: "They look at the room, or want to hear of nothing now."}
	}
	m, err := s.store.Message(ctx, about.RoomID, about.MessageID)
	if err != nil {
		return Push{}, err
	}
	p := target.told(s.renderer.render(ctx, m))
	p.Badge, err = s.badge(ctx, p.To.UserID)
	return p, err
}

// told is what a device is told of a message: the original's words.
func (t PushTarget) told(m Message) Push {
	p := Push{
		To: t.Subscription, Title: t.Room.Name, Body: m.Creator.Name + ": " + m.Text,
		Path: fmt.Sprintf("/rooms/%d/@%d", m.RoomID, m.ID), RoomID: m.RoomID, MessageID: m.ID,
	}
	if t.Room.Type == Direct {
		p.Title, p.Body = m.Creator.Name, m.Text
	}
	return p
}

// badge counts what is unread by a user in the rooms they want to hear of.
func (s *Service) badge(ctx context.Context, userID int64) (sum int, err error) {
	rooms, err := s.store.RoomIDsOf(ctx, userID)
	for _, id := range rooms {
		u, err := s.Unread(ctx, userID, id)
		if err != nil && KindOf(err) != NotFound { // not left meanwhile
			return 0, err
		}
		sum += u.Count
	}
	return sum, err
}

// ContactAddress is whom push services may write to about this server: the
// administrator who has been here longest. Empty when none has an address.
func (s *Service) ContactAddress(ctx context.Context) (string, error) {
	people, err := s.store.People(ctx)
	slices.SortFunc(people, func(a, b User) int { return int(a.ID - b.ID) })
	for _, u := range people {
		if u.Role == Administrator && u.Status == Active && u.EmailAddress != "" {
			return u.EmailAddress, err
		}
	}
	return "", err
}

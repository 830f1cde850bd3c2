package chat

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	maxPushSubscriptions = 20    // of one person; those not heard of for longest go first
	maxEndpoint          = 2_000 // bytes
	maxUserAgent         = 500   // bytes
	pushAuthSize         = 16    // bytes, RFC 8291 section 3.2

	// refusedStay is how long a device stays whose push service refuses what is sent. That
	// may be the device's, which was subscribed with a key of before, or the server's, whose
	// clock or VAPID_SUBJECT is wrong: there has to be time to cure that (RFC 8292 section 4.2).
	refusedStay = 24 * time.Hour
)

// PushSubscription is a browser that is to be told of messages while nobody looks
// at them: a device. An endpoint belongs to one person, the last who turned
// notifications on there.
type PushSubscription struct {
	ID        int64
	UserID    int64
	SessionID int64  // the sign-in it goes with, and ends with; 0 is none, as in the original
	Endpoint  string // where to push; who knows it can push, so it is told to nobody else
	P256dhKey string // the browser's public key, base64url
	AuthKey   string // a secret shared with the browser, base64url
	UserAgent string
	CreatedAt time.Time
	UpdatedAt time.Time // when the browser last said that it is there
	RefusedAt time.Time // since when its push service refuses all that is sent; zero while it does not
}

// PushSubscriptions returns the viewer's devices, the one last heard of first.
func (s *Service) PushSubscriptions(ctx context.Context, v Viewer) ([]PushSubscription, error) {
	if err := s.mustPush(); err != nil {
		return nil, err
	}
	return s.store.PushSubscriptionsOf(ctx, v.User.ID)
}

// SavePushSubscription has the viewer's device told of messages. The same again
// notes that it is still there, and is not created. Who else had it told has it
// no longer.
func (s *Service) SavePushSubscription(ctx context.Context, v Viewer, p PushSubscription) (saved PushSubscription, created bool, err error) {
	if err := s.mustPush(); err != nil {
		return PushSubscription{}, false, err
	}
	if err := s.checkEndpoint(p.Endpoint); err != nil {
		return PushSubscription{}, false, err
	}
	if err := checkPushKeys(p); err != nil {
		return PushSubscription{}, false, err
	}
	p.UserID, p.SessionID = v.User.ID, v.SessionID
	p.UserAgent = strings.ToValidUTF8(p.UserAgent[:min(len(p.UserAgent), maxUserAgent)], "")
	p.CreatedAt = s.now()
	p.UpdatedAt = p.CreatedAt
	err = s.store.InTx(ctx, func(tx Tx) error {
		saved, created, err = tx.SavePushSubscription(p, maxPushSubscriptions)
		return err
	})
	return saved, created, err
}

// DeletePushSubscription has one of the viewer's devices told of nothing any more.
func (s *Service) DeletePushSubscription(ctx context.Context, v Viewer, id int64) error {
	if err := s.mustPush(); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		return deviceHidden(tx.DeletePushSubscriptionOf(v.User.ID, id))
	})
}

// ExpirePushSubscription removes a device that its push service does not know any
// more; one that is gone already is no error.
func (s *Service) ExpirePushSubscription(ctx context.Context, id int64) error {
	return s.store.InTx(ctx, func(tx Tx) error { return tx.DeletePushSubscription(id) })
}

// RefusedPush notes that the push service of a device refused what it was sent, and
// removes the device when it has done so for a day. It reports whether that is news.
func (s *Service) RefusedPush(ctx context.Context, p PushSubscription) (news bool, err error) {
	now := s.now()
	return p.RefusedAt.IsZero(), s.store.InTx(ctx, func(tx Tx) error {
		switch {
		case p.RefusedAt.IsZero():
			return tx.SetPushRefused(p.ID, now)
		case now.Sub(p.RefusedAt) >= refusedStay:
			return tx.DeletePushSubscription(p.ID)
		default:
			return nil
		}
	})
}

// AcceptedPush notes that the push service of a device takes what it is sent.
func (s *Service) AcceptedPush(ctx context.Context, p PushSubscription) error {
	if p.RefusedAt.IsZero() {
		return nil
	}
	return s.store.InTx(ctx, func(tx Tx) error { return tx.SetPushRefused(p.ID, time.Time{}) })
}

// TestPush is what one of the viewer's devices is sent to see whether it gets
// there.
func (s *Service) TestPush(ctx context.Context, v Viewer, id int64) (Push, error) {
	if err := s.mustPush(); err != nil {
		return Push{}, err
	}
	if wait := s.pushTestsBy.take(strconv.FormatInt(v.User.ID, 10)); wait > 0 {
		return Push{}, tooMany(wait, "That is a lot of tests. Wait a little, then try again.")
	}
	to, err := s.store.PushSubscription(ctx, v.User.ID, id)
	if err != nil {
		return Push{}, deviceHidden(err)
	}
	account, err := s.store.Account(ctx)
	if err != nil {
		return Push{}, err
	}
	badge, err := s.badge(ctx, v.User.ID)
	return Push{To: to, Title: account.Name, Body: "Notifications reach this device.", Path: "/users/me/profile", Badge: badge}, err
}

func deviceHidden(err error) error {
	if KindOf(err) == NotFound {
		return &Error{Kind: NotFound, Code: "push_subscription_not_found", Message: "That device gets no notifications any more."}
	}
	return err
}

// mustPush refuses what has to do with push where that is turned off.
func (s *Service) mustPush() error {
	if !s.pushOff {
		return nil
	}
	return &Error{Kind: Forbidden, Code: "feature_disabled", Message: "Notifications are turned off on this Campfire. Whoever runs the server can turn them on with PUSH_NOTIFICATIONS_ENABLED."}
}

// checkEndpoint refuses what no browser gives. What an address leads to is seen
// when it is dialled.
func (s *Service) checkEndpoint(endpoint string) error {
	u, err := url.Parse(endpoint)
	secure := err == nil && (u.Scheme == "https" || s.pushPrivate && u.Scheme == "http")
	if secure && len(endpoint) <= maxEndpoint && u.User == nil && (s.pushPrivate || mayBePublic(u.Hostname())) {
		return nil
	}
	return invalid("endpoint", "invalid", "That is no address of a push service. It begins with https:// and is on the public internet.")
}

// mayBePublic tells names and addresses that are not from those that may be.
func mayBePublic(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap().IsGlobalUnicast() && !addr.Unmap().IsPrivate()
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return hostName.MatchString(host) && !strings.HasSuffix(host, ".localhost")
}

// hostName is a name of a public host as browsers give it, in ASCII. Its last part is
// no number: that would be an address in a spelling of its own.
var hostName = regexp.MustCompile(`^([a-z0-9_-]+\.)+[a-z][a-z0-9-]*$`)

// checkPushKeys refuses what nothing can be encrypted for.
func checkPushKeys(p PushSubscription) error {
	point, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(p.P256dhKey, "="))
	if err == nil {
		_, err = ecdh.P256().NewPublicKey(point)
	}
	if err != nil {
		return invalid("p256dh_key", "invalid", "p256dh_key is the browser's public key: an uncompressed point of P-256, base64url.")
	}
	if auth, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(p.AuthKey, "=")); err != nil || len(auth) != pushAuthSize {
		return invalid("auth_key", "invalid", "auth_key is the browser's secret: 16 bytes, base64url.")
	}
	return nil
}

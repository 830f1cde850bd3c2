package chat

import (
	"context"
	"time"
	_ "time/tzdata" // quiet hours go by the clocks of all zones, also where the system has none
)

// minutesOfDay is how many a day has by the clock, whatever its length.
const minutesOfDay = 24 * 60

// QuietHours are when somebody is told of nothing, every day by the clock where
// they are.
type QuietHours struct {
	From, Until int    // minutes after midnight; From after Until goes on over midnight
	TimeZone    string // IANA, such as Europe/Berlin
}

// hold reports whether it is quiet at a time. A zone that is not known any more
// makes nothing quiet.
func (q QuietHours) hold(at time.Time) bool {
	zone, err := time.LoadLocation(q.TimeZone)
	if err != nil {
		return false
	}
	local := at.In(zone)
	minute := local.Hour()*60 + local.Minute()
	if q.From < q.Until {
		return q.From <= minute && minute < q.Until
	}
	return q.From <= minute || minute < q.Until
}

func (q QuietHours) check() error {
	if q.From < 0 || q.From >= minutesOfDay || q.Until < 0 || q.Until >= minutesOfDay {
		return invalid("from", "invalid", "A time of day is between 00:00 and 23:59.")
	}
	if q.From == q.Until {
		return invalid("until", "invalid", "Choose an end that differs from the beginning.")
	}
	if _, err := time.LoadLocation(q.TimeZone); err != nil || q.TimeZone == "" || q.TimeZone == "Local" {
		return invalid("time_zone", "invalid", "That time zone is not known. Write one such as Europe/Berlin.")
	}
	return nil
}

// QuietHours returns the viewer's; nil when they have set none.
func (s *Service) QuietHours(ctx context.Context, v Viewer) (*QuietHours, error) {
	if err := s.mustPush(); err != nil {
		return nil, err
	}
	q, err := s.store.QuietHours(ctx, v.User.ID)
	if KindOf(err) == NotFound {
		return nil, nil
	}
	return &q, err
}

// SetQuietHours has the viewer told of nothing at some times of day; nil is always
// of everything.
func (s *Service) SetQuietHours(ctx context.Context, v Viewer, q *QuietHours) error {
	if err := s.mustPush(); err != nil {
		return err
	}
	if q != nil {
		if err := q.check(); err != nil {
			return err
		}
	}
	return s.store.InTx(ctx, func(tx Tx) error { return tx.SetQuietHours(v.User.ID, q) })
}

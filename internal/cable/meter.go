package cable

import "time"

const (
	frameInterval = time.Second / 50 // between a client's frames, on average
	framesAtOnce  = 250              // room for 100 subscribes after a reconnect, twice
)

// meter is a token bucket in one number (the generic cell rate algorithm): the
// time until which, at the average rate, the frames so far have used up.
type meter time.Duration

// allow counts one frame at now, a time that never goes back, and reports
// whether it was within the limit.
func (m *meter) allow(now time.Duration) bool {
	used := max(time.Duration(*m), now) + frameInterval
	if used-now > framesAtOnce*frameInterval {
		return false
	}
	*m = meter(used)
	return true
}

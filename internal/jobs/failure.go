package jobs

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// The pauses between attempts grow from the first to the longest.
const (
	defaultPause = 5 * time.Second
	pauseFactor  = 4
	longestPause = 6 * time.Hour
)

// failure is an error with what is to come of it.
type failure struct {
	error
	final bool          // another attempt would fail too
	after time.Duration // no attempt before; 0: as usual
}

func (f *failure) Unwrap() error { return f.error }

// Never marks an error that another attempt would not cure: the job is given up.
func Never(err error) error { return &failure{error: err, final: true} }

// After marks an error whose cause said when to try again, at most a day from now.
func After(err error, wait time.Duration) error { return &failure{error: err, after: wait} }

// Answered is what an HTTP answer means for a job: nothing when it is 2xx, else err. The
// receiver's passing trouble is tried again, not before its Retry-After; what it refuses is not.
func Answered(got *http.Response, err error) error {
	switch status := got.StatusCode; {
	case status >= 200 && status < 300:
		return nil
	case status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout:
		return After(err, retryAfter(got.Header.Get("Retry-After"), time.Now()))
	default:
		return Never(err)
	}
}

// maxRetryAfter is as long as anybody is believed who says when to come again.
const maxRetryAfter = 24 * time.Hour

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

func isFinal(err error) bool {
	f, marked := errors.AsType[*failure](err)
	return marked && f.final
}

// delay is how long to wait after so many attempts, such as 5 s, 20 s, 80 s, 5 min
// and so on: between half of that and all of it, so that what failed together
// does not come together again.
func delay(first time.Duration, attempts int, err error) time.Duration {
	pause := cmp.Or(first, defaultPause)
	for range attempts - 1 {
		pause = min(pause*pauseFactor, longestPause)
	}
	pause = pause/2 + rand.N(pause/2)
	if f, marked := errors.AsType[*failure](err); marked {
		pause = max(pause, min(f.after, maxRetryAfter))
	}
	return pause
}

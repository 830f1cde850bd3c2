package search

import (
	"strconv"
	"strings"
	"time"
)

// farthest bounds how many days ago a query may ask for.
const farthest = 100_000

// parseDate reads "2026-05-12", "2026-05", "2026", "today", "yesterday" and "7d",
// the day seven days ago; it returns when that begins and ends where now is.
func parseDate(value string, now time.Time) (begin, end time.Time, ok bool) {
	if ago, ok := daysAgo(value); ok {
		year, month, day := now.Date()
		begin = time.Date(year, month, day-ago, 0, 0, 0, 0, now.Location())
		return begin, begin.AddDate(0, 0, 1), true
	}
	for _, p := range []struct {
		layout              string
		years, months, days int
	}{{"2006-1-2", 0, 0, 1}, {"2006-1", 0, 1, 0}, {"2006", 1, 0, 0}} {
		begin, err := time.ParseInLocation(p.layout, value, now.Location())
		if err == nil {
			return begin, begin.AddDate(p.years, p.months, p.days), true
		}
	}
	return time.Time{}, time.Time{}, false
}

func daysAgo(value string) (days int, ok bool) {
	switch value {
	case "today":
		return 0, true
	case "yesterday":
		return 1, true
	}
	number, found := strings.CutSuffix(value, "d")
	days, err := strconv.Atoi(number)
	return days, found && err == nil && days >= 0 && days <= farthest
}

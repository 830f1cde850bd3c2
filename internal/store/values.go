package store

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// instant is a time as the database keeps it: text in UTC that sorts by time.
// The zero time is NULL.
type instant time.Time

const instantLayout = "2006-01-02 15:04:05.000000"

// Value implements driver.Valuer. It always writes six digits.
func (i instant) Value() (driver.Value, error) {
	t := time.Time(i)
	if t.IsZero() {
		return nil, nil
	}
	return t.UTC().Format(instantLayout), nil
}

// Scan implements sql.Scanner. The original leaves the fraction out when it is
// zero and writes three digits in bulk inserts.
func (i *instant) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*i = instant{}
		return nil
	case string:
		t, ok := parseInstant(v)
		if !ok {
			return fmt.Errorf("%q is not a date and time", v)
		}
		*i = instant(t)
		return nil
	default:
		return fmt.Errorf("%v (%T) is not a date and time", value, value)
	}
}

// parseInstant reads "2006-01-02 15:04:05" with a fraction of up to nine digits.
func parseInstant(s string) (time.Time, bool) {
	const plain = len("2006-01-02 15:04:05")
	if len(s) < plain || s[4] != '-' || s[7] != '-' || s[10] != ' ' || s[13] != ':' || s[16] != ':' {
		return time.Time{}, false
	}
	nanoseconds, ok := parseFraction(s[plain:])
	if !ok {
		return time.Time{}, false
	}
	var field [6]int
	for n, part := range [...]string{s[:4], s[5:7], s[8:10], s[11:13], s[14:16], s[17:19]} {
		if field[n], ok = parseDigits(part); !ok {
			return time.Time{}, false
		}
	}
	year, month, day := field[0], time.Month(field[1]), field[2]
	hour, minute, second := field[3], field[4], field[5]
	t := time.Date(year, month, day, hour, minute, second, nanoseconds, time.UTC)
	valid := t.Month() == month && t.Day() == day && hour < 24 && minute < 60 && second < 60
	return t, valid
}

// parseFraction reads ".5" as 500,000,000 nanoseconds and "" as none.
func parseFraction(s string) (nanoseconds int, ok bool) {
	if s == "" {
		return 0, true
	}
	if len(s) < 2 || len(s) > 10 || s[0] != '.' {
		return 0, false
	}
	nanoseconds, ok = parseDigits(s[1:])
	for range 10 - len(s) {
		nanoseconds *= 10
	}
	return nanoseconds, ok
}

func parseDigits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// text is a string whose empty value is NULL.
type text string

// Value implements driver.Valuer.
func (t text) Value() (driver.Value, error) {
	if t == "" {
		return nil, nil
	}
	return string(t), nil
}

// Scan implements sql.Scanner.
func (t *text) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*t = ""
	case string:
		*t = text(v)
	case []byte:
		*t = text(v)
	default:
		return fmt.Errorf("%v (%T) is not text", value, value)
	}
	return nil
}

// ref is the id of another record; zero is NULL.
type ref int64

// Value implements driver.Valuer.
func (r ref) Value() (driver.Value, error) {
	if r == 0 {
		return nil, nil
	}
	return int64(r), nil
}

// Scan implements sql.Scanner.
func (r *ref) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*r = 0
	case int64:
		*r = ref(v)
	default:
		return fmt.Errorf("%v (%T) is not an id", value, value)
	}
	return nil
}

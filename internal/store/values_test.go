package store_test

import (
	"testing"
	"time"

	"campfire/internal/store"
)

func TestParseInstant(t *testing.T) {
	at := func(nanoseconds int) time.Time { return time.Date(2025, 12, 1, 9, 30, 0, nanoseconds, time.UTC) }
	for _, c := range []struct {
		stored string
		want   time.Time // zero: refused
	}{
		{"2025-12-01 09:30:00.123456", at(123456000)},
		{"2025-12-01 09:30:00.123", at(123000000)},
		{"2025-12-01 09:30:00", at(0)},
		{"2025-12-01 09:30:00.000001", at(1000)},
		{"2025-12-01 09:30:00.123456789", at(123456789)},
		{"2024-02-29 23:59:59.999999", time.Date(2024, 2, 29, 23, 59, 59, 999999000, time.UTC)},
		{"2025-02-29 00:00:00", time.Time{}},
		{"2025-13-01 00:00:00", time.Time{}},
		{"2025-12-01 24:00:00", time.Time{}},
		{"2025-12-01T09:30:00", time.Time{}},
		{"2025-12-01 09:30:00.", time.Time{}},
		{"2025-12-01 09:30:00Z", time.Time{}},
		{"2025-12-01 09:30:00.1234567890", time.Time{}},
		{"2025-12-01 09:30:0x", time.Time{}},
		{"2025-12-01", time.Time{}},
		{"", time.Time{}},
	} {
		got, ok := store.ParseInstant(c.stored)
		if ok != !c.want.IsZero() || ok && !got.Equal(c.want) {
			t.Errorf("ParseInstant(%q) = %v, %t; want %v", c.stored, got, ok, c.want)
		}
	}
}

func FuzzParseInstant(f *testing.F) {
	f.Add("2025-12-01 09:30:00.123456")
	f.Add("2025-12-01 09:30:00")
	f.Fuzz(func(t *testing.T, stored string) {
		got, ok := store.ParseInstant(stored)
		want, err := time.Parse("2006-01-02 15:04:05", stored)
		if ok && (err != nil || !got.Equal(want)) {
			t.Errorf("ParseInstant(%q) = %v; time.Parse: %v, %v", stored, got, want, err)
		}
	})
}

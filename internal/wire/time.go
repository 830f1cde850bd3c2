// Package wire has the JSON shapes that the API and the cable share, so that a
// message is the same bytes wherever a client meets it.
package wire

import (
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// timeLayout is RFC 3339 in UTC with exactly six fraction digits.
const timeLayout = "2006-01-02T15:04:05.000000Z"

// Time is a moment as every answer writes it.
type Time time.Time

// MarshalJSON writes the time in UTC with microseconds.
func (t Time) MarshalJSON() ([]byte, error) {
	return time.Time(t).UTC().AppendFormat(make([]byte, 0, len(timeLayout)+2), `"`+timeLayout+`"`), nil
}

// UnmarshalJSON reads any RFC 3339 time.
func (t *Time) UnmarshalJSON(b []byte) error {
	return (*time.Time)(t).UnmarshalJSON(b)
}

// Schema implements huma.SchemaProvider.
func (Time) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date-time", Description: "RFC 3339, UTC, with microseconds"}
}

package slack

import (
	"strconv"
	"strings"
)

// square is the square nearest to a colour: one of Slack's three names, or red, green
// and blue in hexadecimal; empty for what is none of these.
func square(colour string) string {
	switch colour {
	case "good":
		return "🟩"
	case "warning":
		return "🟨"
	case "danger":
		return "🟥"
	}
	hex := strings.TrimPrefix(colour, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	value, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		return ""
	}
	return nearest(int(value>>16), int(value>>8&0xff), int(value&0xff))
}

// nearest goes by hue, as people do; what has hardly any is white, black or grey.
func nearest(r, g, b int) string {
	high, low := max(r, g, b), min(r, g, b)
	if high-low < 40 {
		if high < 128 {
			return "⬛"
		}
		return "⬜"
	}
	switch hue := hueOf(r, g, b, high, high-low); {
	case hue < 15, hue >= 330:
		return "🟥"
	case hue < 42:
		if high < 150 {
			return "🟫"
		}
		return "🟧"
	case hue < 70:
		return "🟨"
	case hue < 170:
		return "🟩"
	case hue < 255:
		return "🟦"
	default:
		return "🟪"
	}
}

// hueOf is the angle on the circle of colours, in degrees.
func hueOf(r, g, b, high, spread int) int {
	var hue int
	switch high {
	case r:
		hue = 60 * (g - b) / spread
	case g:
		hue = 120 + 60*(b-r)/spread
	default:
		hue = 240 + 60*(r-g)/spread
	}
	return (hue + 360) % 360
}

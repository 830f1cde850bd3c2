package main

import (
	"math"
	"time"
)

// sizes is how much of everything a run makes.
type sizes struct {
	people, rooms, messages int // the team that most scenarios meet

	authors int // posting at once
	readers int // connections reading at once
	few     int // sockets of the small fan-out
	sockets int // of the usual one, and of the reconnect storm
	many    int // of the large one, and of the idle ones
	seers   int // sockets beside somebody who posts

	members      []int // of the rooms that grow by members
	roomMessages []int // of the rooms that grow by messages
	starts       int
}

// scaled is a part of the full sizes, but of everything enough to show its
// working.
func scaled(part float64) sizes {
	n := func(full, least int) int { return max(least, int(math.Round(part*float64(full)))) }
	return sizes{
		people: n(500, 30), rooms: n(25, 4), messages: n(250_000, 500),
		authors: n(64, 8), readers: n(16, 4),
		few: n(100, 5), sockets: n(1000, 20), many: n(10_000, 40), seers: n(200, 10),
		members:      []int{10, n(1000, 20), n(10_000, 40)},
		roomMessages: []int{n(1000, 50), n(1_000_000, 200)},
		starts:       n(15, 3),
	}
}

// Arrivals a second of the scenarios that report latency.
const (
	besideCheckpoint = 500 // posts, with and without a checkpoint running
	besideSockets    = 25  // posts, with and without listeners
	seenRate         = 100 // posts that others wait to see
	stormRate        = 50  // posts while everybody reconnects
	searchRate       = 50
)

// pingInterval is how often the server pings its sockets, as Action Cable does.
const pingInterval = 3 * time.Second

package main

import (
	"time"

	"campfire/internal/chat"
)

// demoScript is a team and what it said, as demo.txt tells it.
type demoScript struct {
	team   string
	began  time.Time // before anything was said
	people []demoPerson
	rooms  []*demoRoom
	lines  []*demoLine // in the order of demo.txt
}

type demoPerson struct {
	short string // by which demo.txt calls them
	name  string
	role  chat.Role
	bio   string
}

type demoRoom struct {
	short   string
	typ     chat.RoomType
	name    string
	members []string
	unread  map[string]*demoLine // by who, the first line they have not read
}

// demoLine is one message.
type demoLine struct {
	room   *demoRoom
	who    string
	at     time.Time
	body   []string // lines, see demoHTML
	boosts []demoBoost
}

type demoBoost struct {
	who, content string
}

package main

import "slices"

// plan is a team to seed.
type plan struct {
	name   string
	people int
	rooms  []roomPlan
}

type roomPlan struct {
	members  int // the first of the people
	messages int
}

// teamPlan is the team most scenarios meet: everybody in the first room, half
// of them in the second, a third in the third; talk in the same proportions.
func (s sizes) teamPlan() plan {
	p := plan{name: "team", people: s.people, rooms: make([]roomPlan, s.rooms)}
	var shares float64
	for i := range p.rooms {
		shares += share(i)
	}
	for i := range p.rooms {
		p.rooms[i] = roomPlan{
			members:  max(min(s.people, 20), int(share(i)*float64(s.people))),
			messages: int(share(i) / shares * float64(s.messages)),
		}
	}
	return p
}

func share(room int) float64 { return 1 / float64(room+1) }

// growthPlan has rooms that differ in one thing: the first is the smallest,
// then come larger ones by members, then by messages.
func (s sizes) growthPlan() plan {
	p := plan{name: "growth", people: slices.Max(s.members)}
	for _, n := range s.members {
		p.rooms = append(p.rooms, roomPlan{members: n, messages: s.roomMessages[0]})
	}
	for _, n := range s.roomMessages[1:] {
		p.rooms = append(p.rooms, roomPlan{members: s.members[0], messages: n})
	}
	return p
}

func (p plan) messages() (n int) {
	for _, r := range p.rooms {
		n += r.messages
	}
	return n
}

package main

// bands play a few bars.
var bands = map[string]func() clip{
	"clowntown":    circus,
	"cottoneyejoe": barnDance,
	"curb":         tubaWalk,
	"loggins":      synthRock,
	"pushit":       beatBox,
	"rumble":       guitars,
	"sax":          saxophone,
	"sexyback":     funk,
	"whoomp":       party,
	"yeah":         rockHit,
}

func circus() clip {
	return play(208,
		part{82, 100, "g5.8 f#5.8 g5.8 a5.8 g5.8 e5.8 c5.4 e5.8 d#5.8 e5.8 f5.8 e5.8 c5.8 g4.4 a4.8 b4.8 c5.8 d5.8 e5.8 f5.8 f#5.8 g5.8 b4.4 d5.4 c5.4 c6.4"},
		part{58, 115, "c2.4 r.4 g1.4 r.4 c2.4 r.4 g1.4 r.4 f2.4 r.4 c2.4 r.4 g1.4 g1.4 c2.4 c2.4"},
		part{21, 80, "r.4 e4+g4.4 r.4 e4+g4.4 r.4 e4+g4.4 r.4 c4+e4.4 r.4 a3+c4.4 r.4 g4+e4.4 r.4 f4+b3.4 e4+c4.4 r.4"},
		part{drums, 95, "36.4 38.4 36.4 38.4 36.4 38.4 36.4 38.4 36.4 38.4 36.4 38.4 36.4 38.8 38.8 36+49.2"}).cut(5.2)
}

func barnDance() clip {
	return play(264,
		part{110, 112, "a4.8 b4.8 d5.8 e5.8 f#5.4 e5.8 d5.8 e5.8 f#5.8 e5.8 d5.8 b4.4 a4.4 a4.8 b4.8 d5.8 e5.8 f#5.8 a5.8 f#5.8 e5.8 d5.8 e5.8 f#5.8 e5.8 d5.4 d5+a4.4"},
		part{105, 95, "d3.8 a3.8 d4.8 a3.8 d3.8 a3.8 d4.8 a3.8 g3.8 b3.8 d4.8 b3.8 a3.8 c#4.8 e4.8 c#4.8 d3.8 a3.8 d4.8 a3.8 d3.8 a3.8 d4.8 a3.8 g3.8 b3.8 a3.8 c#4.8 d4.8 a3.8 d3+a3+d4.4"},
		part{32, 110, "d2.4 a1.4 d2.4 a1.4 g1.4 d2.4 a1.4 e2.4 d2.4 a1.4 d2.4 a1.4 g1.4 a1.4 d2.2"},
		part{drums, 105, "r.4 39.4 r.4 39.4 r.4 39.4 r.4 39.4 r.4 39.4 r.4 39.4 r.4 39.4 39.8 39.8 39+49.4"}).cut(4.6)
}

func tubaWalk() clip {
	return play(116,
		part{58, 120, "bb1.4 f1.4 bb1.8d f2.16 e2.8 eb2.8 d2.4 bb1.4 c2.8 f1.8 bb1.4"},
		part{45, 90, "r.8 d4+f4.8 r.8 d4+f4.8 r.8 d4+f4.8 r.8 d4+f4.8 r.8 f4+ab4.8 r.8 f4+ab4.8 eb4+a4.8 r.8 d4+bb4.4"},
		part{71, 100, "r.2 f5.8d eb5.16 d5.8 db5.8 c5.4 r.4 a4.16 bb4.16 a4.8 bb4.4"},
		part{drums, 70, "36.8 42.8 38.8 42.8 36.8 42.8 38.8 42.8 36.8 42.8 38.8 42.8 36.8 38.8 36+49.4"}).cut(4.8)
}

func synthRock() clip {
	return play(164,
		part{62, 110, "d4+f#4+a4.4d d4+f#4+a4.4d e4+g4+b4.4 f#4+a4+d5.4d e4+g4+c#5.4d d4+f#4+a4.2"},
		part{38, 115, "d2.8 d2.8 d2.8 d2.8 d2.8 d2.8 d2.8 d2.8 b1.8 b1.8 b1.8 a1.8 a1.8 a1.8 d2.2"},
		part{81, 95, "a5.8 f#5.8 d5.8 a5.4 f#5.8 g5.8 a5.8 b5.8 a5.8 f#5.8 e5.4 c#5.8 d5.2"},
		part{drums, 118, "36+49.8 42.8 38.8 42.8 36.8 36.8 38.8 42.8 36.8 42.8 38.8 42.8 38.16 38.16 45.16 41.16 36+49.2"}).hall(.9, .25).cut(4.4)
}

func beatBox() clip {
	return mix(play(126,
		part{drums, 120, "36.8 42.16 42.16 38+39.8 36.8 42.8 36.8 38+39.8 46.8 36.8 42.16 42.16 38+39.8 36.8 36.16 36.16 38.16 38.16 38+39.8 49+36.8"},
		part{38, 115, "e2.8 r.8 g2.16 e2.16 r.8 a2.8 r.8 bb2.8 a2.8 e2.8 r.8 g2.16 e2.16 r.8 d2.8 d2.16 d#2.16 e2.4"}),
		play(126, part{55, 105, "r.2 r.4 e4+b4.8 r.8 r.2 r.4 r.8 e4+b4.8"})).cut(4.1)
}

func guitars() clip {
	return play(150,
		part{30, 120, "e2+b2.4 e2+b2.8 g2+d3.4 e2+b2.8 a2+e3.8 bb2+f3.8 a2+e3.8 g2+d3.8 e2+b2.4 e2+b2.8 g2+d3.8 a2+e3.8 b2+f#3.8 e2+b2+e3.2"},
		part{34, 120, "e1.4 e1.8 g1.4 e1.8 a1.8 bb1.8 a1.8 g1.8 e1.4 e1.8 g1.8 a1.8 b1.8 e1.2"},
		part{drums, 125, "36+49.8 36.8 38.8 36.8 36.8 36.8 38.8 41.8 36.8 36.8 38.8 36.8 41.16 41.16 43.16 43.16 45.16 45.16 47.16 47.16 36+49+57.2"}).drive(1.5).hall(.8, .2).cut(4.8)
}

// saxophone is a late bar with nobody left in it.
func saxophone() clip {
	return play(84,
		part{66, 112, "r.8 e4.16 g4.16 a4.8d b4.16 d5.4 b4.16 a4.16 g4.8 e4.8d d4.16 e4.2"},
		part{4, 75, "e3+g3+b3+d4.2 a3+c4+e4+g4.2 d3+f#3+a3+c4.4 e3+g3+b3+d4+f#4.2"},
		part{32, 90, "e2.4d b1.8 a1.2 d2.4 e2.2"},
		part{drums, 55, "51.8 51.16 51.16 51.8 51.16 51.16 51.8 51.16 51.16 51.8 51.16 51.16 51.8 51.8 51.2"}).hall(1.2, .35).cut(5.4)
}

func funk() clip {
	return play(112,
		part{7, 115, "a2.16 a3.16 r.16 a2.16 c3.16 r.16 d3.16 eb3.16 e3.16 r.16 g3.16 e3.16 d3.16 c3.16 a2.8 a2.16 a3.16 r.16 a2.16 c3.16 c#3.16 d3.16 e3.16 r.8 g3+c4.16 r.16 a3+e4.4"},
		part{36, 120, "a1.8 r.16 a1.16 a2.16 r.16 g1.8 a1.8 r.8 c2.16 d2.16 e2.8 a1.8 r.16 a1.16 a2.16 r.16 g1.8 g#1.8 r.8 a1.4"},
		part{drums, 115, "36.8 42.16 42.16 38+39.8 42.16 36.16 42.8 36.8 38+39.8 46.8 36.8 42.16 42.16 38+39.8 42.16 36.16 42.8 36.8 38+39.4"}).cut(4.5)
}

// party has an air horn and a crowd.
func party() clip {
	horn := mix(tone(pulse(.3), steady(466), .5), tone(pulse(.3), steady(587), .5), tone(pulse(.3), steady(311), .5)).drive(2).band(1200, .4)
	blasts := horn.cut(.14).fade(.01, .03).repeat(2, .2).then(.06, horn.fade(.01, .15))
	crowd := mix(say("whoomp!", "m3", 140, 40), say("whoomp!", "f2", 145, 50), say("whoomp!", "m5", 138, 30), say("whoomp!", "m1", 150, 60)).drive(2)
	beat := play(128, part{drums, 125, "36.8 42.8 38+39.8 42.8 36.8 36.8 38+39.8 46.8 36.8 42.8 38+39.8 36+49.4"},
		part{38, 120, "f1.8 r.8 f1.8 ab1.8 r.8 bb1.8 f1.8 r.8 f1.8 r.8 c2.8 f1.4"})
	return mix(beat, crowd.at(.12), crowd.at(1.05), blasts.gain(.5).at(1.9)).cut(3.6)
}

// rockHit is a scream, and the chord that answers it.
func rockHit() clip {
	scream := sing(eh, wobble(620, 7, .03), .5)
	scream = scream.then(-.1, sing(ah, line(1.1, 660, 700, 690, 520), 1.1)).drive(6).high(300)
	chord := play(60, part{30, 127, "e2+b2+e3+g#3.2"}, part{34, 127, "e1.2"}, part{drums, 127, "36+49+57.2"}).drive(2)
	return mix(scream.gain(.8), chord.gain(1.2).at(1.15)).hall(1, .3).cut(3.4)
}

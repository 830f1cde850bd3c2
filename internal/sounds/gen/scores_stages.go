package main

import "math"

// stages are small scenes for an orchestra.
var stages = map[string]func() clip{
	"danielsan": triumph,
	"greyjoy":   sourHorn,
	"letitgo":   snow,
	"tada":      fanfare,
	"tmyk":      shootingStar,
	"trombone":  sadTrombone,
	"trololo":   music,
	"what":      sketch,
	"totes":     ukulele,
	"story":     fireside,
}

func triumph() clip {
	return play(138,
		part{107, 100, "a4.16 c5.16 d5.16 e5.16 g5.16 a5.16 r.8 r.2 r.2"},
		part{61, 118, "r.4d a4+d5.8 d5+g5.8 e5+a5.4d d5+g5.8 e5+a5+c#6.2d"},
		part{52, 105, "r.2 d4+a4+d5.4 e4+a4+e5.4 e4+a4+c#5+e5.2d"},
		part{48, 100, "r.4d d3+a3.4 e3+b3.4d g3+d4.8 a3+e4+a4.2d"},
		part{drums, 115, "r.4d 38.16 38.16 36+49.4 38.8 36.8 38.16 38.16 38.16 38.16 36+49+57.2d"}).hall(1.3, .35).cut(4.4)
}

// sourHorn meant to be noble.
func sourHorn() clip {
	call := play(96, part{60, 115, "c4.8 g4.8d c5.16 g4.2"})
	sag := func(t float64) float64 {
		return 1 - .018*math.Sin(2*math.Pi*2.2*t) - .11*max(0, t-.95)*max(0, t-.95)
	}
	return call.speed(sag).hall(1, .3).cut(2.9)
}

func snow() clip {
	wind := noise(4.6, 30).sweep(func(t float64) float64 { return 700 + 350*math.Sin(1.7*t) }, 5).gain(.12).fade(.8, 1)
	ice := play(92,
		part{8, 95, "e5.16 b5.16 f#5.16 b5.16 g5.16 b5.16 a5.16 e6.16 d6.16 b5.16 g5.16 d5.16 c5.16 g5.16 e5.16 g5.16 b5.8 e6.4"},
		part{48, 85, "e3+g3+b3.2 g3+b3+d4.4 c3+e3+g3.4 e3+b3+e4+g4.2"},
		part{88, 70, "r.2 r.4 c4+g4.4 e4+b4.2"})
	return mix(wind, ice).hall(1.5, .45).cut(4.8)
}

func fanfare() clip {
	return play(126,
		part{56, 120, "g4.16 g4.16 g4.16 c5.4d r.16 c5+e5+g5.2"},
		part{60, 110, "e4.16 e4.16 e4.16 g4.4d r.16 c4+g4+e5.2"},
		part{57, 110, "c3.16 c3.16 c3.16 c3.4d r.16 c2+c3+g3.2"},
		part{47, 120, "r.8 r.16 c2.8 r.4 g1.16 c2.16 c2.16 c2.16 c2.16 c2.4"},
		part{drums, 110, "38.16 38.16 38.16 36.8 r.4 38.16 36+49.2"}).hall(1.2, .3).cut(2.9)
}

// shootingStar leaves bells behind.
func shootingStar() clip {
	glint := tone(sine, line(.9, 5200, 2600, 1400), .9).tremble(24, .8).shape(0, .5, .25, 0).gain(.3)
	bells := play(104,
		part{46, 95, "c4.32 e4.32 g4.32 b4.32 d5.32 e5.32 g5.32 b5.32 d6.4 r.4"},
		part{9, 100, "r.4 g5.8 e5.8 a5.8 d6.4d"},
		part{48, 80, "r.4 c4+e4+g4+b4.4 f3+a3+c4+e4.8 g3+d4+g4+b4.4d"})
	return mix(glint, bells).hall(1.4, .4).cut(3)
}

// sadTrombone has lost: three short, and a long one that slides away.
func sadTrombone() clip {
	short := play(100, part{57, 118, "bb3.4"}).cut(.42).fade(.01, .08)
	wah := func(semitones float64) clip { return short.speed(steady(math.Pow(2, semitones/12))) }
	long := play(60, part{57, 118, "g3.2"}).cut(1.75).fade(.01, .35)
	slide := func(t float64) float64 {
		return (1 + .012*math.Sin(2*math.Pi*5.5*t)*min(1, 2*t)) * (1 - .07*max(0, t-.4))
	}
	return wah(0).then(.03, wah(-1)).then(.03, wah(-2)).then(.03, long.speed(slide)).hall(.7, .25).cut(3.5)
}

// music is the stage with an empty microphone and an accordion that waits.
func music() clip {
	baritone := clip{}
	for i, note := range []float64{196, 233, 262, 294, 262, 233, 196, 175, 196} {
		v := []vowel{oh, oh, ah, oh, ah, oh, oh, oo, ah}[i]
		seconds := []float64{.3, .3, .3, .6, .3, .3, .3, .3, .9}[i]
		baritone = baritone.then(-.03, sing(v, wobble(note, 5.5, .018), seconds))
	}
	band := play(100,
		part{21, 80, "g2.8 d4+g4+bb4.8 d3.8 d4+g4+bb4.8 g2.8 d4+g4+bb4.8 c3.8 eb4+g4.8 d3.8 d4+f#4.8 g2+g3.4"},
		part{drums, 50, "36.8 42.8 36.8 42.8 36.8 42.8 36.8 42.8 36.8 42.8 36.4"})
	return mix(baritone.gain(1.1), band.gain(.5)).hall(.9, .3).cut(4)
}

// sketch asks twice.
func sketch() clip {
	band := play(118,
		part{36, 110, "c2.8 r.16 c2.16 eb2.8 f2.8 f#2.16 g2.16 r.8 bb2.8 c3.8 c2.8 r.16 c2.16 eb2.8 f2.8 g2.8 r.8 c2.4"},
		part{drums, 100, "36.8 42.8 38.8 42.8 36.8 36.8 38.8 42.8 36.8 42.8 38.8 42.8 36.8 38.8 36+49.4"},
		part{61, 95, "r.2 r.4 r.8 eb4+g4+c5.8 r.2 r.4 g4+bb4+eb5.4"})
	return mix(band, say("what?", "m4", 150, 70).gain(1.2).at(1.15), say("what?", "f3", 150, 85).gain(1.2).at(3)).cut(4.2)
}

func ukulele() clip {
	strum := func(notes ...string) clip {
		var c clip
		for i, note := range notes {
			c = mix(c, play(60, part{24, 105, note + ".2"}).cut(.5).fade(.002, .2).at(float64(i)*.018))
		}
		return c
	}
	c, f, g := strum("g4", "c4", "e4", "c5"), strum("a4", "c4", "f4", "a4"), strum("g4", "d4", "g4", "b4")
	song := mix(c, c.at(.3), c.at(.45), f.at(.7), f.at(1), g.at(1.2), g.at(1.5), c.at(1.75))
	whistle := tone(sine, func(t float64) float64 {
		return []float64{1047, 1319, 1568, 1760, 1568, 1976, 2093}[min(6, int(t/.25))] * (1 + .008*math.Sin(38*t))
	}, 1.9).gain(.16).fade(.05, .2)
	return mix(song, whistle.at(.05), say("totes!", "f4", 165, 80).gain(.8).at(2.05))
}

// fireside ends a story.
func fireside() clip {
	crackle := clip{}
	for i := range 26 {
		at := math.Mod(float64(i)*.618, 1) * 3.6
		crackle = mix(crackle, noise(.012, uint64(50+i)).band(1500+170*float64(i), 2).decay(.012).gain(.5).at(at))
	}
	piano := play(66, part{0, 80, "f3+a3+c4+e4.4 g3+b3+d4+f4.4 c2+c3+g3+e4+c5.2"})
	return mix(crackle, say("And now, you know.", "m3", 125, 22).gain(.9).at(.15), piano.gain(.9).at(1.6)).hall(.8, .2).cut(4.6)
}

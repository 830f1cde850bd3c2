package main

import "math"

// alarms want to be noticed.
var alarms = map[string]func() clip{
	"honk":       honk,
	"horn":       shipHorn,
	"vuvuzela":   vuvuzela,
	"dangerzone": flyBy,
	"secret":     secret,
	"wups":       wups,
	"nyan":       chiptune,
	"deeper":     deeper,
	"drama":      drama,
	"horror":     horror,
}

func honk() clip {
	reed := func(hertz float64) clip { return tone(pulse(.28), wobble(hertz, 30, .006), .6).drive(2) }
	return mix(reed(415), reed(523)).band(900, .5).shape(.6, 1, 1, .9, .2).fade(.01, .05)
}

func shipHorn() clip {
	blast := func(seconds float64) clip {
		low := mix(tone(saw, wobble(87, 5, .004), seconds), tone(saw, wobble(110.6, 4, .004), seconds), tone(saw, steady(131), seconds).gain(.6))
		return low.drive(1.5).low(1100).fade(.12, .25)
	}
	return blast(.5).then(.18, blast(.5)).then(.18, blast(1.6)).hall(1.1, .5).cut(4.2)
}

func vuvuzela() clip {
	var crowd clip
	for i, hertz := range []float64{232, 235.5, 229, 238} {
		horn := tone(pulse(.18), wobble(hertz, 5+float64(i), .012), 2.8).band(750, .7)
		crowd = mix(crowd, horn.shape(0, 1, .9, 1, .8, 1, .3).at(float64(i)*.17))
	}
	return mix(crowd, noise(3.3, 6).band(900, .6).gain(.25).shape(.3, 1, .6)).fade(.05, .4)
}

// flyBy is a jet: its noise falls in pitch as it passes.
func flyBy() clip {
	jet := mix(noise(3.4, 12), tone(saw, line(3.4, 620, 600, 410, 260, 220), 3.4).gain(.35))
	jet = jet.sweep(line(3.4, 700, 1800, 5200, 1600, 500, 250), 1.6).shape(0, .15, 1, .6, .25, .08, 0)
	riff := play(152, part{30, 105, "a2+e3.8 a2+e3.8 c3+g3.8 a2+e3.8 d3+a3.4 c3+g3.8 a2+e3.4"},
		part{drums, 110, "36.8 42.8 38.8 42.8 36.8 36.8 38.8 49.4"})
	return mix(jet, riff.gain(1.4).at(.9)).cut(3.6)
}

// secret climbs in whole tones and opens a door.
func secret() clip {
	var c clip
	for i, hertz := range []float64{523.25, 587.33, 659.26, 739.99, 830.61, 932.33, 1244.51} {
		bright := mix(tone(pulse(.25), steady(hertz), .3).gain(.35), tone(sine, steady(2*hertz), .3).gain(.4))
		c = mix(c, bright.decay(.45).at(float64(i)*.085))
	}
	return mix(c, strike(1244.51, partial{1, .5, .9}, partial{2.76, .2, .4}).at(.51)).echo(.13, .35, 3).cut(1.7)
}

// wups slips and lands.
func wups() clip {
	slip := tone(sine, line(.42, 1050, 900, 380), .42).fade(.01, .04)
	land := mix(drumHead(320, 140, .16), noise(.03, 14).low(2500).gain(.3))
	return mix(slip.gain(.7), land.at(.44)).cut(.75)
}

// chiptune trots over a bass, on three channels and a noise.
func chiptune() clip {
	const beat = .115
	voice := func(w wave, hertz ...float64) clip {
		var c clip
		for i, h := range hertz {
			if h > 0 {
				c = mix(c, tone(w, steady(h), beat*.92).shape(1, .7, .5).fade(.002, .01).at(float64(i)*beat))
			}
		}
		return c
	}
	tune := voice(pulse(.25), 784, 0, 988, 880, 784, 659, 0, 587, 659, 784, 0, 880, 988, 880, 1175, 0,
		1047, 0, 988, 880, 784, 0, 880, 988, 1175, 988, 880, 784, 1568, 0, 1568, 1568)
	third := voice(pulse(.5), 392, 494, 587, 494, 392, 494, 587, 494, 330, 392, 494, 392, 330, 392, 494, 392,
		262, 330, 392, 330, 262, 330, 392, 330, 294, 370, 440, 370, 294, 370, 392, 392)
	bass := voice(triangle, 98, 98, 196, 98, 98, 98, 196, 98, 82, 82, 165, 82, 82, 82, 165, 82,
		65, 65, 131, 65, 65, 65, 131, 65, 73, 73, 147, 73, 73, 73, 98, 98)
	hat := noise(.03, 15).high(5000).decay(.04).gain(.3).repeat(16, 2*beat).at(beat)
	return mix(tune.gain(.5), third.gain(.2), bass.gain(.7), hat)
}

func triangle(phase float64) float64 { return 4*math.Abs(phase-.5) - 1 }

// deeper is a wall of low brass.
func deeper() clip {
	wall := play(60, part{57, 127, "f1+c2+f2.1"}, part{58, 127, "f1.1"}, part{43, 120, "f1+f2.1"}).cut(2.8)
	sub := tone(sine, line(2.8, 46, 43.6, 42), 2.8).shape(1, .9, .7, .3, 0)
	grit := tone(saw, steady(43.65), 2.8).drive(4).sweep(line(2.8, 2200, 700, 250), 1.2).shape(1, .7, .4, .1, 0)
	return mix(wall.drive(2), sub, grit.gain(.5)).hall(1.4, .5).cut(3.4)
}

// drama is three steps down to a door that closes.
func drama() clip {
	return play(132,
		part{48, 120, "e4+g4+e3.8 r.16 d#4+f#4+d#3.8 r.16 c4+eb4+f#4+a3+c3.2d"},
		part{57, 120, "e3.8 r.16 d#3.8 r.16 c3+f#3.2d"},
		part{47, 127, "e2.8 r.16 d#2.8 r.16 c2.16 c2.16 c2.16 c2.16 c2.2"},
		part{drums, 110, "r.4 r.8 49+36.2"}).hall(1.2, .35).cut(3)
}

// horror is strings that are too close together, and getting closer.
func horror() clip {
	stab := play(110, part{48, 127, "b5+c6+c#6+d6.16 r.16 b5+c6+c#6+d6.16 r.16 b5+c6+c#6+d6.16 r.16 c6+c#6+d6+eb6.16 r.16 c6+c#6+d6+eb6.16 r.16 c#6+d6+eb6+e6.8d"})
	bed := mix(tone(saw, line(4, 55, 58.3), 4), tone(saw, line(4, 58, 61), 4)).low(300).shape(0, .4, .6, 1, 0)
	return mix(stab.gain(1.5).at(.6), bed.gain(.5)).hall(1.6, .5).cut(4)
}

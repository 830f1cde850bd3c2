package main

import "math"

// things are noises that something makes.
var things = map[string]func() clip{
	"56k":      modem,
	"bell":     handBell,
	"butts":    cushion,
	"crickets": crickets,
	"rimshot":  rimshot,
	"unix":     keyboard,
	"rollout":  engine,
}

func modem() clip {
	dial := clip{}
	for i, pair := range [][2]float64{{770, 1209}, {852, 1336}, {697, 1477}, {941, 1336}, {770, 1477}} {
		key := mix(tone(sine, steady(pair[0]), 0.07), tone(sine, steady(pair[1]), 0.07))
		dial = mix(dial, key.fade(.004, .004).at(float64(i)*0.12))
	}
	answer := tone(sine, steady(2100), 0.7).tremble(4, .3)
	chirp := mix(tone(sine, steady(980), .35), tone(sine, steady(1850), .35)).tremble(31, 1)
	warble := tone(pulse(.5), func(t float64) float64 { return 1300 + 500*math.Copysign(1, math.Sin(2*math.Pi*38*t)) }, .5).gain(.4)
	hiss := mix(noise(1.6, 5).band(1900, .8).gain(3), tone(sine, steady(1800), 1.6).tremble(75, 1).gain(.5)).shape(.5, 1, 1, .9)
	gong := strike(600, partial{1, 1, .5}, partial{1.5, .6, .4})
	return dial.then(.15, answer).then(.05, chirp).then(.05, warble).then(0, gong.gain(.6)).then(-.3, hiss).band(1500, .35)
}

func handBell() clip {
	hit := noise(.01, 2).high(4000).gain(.25)
	return mix(hit, strike(660,
		partial{.5, .3, 2.6}, partial{1, 1, 2.2}, partial{1.19, .5, 1.6}, partial{1.5, .35, 1.3}, partial{2, .6, 1.4},
		partial{2.51, .3, .9}, partial{3.01, .25, .7}, partial{4.1, .2, .4}, partial{5.4, .12, .25})).cut(2.4)
}

// cushion is one that somebody should not have sat on.
func cushion() clip {
	pitch := line(1, 130, 95, 140, 80, 62, 55)
	flutter := func(t float64) float64 { return pitch(t) * (1 + .18*math.Sin(2*math.Pi*23*t)) }
	air := tone(pulse(.22), flutter, 1).drive(2).sweep(line(1, 900, 1400, 700, 420), 2.2)
	return mix(air, noise(1, 9).band(700, 1).gain(.2)).shape(.3, 1, .8, 1, .5, .7, 0)
}

func crickets() clip {
	chirp := tone(sine, steady(4300), .022).fade(.006, .008).repeat(3, .03)
	other := tone(sine, steady(4750), .02).fade(.006, .008).repeat(4, .027)
	night := noise(3, 4).band(5200, 2).gain(.015)
	return mix(night, chirp.repeat(5, .55), other.repeat(4, .71).at(.2).gain(.45), chirp.repeat(2, 1.1).at(.9).gain(.3)).hall(.3, .3).cut(3)
}

func drumHead(from, to, seconds float64) clip {
	return tone(sine, line(seconds/3, from, to), seconds).decay(seconds)
}

func cymbal(seconds float64) clip {
	return mix(noise(seconds, 11).high(6000), tone(pulse(.5), steady(3170), seconds).high(5000).gain(.2)).decay(seconds)
}

func rimshot() clip {
	tom := mix(drumHead(210, 150, .35), noise(.02, 1).gain(.3))
	lower := mix(drumHead(150, 105, .45), noise(.02, 2).gain(.3))
	last := mix(drumHead(110, 52, .4).gain(1.3), cymbal(1.3).gain(.5), noise(.09, 3).band(1800, .8).decay(.1).gain(1.2))
	return mix(tom, lower.at(.21), last.at(.63)).hall(.5, .25).cut(1.9)
}

// keyboard is somebody at home on one.
func keyboard() clip {
	key := func(seed uint64) clip {
		return mix(noise(.03, seed).band(2600, 1.2).decay(.03), drumHead(240, 160, .04).gain(.4))
	}
	var typing clip
	for i, at := range []float64{0, .09, .17, .29, .36, .43, .58, .64, .75, .86} {
		typing = mix(typing, key(uint64(i+20)).at(at))
	}
	enter := mix(key(40), key(41).at(.045)).gain(1.5)
	beep := mix(tone(pulse(.5), steady(880), .09), tone(pulse(.5), steady(1318.5), .2).at(.1)).low(3500).gain(.25).fade(.005, .05)
	return typing.then(.12, enter).then(.2, beep).then(.15, say("I know this.", "m7", 165, 45).gain(.7))
}

// engine starts, revs twice and is off.
func engine() clip {
	revs := line(3, 28, 30, 75, 45, 95, 60, 90, 130, 190)
	fire := func(t float64) float64 { return revs(t) * (1 + .01*math.Sin(60*t)) }
	motor := mix(tone(saw, fire, 3), tone(pulse(.3), func(t float64) float64 { return 2 * fire(t) }, 3).gain(.5))
	motor = motor.drive(3).sweep(line(3, 400, 500, 1500, 700, 1900, 900, 1400, 2200, 2600), 1.4)
	snares := play(150, part{drums, 100, "38.16 38.16 38.16 38.16 38.8 38.8 38.16 38.16 38.16 38.16 38.8 38+49.2"})
	tyres := noise(.9, 8).band(2300, 6).tremble(37, .7).shape(0, 1, .8, 0).gain(1.2)
	return mix(motor.fade(.05, .8), snares.gain(1.5).at(.3), tyres.at(2))
}

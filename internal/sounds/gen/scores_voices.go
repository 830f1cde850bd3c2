package main

import "math"

// voices say something, in espeak-ng's voice.
var voices = map[string]func() clip{
	"ballmer":       chant,
	"bezos":         laughter,
	"bueller":       rollCall,
	"dadgummit":     dadGummit,
	"glados":        machine,
	"gogogo":        coach,
	"greatjob":      greatJob,
	"guarantee":     guarantee,
	"heygirl":       smooth,
	"inconceivable": disbelief,
	"live":          onAir,
	"makeitso":      bridge,
	"ohmy":          ohMy,
	"flawless":      flawless,
}

// together has several people say the same, not quite at once.
func together(words string, speed, pitch int) clip {
	var crowd clip
	for i, variant := range []string{"m3", "f2", "m5", "m1", "f4"} {
		crowd = mix(crowd, say(words, variant, speed+3*i, pitch+5*i).at(.02*float64(i)))
	}
	return crowd
}

func chant() clip {
	word := together("developers", 190, 35).drive(2)
	stomp := mix(drumHead(90, 45, .3).gain(1.5), noise(.05, 60).band(1200, 1).decay(.06))
	return mix(word, word.at(.95), word.gain(1.2).at(1.9), stomp.repeat(4, .475*2).at(.1)).hall(.8, .3).cut(3.2)
}

func laughter() clip {
	ha := func(hertz, seconds float64) clip {
		breath := noise(.06, uint64(hertz)).band(1500, .7).gain(.25).fade(.02, .02)
		return breath.then(-.02, sing(ah, line(seconds, hertz*1.15, hertz, hertz*.85), seconds).drive(2))
	}
	c := ha(300, .2)
	for _, hertz := range []float64{360, 340, 310, 290, 270, 250} {
		c = c.then(.03, ha(hertz, .12))
	}
	return c.hall(.4, .2)
}

func rollCall() clip {
	anyone := say("anyone?", "m7", 110, 15)
	clock := mix(noise(.01, 61).band(3000, 3), drumHead(900, 800, .02).gain(.4)).gain(.4)
	return mix(anyone.then(1, anyone.gain(.9)), clock.repeat(5, .6).at(.2)).hall(.5, .25)
}

func dadGummit() clip {
	boing := tone(pulse(.3), func(t float64) float64 { return 150 + 90*math.Exp(-3*t)*math.Sin(2*math.Pi*13*t) }, .9).band(600, .8).decay(.9).gain(.7)
	return say("dad gummit!", "m6", 165, 60).drive(1.6).then(.02, boing)
}

func machine() clip {
	words := say("That has been noted. Forever.", "f5", 145, 55)
	metal := mix(words.gain(.7), words.ring(110).gain(.8), words.at(.011).gain(.5), words.at(.023).gain(-.4))
	hum := mix(tone(saw, steady(55), 3.2), tone(saw, steady(82.7), 3.2)).low(300).gain(.12).fade(.1, .5)
	return mix(metal, hum).hall(.6, .2)
}

func coach() clip {
	pea := tone(sine, func(t float64) float64 { return 2350 + 130*math.Sin(2*math.Pi*42*t) }, .3).fade(.01, .05).gain(.3)
	word := together("go!", 200, 50).drive(2.5)
	return pea.then(.06, word.cut(.3).fade(.005, .05)).then(.02, word.cut(.3).fade(.005, .05)).then(.02, word)
}

func greatJob() clip {
	words := say("great job", "m2", 140, 30)
	odd := words.speed(line(1, .8, 1.35, .75))
	return mix(odd, odd.speed(steady(1.5)).gain(.25)).drive(1.5)
}

func guarantee() clip {
	till := mix(strike(2093, partial{1, .6, .9}, partial{2.7, .3, .4}, partial{4.2, .2, .3}), noise(.12, 62).band(2500, 1).decay(.12).gain(.5))
	return say("Guaranteed.", "m5", 150, 28).then(.03, till).cut(2.1)
}

func smooth() clip {
	words := say("Hey.", "m3", 110, 12).low(3000)
	keys := play(80, part{4, 85, "eb3+g3+bb3+d4+f4.4 ab3+c4+eb4+g4+bb4.2"}, part{11, 70, "r.8 bb5.16 g5.16 f5.4 bb5.4"})
	return mix(words.gain(1.1), keys.at(.35)).hall(.9, .3).cut(2.9)
}

func disbelief() clip {
	up := line(1.2, .95, .9, 1, 1.15, 1.05)
	pluck := play(120, part{45, 105, "c4.16 c#4.16 d4.16 r.16 f#4.8"})
	return say("Inconceivable!", "m4", 140, 60).speed(up).then(.05, pluck)
}

// onAir is a studio that did not know.
func onAir() clip {
	buzzer := mix(tone(pulse(.5), steady(147), .35), tone(pulse(.5), steady(155), .35)).low(1800).gain(.4)
	words := say("We'll do it live!", "m1", 185, 70).drive(4).band(1500, .6)
	return words.then(.05, buzzer.fade(.01, .03)).then(.05, noise(.2, 63).band(3000, .8).decay(.2).gain(.3))
}

// bridge obeys with two beeps.
func bridge() clip {
	beeps := mix(tone(sine, line(.09, 1500, 1900), .09).fade(.01, .02), tone(sine, line(.12, 1900, 2500), .12).fade(.01, .03).at(.11)).gain(.35)
	hum := tone(sine, steady(62), 1.7).tremble(3, .4).gain(.25).fade(.1, .3)
	return mix(hum, say("Make it so.", "m3", 150, 25), beeps.at(.95)).hall(.4, .2).cut(1.7)
}

func ohMy() clip {
	slide := play(60, part{57, 95, "f2.2"}).cut(.9).speed(line(.9, .9, 1.2, 1.5)).fade(.02, .2)
	return say("Oh, my.", "m3", 95, 5).speed(steady(.85)).then(0, slide.gain(.6)).hall(.6, .2)
}

// flawless shines.
func flawless() clip {
	snap := noise(.03, 64).band(2600, 2).decay(.04).gain(1.5)
	choir := play(92, part{53, 90, "c4+e4+g4+b4.4 d4+f#4+a4+d5.2"}, part{46, 85, "r.8 g5.32 b5.32 d6.32 f#6.32 a6.4"}, part{38, 100, "c2.4 d2.2"})
	return mix(choir, snap.at(.02), snap.at(.65), say("flawless", "f2", 150, 55).gain(.7).at(.75)).hall(1, .35).cut(2.8)
}

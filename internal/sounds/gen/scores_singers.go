package main

// singers hold their notes.
var singers = map[string]func() clip{
	"donotwant": villain,
	"noooo":     noooo,
	"ohyeah":    ohYeah,
	"yay":       yay,
	"yodel":     yodel,
}

// villain is refused, with thunder.
func villain() clip {
	cry := sing(oh, line(2.4, 150, 185, 175, 150, 105), 2.4).drive(4)
	cry = mix(cry, sing(oo, line(2.4, 75, 92, 88, 75, 52), 2.4).drive(3).gain(.6))
	thunder := noise(3, 70).low(160).shape(.1, 1, .5, .8, .3, .1, 0).gain(3)
	return mix(cry, thunder.at(.3)).hall(1.5, .5).cut(3.8)
}

func noooo() clip {
	start := sing(eh, line(.12, 300, 280), .12)
	long := sing(oh, func(t float64) float64 { return wobble(line(2.6, 290, 310, 300, 270, 190)(t), 5.5, .02)(t) }, 2.6)
	return start.then(-.05, long).drive(2.2).echo(.28, .35, 3).hall(1.3, .4).cut(4)
}

func ohYeah() clip {
	deep := sing(oh, line(.8, 92, 82, 74), .8).drive(3).then(.06, sing(eh, line(.25, 98, 104), .25).drive(3)).then(-.06, sing(ah, line(.9, 104, 88, 70), .9).drive(3))
	bass := play(120, part{38, 115, "a1.8 a1.16 a2.16 g1.8 a1.8 c2.8 a1.4"}, part{drums, 100, "36.8 42.8 38.8 42.8 36.8 38+49.4"})
	return mix(deep.gain(1.2), bass.gain(.7).at(.3)).hall(.6, .2).cut(3)
}

func yay() clip {
	var crowd clip
	for i, hertz := range []float64{380, 430, 340, 480, 410} {
		child := sing(eh, line(.3, hertz, hertz*1.25), .3).then(-.05, sing(ee, line(.45, hertz*1.25, hertz*1.35, hertz*1.1), .45))
		crowd = mix(crowd, child.at(float64(i)*.025))
	}
	claps := noise(.015, 71).band(1700, 1).decay(.03).repeat(9, .083)
	return mix(crowd, claps.gain(.7).at(.15)).hall(.4, .25).cut(1.2)
}

// yodel jumps from the chest to the head, and the mountain answers.
func yodel() clip {
	chest := func(hertz, seconds float64) clip { return sing(oh, wobble(hertz, 5, .01), seconds) }
	head := func(hertz, seconds float64) clip { return sing(ee, wobble(hertz, 6, .012), seconds).gain(.9) }
	var call clip
	for _, note := range []clip{
		chest(294, .22), head(494, .2), chest(294, .18), head(587, .4), head(494, .18), chest(392, .16), head(587, .2), chest(392, .16),
		head(659, .22), head(587, .2), head(494, .2), chest(392, .7),
	} {
		call = call.then(-.02, note)
	}
	return call.echo(.62, .3, 3).hall(1.6, .4).cut(5.4)
}

package main

import (
	"math"
	"math/rand/v2"
)

// wave is one period of a sound: phase runs from 0 to 1.
type wave func(phase float64) float64

func sine(phase float64) float64 { return math.Sin(2 * math.Pi * phase) }
func saw(phase float64) float64  { return 2*phase - 1 }

// pulse is high for a part of the period.
func pulse(width float64) wave {
	return func(phase float64) float64 {
		if phase < width {
			return 1
		}
		return -1
	}
}

// tone plays a wave at a pitch in hertz that may change. It is computed at four
// times the rate, so that its edges do not ring with other pitches.
func tone(w wave, hertz func(t float64) float64, seconds float64) clip {
	const finer = 4
	c, phase := make(clip, length(seconds)), 0.0
	for i := range c {
		step := hertz(float64(i)/rate) / rate / finer
		for range finer {
			c[i] += w(phase) / finer
			_, phase = math.Modf(phase + step)
		}
	}
	return c
}

// noise is white, and the same each time for a seed.
func noise(seconds float64, seed uint64) clip {
	r := rand.New(rand.NewPCG(seed, 1))
	return make(clip, length(seconds)).each(func(_, _ float64) float64 { return 2*r.Float64() - 1 })
}

// partial is one of the pitches that sound in a struck thing.
type partial struct{ ratio, gain, seconds float64 }

// strike sounds partials over a pitch, each dying in its own time.
func strike(hertz float64, partials ...partial) clip {
	var c clip
	for _, p := range partials {
		c = mix(c, tone(sine, steady(hertz*p.ratio), p.seconds).decay(p.seconds).gain(p.gain))
	}
	return c
}

// wobble is a pitch with vibrato: so many times a second, by a part of it.
func wobble(hertz, times, part float64) func(t float64) float64 {
	return func(t float64) float64 { return hertz * (1 + part*math.Sin(2*math.Pi*times*t)) }
}

// tremble makes c louder and softer so many times a second, by a part of it.
func (c clip) tremble(times, part float64) clip {
	return c.each(func(v, t float64) float64 { return v * (1 - part/2 + part/2*math.Sin(2*math.Pi*times*t)) })
}

// ring multiplies c with a sine, as robots sound.
func (c clip) ring(hertz float64) clip {
	return c.each(func(v, t float64) float64 { return v * sine(math.Mod(hertz*t, 1)) })
}

// drive overloads c softly.
func (c clip) drive(amount float64) clip {
	return c.each(func(v, _ float64) float64 { return math.Tanh(amount*v) / math.Tanh(amount) })
}

// echo repeats c after a time, each time softer by a factor.
func (c clip) echo(after, factor float64, times int) clip {
	all := c
	for i := 1; i <= times; i++ {
		all = mix(all, c.at(float64(i)*after).gain(math.Pow(factor, float64(i))))
	}
	return all
}

// hall adds the room of a hall: dying noise, darker as it dies, which c is
// spread over by many echoes.
func (c clip) hall(seconds, amount float64) clip {
	r := rand.New(rand.NewPCG(7, 7))
	wet := make(clip, len(c)+length(seconds))
	const echoes = 900
	for range echoes {
		t := 0.008 + math.Pow(r.Float64(), 1.4)*seconds
		gain := math.Exp(-6.9*t/seconds) * (2*r.Float64() - 1)
		for i, at := 0, length(t); i < len(c) && at+i < len(wet); i++ {
			wet[at+i] += c[i] * gain
		}
	}
	return mix(c, wet.low(4500).gain(amount*3/math.Sqrt(echoes)))
}

// vowel is what a throat does to a pitch: the middle of each resonance in
// hertz, and how strong it is.
type vowel [4]struct{ hertz, gain float64 }

var (
	ah = vowel{{730, 1}, {1090, .5}, {2440, .25}, {3400, .12}}
	oh = vowel{{480, 1}, {850, .45}, {2400, .1}, {3300, .06}}
	oo = vowel{{320, 1}, {800, .25}, {2250, .06}, {3200, .04}}
	ee = vowel{{290, 1}, {2200, .4}, {2950, .3}, {3500, .15}}
	eh = vowel{{560, 1}, {1780, .45}, {2500, .25}, {3400, .12}}
)

// sing is a voice on a vowel, with a breath of air in it.
func sing(v vowel, hertz func(t float64) float64, seconds float64) clip {
	source := mix(tone(saw, hertz, seconds), noise(seconds, 3).gain(0.06))
	var c clip
	for _, formant := range v {
		c = mix(c, source.band(formant.hertz, formant.hertz/90).gain(formant.gain))
	}
	return c.fade(0.03, 0.06)
}

package main

import (
	"encoding/binary"
	"math"
)

// rate is the samples per second of every clip.
const rate = 44100

// clip is a mono sound; 1 is full scale.
type clip []float64

func length(seconds float64) int { return int(math.Round(seconds * rate)) }

func (c clip) seconds() float64 { return float64(len(c)) / rate }

// at is c, so many seconds later.
func (c clip) at(seconds float64) clip { return append(make(clip, max(0, length(seconds))), c...) }

// then is c, a pause, and next.
func (c clip) then(pause float64, next clip) clip { return mix(c, next.at(c.seconds()+pause)) }

// repeat is c so many times, one beginning every so many seconds.
func (c clip) repeat(times int, every float64) clip {
	var all clip
	for i := range times {
		all = mix(all, c.at(float64(i)*every))
	}
	return all
}

// mix sounds clips together from their beginnings.
func mix(clips ...clip) clip {
	n := 0
	for _, c := range clips {
		n = max(n, len(c))
	}
	sum := make(clip, n)
	for _, c := range clips {
		for i, v := range c {
			sum[i] += v
		}
	}
	return sum
}

// each is c with every sample changed; t is its time in seconds.
func (c clip) each(f func(v, t float64) float64) clip {
	changed := make(clip, len(c))
	for i, v := range c {
		changed[i] = f(v, float64(i)/rate)
	}
	return changed
}

func (c clip) gain(factor float64) clip {
	return c.each(func(v, _ float64) float64 { return v * factor })
}

// cut ends c after so many seconds, or pads it with silence up to there.
func (c clip) cut(seconds float64) clip {
	cut := make(clip, length(seconds))
	copy(cut, c)
	return cut
}

// fade lets c begin and end softly.
func (c clip) fade(in, out float64) clip {
	end := c.seconds()
	return c.each(func(v, t float64) float64 {
		return v * min(1, t/in) * min(1, max(0, (end-t)/out))
	})
}

// decay falls to a thousandth within so many seconds, like something struck.
func (c clip) decay(seconds float64) clip {
	return c.each(func(v, t float64) float64 { return v * math.Exp(-6.9*t/seconds) })
}

// shape multiplies c with a curve through points evenly spread over it.
func (c clip) shape(points ...float64) clip {
	curve := line(c.seconds(), points...)
	return c.each(func(v, t float64) float64 { return v * curve(t) })
}

// speed plays c faster or slower by a factor that may change, pitch and all.
func (c clip) speed(factor func(t float64) float64) clip {
	var played clip
	for at := 0.0; int(at) < len(c)-1; at += factor(float64(len(played)) / rate) {
		i, between := int(at), at-math.Floor(at)
		played = append(played, c[i]*(1-between)+c[i+1]*between)
	}
	return played
}

// trim takes silence off both ends.
func (c clip) trim() clip {
	const audible = 0.004
	from, to := 0, len(c)
	for from < to && math.Abs(c[from]) < audible {
		from++
	}
	for to > from && math.Abs(c[to-1]) < audible {
		to--
	}
	return c[from:to]
}

func (c clip) peak() float64 {
	highest := 0.0
	for _, v := range c {
		highest = max(highest, math.Abs(v))
	}
	return highest
}

// pcm is c as 16-bit little-endian samples.
func (c clip) pcm() []byte {
	var b []byte
	for _, v := range c {
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(math.Round(max(-1, min(1, v))*math.MaxInt16))))
	}
	return b
}

// steady is a value that stays.
func steady(value float64) func(float64) float64 { return func(float64) float64 { return value } }

// line is a curve through points evenly spread over so many seconds.
func line(seconds float64, points ...float64) func(t float64) float64 {
	return func(t float64) float64 {
		place := max(0, min(1, t/seconds)) * float64(len(points)-1)
		i := min(int(place), len(points)-2)
		if len(points) == 1 {
			return points[0]
		}
		return points[i] + (points[i+1]-points[i])*(place-float64(i))
	}
}

package main

import "math"

// biquad is a second-order filter: b0, b1, b2, a1, a2, with a0 = 1.
type biquad struct{ b0, b1, b2, a1, a2 float64 }

func (c clip) filter(q biquad) clip {
	var x1, x2, y1, y2 float64
	return c.each(func(x, _ float64) float64 {
		y := q.b0*x + q.b1*x1 + q.b2*x2 - q.a1*y1 - q.a2*y2
		x1, x2, y1, y2 = x, x1, y, y1
		return y
	})
}

// at48k takes coefficients that are given for 48 kHz to our rate, by the
// bilinear transform back and forth.
func (q biquad) at48k() biquad {
	const k = 48000.0 / rate // low frequencies stay where they are
	b0, b1, b2 := warp(q.b0, q.b1, q.b2, k)
	a0, a1, a2 := warp(1, q.a1, q.a2, k)
	return biquad{b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0}
}

// warp substitutes z⁻¹ for the other rate's in c0 + c1 z⁻¹ + c2 z⁻².
func warp(c0, c1, c2, k float64) (d0, d1, d2 float64) {
	s2, s1, s0 := c0-c1+c2, 2*(c0-c2), c0+c1+c2 // in s = (1−z⁻¹)/(1+z⁻¹), times (1+s)²
	s2, s1 = s2/(k*k), s1/k
	return s0 + s1 + s2, 2 * (s0 - s2), s0 - s1 + s2
}

// The shapes of filter, after R. Bristow-Johnson's Audio EQ Cookbook.
func lowPass(hertz, q float64) biquad {
	cos, alpha := corner(hertz, q)
	return norm(1+alpha, (1-cos)/2, 1-cos, (1-cos)/2, -2*cos, 1-alpha)
}

func highPass(hertz, q float64) biquad {
	cos, alpha := corner(hertz, q)
	return norm(1+alpha, (1+cos)/2, -(1 + cos), (1+cos)/2, -2*cos, 1-alpha)
}

func bandPass(hertz, q float64) biquad {
	cos, alpha := corner(hertz, q)
	return norm(1+alpha, alpha, 0, -alpha, -2*cos, 1-alpha)
}

func corner(hertz, q float64) (cos, alpha float64) {
	w := 2 * math.Pi * hertz / rate
	return math.Cos(w), math.Sin(w) / (2 * q)
}

func norm(a0, b0, b1, b2, a1, a2 float64) biquad {
	return biquad{b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0}
}

func (c clip) low(hertz float64) clip     { return c.filter(lowPass(hertz, 0.707)) }
func (c clip) high(hertz float64) clip    { return c.filter(highPass(hertz, 0.707)) }
func (c clip) band(hertz, q float64) clip { return c.filter(bandPass(hertz, q)) }

// sweep is a resonant low pass whose corner moves.
func (c clip) sweep(hertz func(t float64) float64, q float64) clip {
	var low, band float64
	return c.each(func(v, t float64) float64 {
		f := 2 * math.Sin(math.Pi*min(hertz(t), rate/7)/rate)
		low += f * band
		band += f * (v - low - band/q)
		return low
	})
}

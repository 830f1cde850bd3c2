package main

import "math"

const (
	wanted  = -16.0 // LUFS
	ceiling = -2.0  // dBFS
)

func decibels(amplitude float64) float64 { return 20 * math.Log10(amplitude) }
func amplitude(decibels float64) float64 { return math.Pow(10, decibels/20) }

// level brings c to the loudness wanted. Peaks over the ceiling are rounded
// off; the few rounds make up for what that takes away.
func level(c clip) clip {
	top := amplitude(ceiling)
	for range 6 {
		c = c.gain(amplitude(wanted - c.loudness()))
		if c.peak() > top {
			c = c.limit(top)
		}
	}
	return c
}

// limit turns c down, from 5 ms before, wherever it would go over top.
func (c clip) limit(top float64) clip {
	ahead, release := length(0.005), math.Exp(-1/(0.08*rate))
	wantedGain := make([]float64, len(c))
	for i := range c {
		wantedGain[i] = 1
		for j := i; j < min(i+ahead, len(c)); j += 4 {
			if v := math.Abs(c[j]); v*wantedGain[i] > top {
				wantedGain[i] = top / v
			}
		}
	}
	limited, gain := make(clip, len(c)), 1.0
	for i, v := range c {
		gain = min(wantedGain[i], 1-(1-gain)*release)
		limited[i] = max(-top, min(top, v*gain))
	}
	return limited
}

// loudness is the integrated loudness of c in LUFS, after ITU-R BS.1770-4 for
// one channel: K-weighted, in blocks of 400 ms that overlap by three quarters,
// gated at −70 LUFS and at 10 LU below the rest. A shorter clip is one block.
func (c clip) loudness() float64 {
	weighted := c.filter(biquad{1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585}.at48k())
	weighted = weighted.filter(biquad{1, -2, 1, -1.99004745483398, 0.99007225036621}.at48k())
	block, step := length(0.4), length(0.1)
	var powers []float64
	for from := 0; from == 0 || from+block <= len(weighted); from += step {
		part := weighted[from:min(from+block, len(weighted))]
		sum := 0.0
		for _, v := range part {
			sum += v * v
		}
		powers = append(powers, sum/float64(max(1, len(part))))
	}
	absolute := mean(powers, math.Pow(10, (-70+0.691)/10))
	return -0.691 + 10*math.Log10(mean(powers, absolute/10))
}

// mean is that of the powers over a gate.
func mean(powers []float64, gate float64) float64 {
	sum, n := 0.0, 0
	for _, p := range powers {
		if p > gate {
			sum, n = sum+p, n+1
		}
	}
	return sum / float64(max(1, n))
}

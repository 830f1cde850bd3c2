package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
)

// point is a place in the drawing, which is drawingSize wide and high.
type point struct{ x, y float64 }

const drawingSize = 64.0

// shape is an area of one colour, by the closed lines round it. Lines may
// overlap: what lies inside of any that turn the same way is in the area.
type shape struct {
	lines [][]point
	fill  color.NRGBA
}

// scans is how many lines each row of pixels is looked at along.
const scans = 16

// draw is the picture of the shapes, the later above the earlier.
func (i icon) draw(shapes []shape) *image.NRGBA {
	picture := image.NewNRGBA(image.Rect(0, 0, i.pixels, i.pixels))
	if i.ground != nil {
		draw.Draw(picture, picture.Bounds(), image.NewUniform(i.ground), image.Point{}, draw.Src)
	}
	scale := float64(i.pixels) * i.share / drawingSize
	offset := float64(i.pixels) * (1 - i.share) / 2
	for _, s := range shapes {
		mask := image.NewAlpha(picture.Bounds())
		for y := range i.pixels {
			coverRow(mask, y, s.lines, scale, offset)
		}
		draw.DrawMask(picture, picture.Bounds(), image.NewUniform(s.fill), image.Point{}, mask, image.Point{}, draw.Over)
	}
	return picture
}

// coverRow notes how much of each pixel of a row lies within the lines.
func coverRow(mask *image.Alpha, y int, lines [][]point, scale, offset float64) {
	covered := make([]float64, mask.Rect.Dx())
	for scan := range scans {
		at := (float64(y) + (float64(scan)+0.5)/scans - offset) / scale
		for _, span := range spansAt(lines, at) {
			cover(covered, span[0]*scale+offset, span[1]*scale+offset)
		}
	}
	for x, amount := range covered {
		mask.SetAlpha(x, y, color.Alpha{A: uint8(math.Round(min(amount/scans, 1) * 255))})
	}
}

// cover adds to each pixel what part of it lies between from and to.
func cover(covered []float64, from, to float64) {
	for x := max(0, int(from)); x < min(len(covered), int(math.Ceil(to))); x++ {
		covered[x] += max(0, min(to, float64(x+1))-max(from, float64(x)))
	}
}

// spansAt is what of the horizontal line at y is inside, from left to right.
func spansAt(lines [][]point, y float64) [][2]float64 {
	type crossing struct {
		x    float64
		turn int
	}
	var crossings []crossing
	for _, line := range lines {
		before := line[len(line)-1]
		for _, p := range line {
			if down := before.y <= y; down != (p.y <= y) {
				turn := 1
				if !down {
					turn = -1
				}
				crossings = append(crossings, crossing{before.x + (y-before.y)/(p.y-before.y)*(p.x-before.x), turn})
			}
			before = p
		}
	}
	slices.SortFunc(crossings, func(a, b crossing) int {
		if a.x < b.x {
			return -1
		}
		return 1
	})
	var spans [][2]float64
	depth, from := 0, 0.0
	for _, c := range crossings {
		if depth == 0 {
			from = c.x
		}
		if depth += c.turn; depth == 0 {
			spans = append(spans, [2]float64{from, c.x})
		}
	}
	return spans
}

package main

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strconv"
)

// path is what icon.svg consists of.
type path struct {
	D           string  `xml:"d,attr"`
	Fill        string  `xml:"fill,attr"`
	Stroke      string  `xml:"stroke,attr"`
	StrokeWidth float64 `xml:"stroke-width,attr"`
}

// readSVG reads as much of SVG as our flame is written in: filled paths of
// lines and curves, and lines drawn with a round pen.
func readSVG(source []byte) ([]shape, error) {
	var drawing struct {
		Paths []path `xml:"path"`
	}
	if err := xml.Unmarshal(source, &drawing); err != nil {
		return nil, err
	}
	shapes := make([]shape, 0, len(drawing.Paths))
	for _, p := range drawing.Paths {
		lines, err := readPath(p.D)
		if err != nil {
			return nil, err
		}
		ink := p.Fill
		if p.Stroke != "" {
			ink, lines = p.Stroke, stroked(lines, p.StrokeWidth)
		}
		var fill color.NRGBA
		if _, err := fmt.Sscanf(ink, "#%02x%02x%02x", &fill.R, &fill.G, &fill.B); err != nil {
			return nil, fmt.Errorf("colour %q: %w", ink, err)
		}
		fill.A = 0xff
		shapes = append(shapes, shape{lines, fill})
	}
	return shapes, nil
}

var pathToken = regexp.MustCompile(`[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)`)

// pen reads the commands of a path (SVG 2, section 9.3).
type pen struct {
	tokens  []string
	at      point
	control point // the last one of the curve before, for a smooth one
	lines   [][]point
}

func readPath(d string) ([][]point, error) {
	p := pen{tokens: pathToken.FindAllString(d, -1)}
	command := ""
	for len(p.tokens) > 0 {
		if token := p.tokens[0]; token[0] >= 'A' {
			command, p.tokens = token, p.tokens[1:]
		}
		if err := p.draw(command); err != nil {
			return nil, fmt.Errorf("path %q: %w", d, err)
		}
		command = then(command)
	}
	return p.lines, nil
}

// then is what further numbers after a command are for: behind a move, lines.
func then(command string) string {
	switch command {
	case "M":
		return "L"
	case "m":
		return "l"
	}
	return command
}

// draw follows one command with its numbers.
func (p *pen) draw(command string) error {
	switch command {
	case "M", "m":
		p.at = p.point(command == "m")
		p.lines = append(p.lines, []point{p.at})
	case "L", "l":
		p.to(p.point(command == "l"))
	case "H", "h":
		to := point{p.number(), p.at.y}
		if command == "h" {
			to.x += p.at.x
		}
		p.to(to)
	case "C", "c":
		a, b, to := p.point(command == "c"), p.point(command == "c"), p.point(command == "c")
		p.curve(a, b, to)
		return nil
	case "S", "s":
		b, to := p.point(command == "s"), p.point(command == "s")
		p.curve(point{2*p.at.x - p.control.x, 2*p.at.y - p.control.y}, b, to)
		return nil
	case "Z", "z":
		p.at = p.line()[0]
	default:
		return fmt.Errorf("command %q is none that is read here", command)
	}
	p.control = p.at
	return nil
}

func (p *pen) line() []point { return p.lines[len(p.lines)-1] }

func (p *pen) to(next point) {
	p.lines[len(p.lines)-1] = append(p.line(), next)
	p.at = next
}

// curve draws a cubic Bézier curve in straight steps.
func (p *pen) curve(a, b, to point) {
	const steps = 32
	from := p.at
	for step := 1; step <= steps; step++ {
		t := float64(step) / steps
		u := 1 - t
		p.to(point{
			u*u*u*from.x + 3*u*u*t*a.x + 3*u*t*t*b.x + t*t*t*to.x,
			u*u*u*from.y + 3*u*u*t*a.y + 3*u*t*t*b.y + t*t*t*to.y,
		})
	}
	p.control = b
}

func (p *pen) point(relative bool) point {
	next := point{p.number(), p.number()}
	if relative {
		next.x += p.at.x
		next.y += p.at.y
	}
	return next
}

// number takes the next one; 0 where there is none.
func (p *pen) number() float64 {
	if len(p.tokens) == 0 {
		return 0
	}
	n, _ := strconv.ParseFloat(p.tokens[0], 64)
	p.tokens = p.tokens[1:]
	return n
}

// stroked is what a round pen of that width covers along straight lines.
func stroked(lines [][]point, width float64) [][]point {
	var covered [][]point
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			covered = append(covered, capsule(line[i-1], line[i], width/2))
		}
	}
	return covered
}

// capsule is the line round all that is nearer than radius to the way from a to b.
func capsule(a, b point, radius float64) []point {
	const steps = 24
	along := math.Atan2(b.y-a.y, b.x-a.x)
	round := make([]point, 0, 2*steps+2)
	for _, end := range []struct {
		at   point
		from float64
	}{{b, along - math.Pi/2}, {a, along + math.Pi/2}} {
		for step := range steps + 1 {
			angle := end.from + math.Pi*float64(step)/steps
			round = append(round, point{end.at.x + radius*math.Cos(angle), end.at.y + radius*math.Sin(angle)})
		}
	}
	return round
}

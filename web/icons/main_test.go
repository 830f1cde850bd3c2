package main

import (
	"bytes"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
)

func shapesOf(t *testing.T) []shape {
	t.Helper()
	source, err := os.ReadFile("../public/icon.svg")
	if err != nil {
		t.Fatal(err)
	}
	shapes, err := readSVG(source)
	if err != nil {
		t.Fatal(err)
	}
	return shapes
}

func TestIconsAreTheFlameAsItIsDrawn(t *testing.T) {
	shapes := shapesOf(t)
	for _, icon := range icons {
		file, err := os.Open(filepath.Join("../public", icon.name))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		kept, err := png.Decode(file)
		if err != nil {
			t.Fatal(err)
		}
		var want, got bytes.Buffer
		if err := png.Encode(&want, icon.draw(shapes)); err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(&got, kept); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want.Bytes(), got.Bytes()) {
			t.Errorf("%s is not the flame of icon.svg; run go generate ./web", icon.name)
		}
	}
}

func TestMasksCutNothingOffTheFlame(t *testing.T) {
	for _, icon := range icons {
		if icon.ground == nil {
			continue
		}
		for _, shape := range shapesOf(t) {
			for _, line := range shape.lines {
				for _, p := range line {
					if from := math.Hypot(p.x-drawingSize/2, p.y-drawingSize/2) / drawingSize * icon.share; from > 0.4 {
						t.Fatalf("%s has %v at %.2f of its width from the middle", icon.name, p, from)
					}
				}
			}
		}
	}
}

func TestPathsThatAreNotReadAreRefused(t *testing.T) {
	for _, d := range []string{"M0 0A1 1 0 0 0 2 2", "M0 0Q1 1 2 2"} {
		if _, err := readPath(d); err == nil {
			t.Errorf("%s is drawn as something else", d)
		}
	}
}

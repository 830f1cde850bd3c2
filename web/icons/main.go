// Command icons makes the app's PNG icons of the flame in web/public/icon.svg:
//
//	go generate ./web
package main

import (
	"image"
	"image/color"
	"image/png"
	"log"
	"os"
	"path/filepath"
)

// icon is a picture of the flame to install the app with.
type icon struct {
	name   string
	pixels int // width and height
	// share is what part of the width the flame takes.
	share float64
	// ground is behind the flame; without one the picture is clear there.
	ground color.Color
}

// ground is the colour of the app's pages in the light, as in web/index.html.
var ground = color.NRGBA{R: 0xfa, G: 0xf6, B: 0xf2, A: 0xff}

// icons are the pictures that are made. Of a maskable one only the circle in its
// middle, four fifths of its width, is sure to be seen (W3C Web App Manifest,
// section on icon masks), so that the flame must fit into that. Phones by Apple
// show black where a picture is clear.
var icons = []icon{
	{name: "icon-192.png", pixels: 192, share: 0.94},
	{name: "icon-512.png", pixels: 512, share: 0.94},
	{name: "icon-maskable-192.png", pixels: 192, share: 0.66, ground: ground},
	{name: "icon-maskable-512.png", pixels: 512, share: 0.66, ground: ground},
	{name: "apple-touch-icon.png", pixels: 180, share: 0.68, ground: ground},
}

func main() {
	log.SetFlags(0)
	if err := makeIcons("public"); err != nil {
		log.Fatal(err)
	}
}

// makeIcons writes every icon into the folder that has icon.svg.
func makeIcons(folder string) error {
	source, err := os.ReadFile(filepath.Join(folder, "icon.svg"))
	if err != nil {
		return err
	}
	shapes, err := readSVG(source)
	if err != nil {
		return err
	}
	for _, icon := range icons {
		if err := writePNG(filepath.Join(folder, icon.name), icon.draw(shapes)); err != nil {
			return err
		}
	}
	return nil
}

func writePNG(path string, picture image.Image) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(file, picture); err != nil {
		return err
	}
	return file.Close()
}

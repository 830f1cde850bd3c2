package sounds

import (
	"embed"
	"strings"
	"sync"
)

//go:generate go run ./gen

// The audio is made by gen; see NOTICES.md for what it is made with.
//
//go:embed audio/*.mp3 pictures/*.svg
var files embed.FS

// Audio is the MP3 of a sound.
func Audio(name string) (mp3 []byte, found bool) { return read("audio/" + name + ".mp3") }

// Picture is the SVG that is shown for a sound, where there is one.
func Picture(name string) (svg []byte, found bool) { return read("pictures/" + name + ".svg") }

// pictured has the names of the sounds with a picture.
var pictured = sync.OnceValue(func() map[string]bool {
	names := make(map[string]bool)
	entries, err := files.ReadDir("pictures")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	for _, entry := range entries {
		names[strings.TrimSuffix(entry.Name(), ".svg")] = true
	}
	return names
})

func read(path string) ([]byte, bool) {
	content, err := files.ReadFile(path)
	return content, err == nil
}

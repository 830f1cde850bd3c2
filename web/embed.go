// Package web holds the built app: the files of web/dist, each also brotli- and
// gzip-compressed where that pays.
package web

import (
	"embed"
	"io/fs"
)

//go:generate go run ./icons

//go:embed all:dist
var dist embed.FS

// Emoji is a line for each emoji: itself, its names, and further words to find it by,
// between tabs. The app completes names with the same file.
//
//go:embed src/features/completion/emoji.txt
var Emoji string

// Assets returns the app's files, index.html at the root. It is empty when the
// app was not built before the binary.
func Assets() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // dist is a constant
	}
	return files
}

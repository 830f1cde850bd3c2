// Package web holds the built app: the files of web/dist, each also brotli- and
// gzip-compressed where that pays.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Assets returns the app's files, index.html at the root. It is empty when the
// app was not built before the binary.
func Assets() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // dist is a constant
	}
	return files
}

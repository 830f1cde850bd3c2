package httpapi

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
	"time"

	"campfire/internal/sounds"
	"campfire/internal/wire"
)

type soundsBody struct {
	Sounds []wire.Sound `json:"sounds" nullable:"false" doc:"By name"`
}

type soundsOutput struct{ Body soundsBody }

func (s *Server) listSounds(context.Context, *struct{}) (*soundsOutput, error) {
	out := &soundsOutput{Body: soundsBody{Sounds: []wire.Sound{}}}
	for _, name := range sounds.Names() {
		sound, _ := sounds.Named(name)
		out.Body.Sounds = append(out.Body.Sounds, *wire.NewSound(sound))
	}
	return out, nil
}

// sound serves the audio and the pictures of the /play catalogue, in ranges
// too, since Safari plays nothing without.
func sound(w http.ResponseWriter, r *http.Request) {
	file := r.PathValue("file")
	content, contentType, found := soundFile(file)
	if !found {
		http.NotFound(w, r)
		return
	}
	sum := sha256.Sum256(content)
	h := w.Header()
	h.Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "public, max-age=86400")
	http.ServeContent(w, r, file, time.Time{}, bytes.NewReader(content))
}

func soundFile(file string) (content []byte, contentType string, found bool) {
	name := strings.TrimSuffix(file, path.Ext(file))
	switch path.Ext(file) {
	case ".mp3":
		content, found = sounds.Audio(name)
		return content, "audio/mpeg", found
	case ".svg":
		content, found = sounds.Picture(name)
		return content, "image/svg+xml", found
	}
	return nil, "", false
}

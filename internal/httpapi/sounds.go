package httpapi

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"campfire/internal/chat"
	"campfire/internal/sounds"
	"campfire/internal/wire"
)

type soundsBody struct {
	Sounds []wire.Sound `json:"sounds" nullable:"false" doc:"By name"`
}

type soundsOutput struct{ Body soundsBody }

func (s *Server) listSounds(context.Context, *struct{}) (*soundsOutput, error) {
	catalogue := s.Chat.Catalogue()
	out := &soundsOutput{Body: soundsBody{Sounds: []wire.Sound{}}}
	for _, name := range catalogue.Names() {
		sound, _ := catalogue.Named(name)
		out.Body.Sounds = append(out.Body.Sounds, *wire.NewSound(sound))
	}
	return out, nil
}

// sound serves the audio and the pictures of the catalogue to those who are
// signed in, the team's own clips before ours; in ranges too, since Safari plays
// nothing without. Another clip may come to stand at the same address.
func (s *Server) sound(w http.ResponseWriter, r *http.Request) {
	if _, err := s.Chat.AuthenticateRequest(r.Context(), s.Token(r), clientOf(r)); err != nil {
		s.writeProblem(w, s.problem(r.Context(), err))
		return
	}
	w.Header().Set("Cache-Control", "private, no-cache")
	file := r.PathValue("file")
	if name, isPicture := strings.CutSuffix(file, ".svg"); isPicture {
		picture, found := sounds.Picture(name)
		serveSound(w, r, "image/svg+xml", picture, found)
		return
	}
	name, isAudio := strings.CutSuffix(file, ".mp3")
	clip, info, err := s.Chat.OpenClip(name)
	if err == nil && isAudio {
		defer clip.Close()
		serveClip(w, r, clip, info)
		return
	}
	if err != nil && chat.KindOf(err) != chat.NotFound {
		s.writeProblem(w, s.problem(r.Context(), err))
		return
	}
	audio, found := sounds.Audio(name)
	serveSound(w, r, "audio/mpeg", audio, found && isAudio)
}

func serveSound(w http.ResponseWriter, r *http.Request, contentType string, content []byte, found bool) {
	if !found {
		http.NotFound(w, r)
		return
	}
	sum := sha256.Sum256(content)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	w.Header().Set("Content-Type", contentType)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

func serveClip(w http.ResponseWriter, r *http.Request, clip io.ReadSeeker, info sounds.Clip) {
	tag := strconv.FormatInt(info.Modified.UnixNano(), 36) + "-" + strconv.FormatInt(info.Size, 36)
	w.Header().Set("ETag", `"`+tag+`"`)
	w.Header().Set("Content-Type", "audio/mpeg")
	http.ServeContent(w, r, "", time.Time{}, clip)
}

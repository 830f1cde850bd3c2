package httpapi

import (
	"context"
	"errors"
	"net/http"

	"campfire/internal/sounds"
	"campfire/internal/wire"
)

type clipBody struct {
	Name      string  `json:"name"`
	AudioURL  string  `json:"audio_url"`
	SizeBytes int64   `json:"size_bytes"`
	Seconds   float64 `json:"seconds"`
	Replaces  bool    `json:"replaces" doc:"Plays in place of the sound of that name that comes with Campfire"`
}

func newClip(c sounds.Clip) clipBody {
	return clipBody{Name: c.Name, AudioURL: wire.AudioURL(c.Name), SizeBytes: c.Size, Seconds: c.Length.Seconds(), Replaces: sounds.IsOurs(c.Name)}
}

type clipOutput struct {
	Status int
	Body   clipBody
}

type refusedBody struct {
	File   string `json:"file"`
	Reason string `json:"reason" enum:"not_mp3,too_large,too_long,name,too_many,unreadable"`
}

type clipsOutput struct {
	Body struct {
		Sounds   []clipBody    `json:"sounds" nullable:"false" doc:"By name"`
		Refused  []refusedBody `json:"refused" nullable:"false" doc:"Files in the folder that are not played"`
		Most     int           `json:"most" doc:"How many there may be"`
		MaxBytes int           `json:"max_bytes"`
	}
}

func (s *Server) listClips(ctx context.Context, _ *struct{}) (*clipsOutput, error) {
	catalogue, err := s.Chat.Clips(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &clipsOutput{}
	out.Body.Sounds, out.Body.Refused = []clipBody{}, []refusedBody{}
	out.Body.Most, out.Body.MaxBytes = sounds.MaxClips, sounds.MaxClipBytes
	for _, clip := range catalogue.Clips() {
		out.Body.Sounds = append(out.Body.Sounds, newClip(clip))
	}
	for _, file := range catalogue.Refused() {
		out.Body.Refused = append(out.Body.Refused, refusedBody{file.File, reasonOf(file.Why)})
	}
	return out, nil
}

func reasonOf(why error) string {
	for err, reason := range map[error]string{
		sounds.ErrNotMP3: "not_mp3", sounds.ErrTooLarge: "too_large", sounds.ErrTooLong: "too_long",
		sounds.ErrName: "name", sounds.ErrTooMany: "too_many",
	} {
		if errors.Is(why, err) {
			return reason
		}
	}
	return "unreadable"
}

func (s *Server) saveClip(ctx context.Context, in *struct {
	Name    string `path:"name" doc:"As /play takes it: up to 40 small letters and digits"`
	RawBody []byte `contentType:"audio/mpeg" doc:"An MP3 of at most 2 MB and one minute"`
},
) (*clipOutput, error) {
	clip, created, err := s.Chat.SaveClip(ctx, viewer(ctx), in.Name, in.RawBody)
	if err != nil {
		return nil, err
	}
	out := &clipOutput{Status: http.StatusOK, Body: newClip(clip)}
	if created {
		out.Status = http.StatusCreated
	}
	return out, nil
}

func (s *Server) renameClip(ctx context.Context, in *struct {
	Name string `path:"name"`
	Body struct {
		Name string `json:"name"`
	}
},
) (*clipOutput, error) {
	clip, err := s.Chat.RenameClip(ctx, viewer(ctx), in.Name, in.Body.Name)
	if err != nil {
		return nil, err
	}
	return &clipOutput{Status: http.StatusOK, Body: newClip(clip)}, nil
}

func (s *Server) deleteClip(ctx context.Context, in *struct {
	Name string `path:"name"`
},
) (*struct{}, error) {
	return nil, s.Chat.DeleteClip(ctx, viewer(ctx), in.Name)
}

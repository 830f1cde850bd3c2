package sounds

import (
	"errors"
	"regexp"
	"time"
)

// What a clip may be. Together they bound what the folder takes.
const (
	MaxClips      = 200
	MaxClipBytes  = 2 << 20
	MaxClipLength = time.Minute

	minFrames = 3 // fewer can be found in anything
)

// Clip is a sound of the team's own, a file in the folder.
type Clip struct {
	Name     string
	Size     int64 // bytes
	Length   time.Duration
	Modified time.Time
}

// Refusal is a file in the folder that is not played.
type Refusal struct {
	File string
	Why  error // one of the errors below
}

// Why a clip is not played or a change not made.
var (
	ErrNotMP3   = errors.New("not an MP3")
	ErrTooLarge = errors.New("larger than 2 MB")
	ErrTooLong  = errors.New("longer than a minute")
	ErrName     = errors.New("not a name that /play takes")
	ErrTooMany  = errors.New("more than 200 clips")
	ErrTaken    = errors.New("there is a clip of that name")
	ErrMissing  = errors.New("there is no clip of that name")
)

var clipName = regexp.MustCompile(`^[a-z0-9]{1,40}$`)

// CheckName returns ErrName unless /play takes a name.
func CheckName(name string) error {
	if !clipName.MatchString(name) {
		return ErrName
	}
	return nil
}

// check returns how long the content of a clip plays.
func check(mp3 []byte) (time.Duration, error) {
	if len(mp3) > MaxClipBytes {
		return 0, ErrTooLarge
	}
	length, err := mpegLength(mp3)
	if err == nil && length > MaxClipLength {
		err = ErrTooLong
	}
	return length, err
}

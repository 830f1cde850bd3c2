package sounds_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"io"
	"math"
	"os"
	"testing"

	"github.com/hajimehoshi/go-mp3"

	"campfire/internal/sounds"
)

// made is what the generator wrote down of one sound.
type made struct {
	Seconds float64 `json:"seconds"`
	LUFS    float64 `json:"lufs"`
	SHA256  string  `json:"sha256"`
}

func TestEachSoundCanBeHeard(t *testing.T) {
	text, err := os.ReadFile("audio/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	var manifest map[string]made
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	names, total := ours.Names(), 0
	if len(names) != len(manifest) || len(names) != 56 {
		t.Errorf("%d names and %d in the manifest, want 56 of each", len(names), len(manifest))
	}
	for _, name := range names {
		mp3, found := sounds.Audio(name)
		if !found {
			t.Errorf("%s has no audio", name)
			continue
		}
		total += len(mp3)
		hear(t, name, mp3, manifest[name])
	}
	if total > 1_500_000 {
		t.Errorf("the audio has %d bytes together, want at most 1.5 MB", total)
	}
}

func hear(t *testing.T, name string, file []byte, m made) {
	t.Helper()
	if sum := sha256.Sum256(file); hex.EncodeToString(sum[:]) != m.SHA256 {
		t.Errorf("%s is not what the generator wrote; run go generate ./internal/sounds", name)
	}
	if math.Abs(m.LUFS+16) > 1 {
		t.Errorf("%s has %.1f LUFS, want about -16", name, m.LUFS)
	}
	seconds, peak, rms := measure(t, name, file)
	if seconds < .5 || seconds > 6 || math.Abs(seconds-m.Seconds) > .2 {
		t.Errorf("%s lasts %.2f s, want 0.5 to 6 and what the manifest says, %.2f", name, seconds, m.Seconds)
	}
	if peak < -14 || peak > -.2 {
		t.Errorf("%s has its peak at %.1f dBFS, want -14 to -0.2", name, peak)
	}
	if rms < -32 {
		t.Errorf("%s is silent: %.1f dBFS", name, rms)
	}
}

// measure decodes an MP3: its length, and its peak and mean in dBFS.
func measure(t *testing.T, name string, file []byte) (seconds, peak, rms float64) {
	t.Helper()
	decoder, err := mp3.NewDecoder(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	pcm, err := io.ReadAll(decoder) // 16-bit little-endian, two channels
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var highest, sum float64
	for i := 0; i+1 < len(pcm); i += 2 {
		v := float64(int16(uint16(pcm[i])|uint16(pcm[i+1])<<8)) / math.MaxInt16
		highest, sum = max(highest, math.Abs(v)), sum+v*v
	}
	seconds = float64(len(pcm)) / 4 / float64(decoder.SampleRate())
	return seconds, 20 * math.Log10(highest), 10 * math.Log10(sum/float64(len(pcm)/2))
}

func TestPicturesAreWellFormed(t *testing.T) {
	pictures := 0
	for _, name := range ours.Names() {
		sound, _ := ours.Named(name)
		svg, found := sounds.Picture(name)
		if found != sound.Pictured {
			t.Errorf("%s says pictured %v", name, sound.Pictured)
		}
		if !found {
			continue
		}
		pictures++
		var root struct{ XMLName xml.Name }
		if err := xml.Unmarshal(svg, &root); err != nil || root.XMLName.Local != "svg" {
			t.Errorf("%s: %v %v", name, root.XMLName, err)
		}
	}
	if pictures != 15 {
		t.Errorf("%d pictures, want one for each of the original's 15", pictures)
	}
}

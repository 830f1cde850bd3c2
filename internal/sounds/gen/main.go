// Command gen makes the audio of the /play catalogue: it plays every score,
// levels what comes out and writes it as MP3, with a manifest of what it made.
//
// It needs lame, espeak-ng, fluidsynth and the FluidR3 soundfont, which Debian
// packages as fluid-soundfont-gm. Only whoever changes a sound runs it; the
// files it makes are kept in the repository.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// entry is what the manifest says of one sound.
type entry struct {
	Seconds  float64 `json:"seconds"`
	Loudness float64 `json:"lufs"`      // integrated, ITU-R BS.1770
	Peak     float64 `json:"peak_dbfs"` // of the samples
	Bytes    int     `json:"bytes"`
	SHA256   string  `json:"sha256"`
}

func main() {
	log.SetFlags(0)
	out := flag.String("out", "audio", "the folder to write to")
	only := flag.String("only", "", "names of sounds to make, separated by commas; all without it")
	flag.Parse()
	if err := generate(*out, *only); err != nil {
		log.Fatal(err)
	}
}

func generate(out, only string) error {
	names := slices.Sorted(maps.Keys(scores))
	if only != "" {
		names = strings.Split(only, ",")
	}
	path := filepath.Join(out, "manifest.json")
	manifest := make(map[string]entry)
	if text, err := os.ReadFile(path); err == nil && only != "" {
		if err := json.Unmarshal(text, &manifest); err != nil {
			return err
		}
	}
	for _, name := range names {
		made, err := write(name, filepath.Join(out, name+".mp3"))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		manifest[name] = made
		log.Printf("%-14s %5.2f s %6.1f LUFS %5.1f dBFS %6d bytes", name, made.Seconds, made.Loudness, made.Peak, made.Bytes)
	}
	text, err := json.MarshalIndent(manifest, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// write plays the score of a name into an MP3 file.
func write(name, path string) (entry, error) {
	score, known := scores[name]
	if !known {
		return entry{}, errors.New("there is no such score")
	}
	c := level(score().fade(0.002, 0.03))
	encoder := exec.Command("lame", "--silent", "-r", "-s", "44.1", "-m", "m", "--bitwidth", "16", "-b", "56", "--noreplaygain", "-", path)
	encoder.Stdin = strings.NewReader(string(c.pcm()))
	if output, err := encoder.CombinedOutput(); err != nil {
		return entry{}, fmt.Errorf("%w: %s", err, output)
	}
	encoded, err := os.ReadFile(path)
	if err != nil {
		return entry{}, err
	}
	sum := sha256.Sum256(encoded)
	return entry{
		Seconds:  math.Round(c.seconds()*100) / 100,
		Loudness: math.Round(c.loudness()*10) / 10,
		Peak:     math.Round(decibels(c.peak())*10) / 10,
		Bytes:    len(encoded),
		SHA256:   hex.EncodeToString(sum[:]),
	}, nil
}

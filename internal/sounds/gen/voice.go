package main

import (
	"encoding/binary"
	"fmt"
	"log"
	"math"
	"os"
	"os/exec"
	"path/filepath"
)

// say is espeak-ng's voice: words a minute, pitch from 0 to 99, and a variant
// such as m3 or f2.
func say(words, variant string, speed, pitch int) clip {
	return recorded(func(_, wav string) *exec.Cmd {
		return exec.Command("espeak-ng", "-v", "en-us+"+variant, "-s", fmt.Sprint(speed), "-p", fmt.Sprint(pitch), "-a", "150", "-w", wav, words)
	}).trim()
}

// recorded is what a command writes to a WAV file.
func recorded(command func(folder, wav string) *exec.Cmd) clip {
	folder, err := os.MkdirTemp("", "sound")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	wav := filepath.Join(folder, "sound.wav")
	if output, err := command(folder, wav).CombinedOutput(); err != nil {
		log.Fatalf("%v: %s", err, output)
	}
	file, err := os.ReadFile(wav)
	if err != nil {
		log.Fatal(err)
	}
	return readWAV(file)
}

// readWAV reads 16-bit PCM of one or two channels.
func readWAV(file []byte) clip {
	channels := int(binary.LittleEndian.Uint16(file[22:]))
	from := float64(binary.LittleEndian.Uint32(file[24:]))
	data := file[12:]
	for string(data[:4]) != "data" {
		data = data[8+binary.LittleEndian.Uint32(data[4:]):]
	}
	data = data[8:]
	var c clip
	for ; len(data) >= 2*channels; data = data[2*channels:] {
		sum := 0.0
		for i := range channels {
			sum += float64(int16(binary.LittleEndian.Uint16(data[2*i:]))) / math.MaxInt16
		}
		c = append(c, sum/float64(channels))
	}
	if from != rate {
		c = c.speed(steady(from / rate))
	}
	return c
}

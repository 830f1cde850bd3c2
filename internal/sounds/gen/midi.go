package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// soundfont is FluidR3, by Frank Wen, under the MIT licence.
const soundfont = "/usr/share/sounds/sf2/FluidR3_GM.sf2"

// instrument is a General MIDI program, or the drums.
type instrument int

const drums instrument = -1

// part is what one instrument plays: notes such as "c4.8 e4+g4.4d r.2", each a
// pitch or several, and its part of a whole note, with d for dotted. Drums are
// numbers of the General MIDI percussion map.
type part struct {
	instrument instrument
	loudness   int // 1–127
	notes      string
}

const ticks = 480 // of a quarter note

// event is something a MIDI player does at a tick.
type event struct {
	tick  int
	bytes []byte
}

// play has an orchestra play parts together, at so many quarter notes a minute.
func play(tempo float64, parts ...part) clip {
	var events []event
	for i, p := range parts {
		events = append(events, p.events(channel(p, i))...)
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.tick - b.tick })
	return render(midiFile(tempo, events))
}

func channel(p part, i int) byte {
	if p.instrument == drums {
		return 9
	}
	if i >= 9 {
		i++
	}
	return byte(i)
}

func (p part) events(channel byte) []event {
	var events []event
	if p.instrument != drums {
		events = append(events, event{0, []byte{0xC0 | channel, byte(p.instrument)}})
	}
	at := 0
	for note := range strings.FieldsSeq(p.notes) {
		pitches, span, _ := strings.Cut(note, ".")
		end := at + duration(span)
		for pitch := range strings.SplitSeq(pitches, "+") {
			if pitch == "r" {
				continue
			}
			key := keyOf(pitch)
			events = append(events,
				event{at, []byte{0x90 | channel, key, byte(p.loudness)}},
				event{end - 10, []byte{0x80 | channel, key, 0}})
		}
		at = end
	}
	return events
}

// duration is in ticks: "4" is a quarter, "8d" a dotted eighth.
func duration(span string) int {
	digits, dotted := strings.CutSuffix(span, "d")
	n, err := strconv.Atoi(digits)
	if err != nil {
		log.Fatalf("no such length: %q", span)
	}
	length := 4 * ticks / n
	if dotted {
		length += length / 2
	}
	return length
}

// keyOf is the MIDI key of "c4" (60), "f#3", "bb2", or of a drum's number.
func keyOf(pitch string) byte {
	if n, err := strconv.Atoi(pitch); err == nil {
		return byte(n)
	}
	steps := map[byte]int{'c': 0, 'd': 2, 'e': 4, 'f': 5, 'g': 7, 'a': 9, 'b': 11}
	key, rest := steps[pitch[0]], pitch[1:]
	switch rest[0] {
	case '#':
		key, rest = key+1, rest[1:]
	case 'b':
		key, rest = key-1, rest[1:]
	}
	octave, err := strconv.Atoi(rest)
	if err != nil {
		log.Fatalf("no such note: %q", pitch)
	}
	return byte(key + 12*(octave+1))
}

// midiFile is a Standard MIDI File of format 0.
func midiFile(tempo float64, events []event) []byte {
	var track bytes.Buffer
	micros := uint32(60e6 / tempo)
	track.Write([]byte{0, 0xFF, 0x51, 3, byte(micros >> 16), byte(micros >> 8), byte(micros)})
	at := 0
	for _, e := range events {
		track.Write(variable(e.tick - at))
		track.Write(e.bytes)
		at = e.tick
	}
	track.Write([]byte{0, 0xFF, 0x2F, 0})
	file := []byte("MThd\x00\x00\x00\x06\x00\x00\x00\x01")
	file = binary.BigEndian.AppendUint16(file, ticks)
	file = append(file, "MTrk"...)
	file = binary.BigEndian.AppendUint32(file, uint32(track.Len()))
	return append(file, track.Bytes()...)
}

// variable is n in MIDI's variable length: seven bits a byte, the highest first.
func variable(n int) []byte {
	b := []byte{byte(n & 0x7F)}
	for n >>= 7; n > 0; n >>= 7 {
		b = append([]byte{byte(n&0x7F) | 0x80}, b...)
	}
	return b
}

// render lets fluidsynth play a MIDI file.
func render(midi []byte) clip {
	return recorded(func(folder, wav string) *exec.Cmd {
		score := filepath.Join(folder, "score.mid")
		if err := os.WriteFile(score, midi, 0o600); err != nil {
			log.Fatal(err)
		}
		return exec.Command("fluidsynth", "-niq", "-g", "0.6", "-r", fmt.Sprint(rate), "-F", wav, soundfont, score)
	}).trim()
}

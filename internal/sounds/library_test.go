package sounds_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"campfire/internal/sounds"
)

func TestTheTeamsClipsAreFilesInAFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "gong.mp3", bell(t))
	put(t, dir, "rimshot.mp3", bell(t))
	library := open(t, dir)

	catalogue := library.Catalogue()
	if gong, played := catalogue.Played("/play gong"); !played || gong != (sounds.Sound{Name: "gong", Text: "plays gong"}) {
		t.Errorf("gong is %+v, %v", gong, played)
	}
	if rimshot, _ := catalogue.Named("rimshot"); rimshot.Text != "plays a rimshot" {
		t.Errorf("a clip in place of ours says %q", rimshot.Text)
	}
	if names := catalogue.Names(); len(names) != 57 || !slices.IsSorted(names) || !slices.Contains(names, "gong") {
		t.Errorf("names are %v", names)
	}
	if heard := hearClip(t, library, "gong"); !bytes.Equal(heard, bell(t)) {
		t.Errorf("gong has %d bytes", len(heard))
	}
	clip, _ := catalogue.Clip("gong")
	if seconds, _, _ := measure(t, "gong", bell(t)); clip.Length.Seconds() < seconds-.1 || clip.Length.Seconds() > seconds+.1 {
		t.Errorf("gong plays for %v, a decoder says %v s", clip.Length, seconds)
	}
}

func TestTheFolderIsReadAgainWhenItChanges(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sounds")
	library := open(t, dir)
	if changed, err := library.Refresh(); changed || err != nil {
		t.Errorf("nothing changed: %v, %v", changed, err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	none := library.Catalogue().Version()
	put(t, dir, "bell.mp3", bell(t))
	refreshed(t, library)
	if version := library.Catalogue().Version(); version != none {
		t.Error("a clip in place of ours changes what messages show")
	}
	put(t, dir, "gong.mp3", bell(t))
	refreshed(t, library)
	if version := library.Catalogue().Version(); version == none {
		t.Error("a new clip changes nothing in what messages show")
	}
	put(t, dir, "gong.mp3", []byte("words")) // in place: only the file shows it
	if _, _, err := library.Open("gong"); !errors.Is(err, sounds.ErrMissing) {
		t.Errorf("what is not a clip any more: %v", err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	refreshed(t, library)
	if clips := library.Catalogue().Clips(); len(clips) != 0 || library.Catalogue().Version() != none {
		t.Errorf("left are %v", clips)
	}
}

func TestFilesThatAreNoClipsAreNamed(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "page.mp3", []byte("<html><script>alert(1)</script>"))
	put(t, dir, "Loud Noise.mp3", bell(t))
	put(t, dir, "song.ogg", []byte("OggS"))
	put(t, dir, "large.mp3", bytes.Repeat(frame(192), 5_000))
	put(t, dir, "long.mp3", bytes.Repeat(frame(48), 2_400))
	put(t, dir, ".hidden", bell(t))
	put(t, dir, ".upload-1", bell(t))
	if err := os.Mkdir(filepath.Join(dir, "folder.mp3"), 0o700); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "outside.mp3")
	put(t, filepath.Dir(outside), "outside.mp3", bell(t))
	if err := os.Symlink(outside, filepath.Join(dir, "elsewhere.mp3")); err != nil {
		t.Fatal(err)
	}
	library := open(t, dir)
	if clips := library.Catalogue().Clips(); len(clips) != 0 {
		t.Errorf("played are %v", clips)
	}
	want := map[string]error{
		"page.mp3": sounds.ErrNotMP3, "Loud Noise.mp3": sounds.ErrName, "song.ogg": sounds.ErrNotMP3,
		"large.mp3": sounds.ErrTooLarge, "long.mp3": sounds.ErrTooLong, "folder.mp3": sounds.ErrNotMP3, "elsewhere.mp3": nil,
	}
	for _, refusal := range library.Catalogue().Refused() {
		why, known := want[refusal.File]
		if !known || why != nil && !errors.Is(refusal.Why, why) {
			t.Errorf("%s is refused: %v", refusal.File, refusal.Why)
		}
		delete(want, refusal.File)
	}
	if len(want) > 0 {
		t.Errorf("nothing is said of %v", want)
	}
	if _, err := os.Stat(filepath.Join(dir, ".upload-1")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what an interrupted upload left is there: %v", err)
	}
}

func TestClipsAreUploadedRenamedAndRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sounds")
	library := open(t, dir)
	publish(t, library, "gong", bell(t))
	publish(t, library, "gong", bytes.Repeat(frame(128), 50))
	if heard := hearClip(t, library, "gong"); len(heard) != 50*417 {
		t.Errorf("gong has %d bytes", len(heard))
	}
	publish(t, library, "drum", bell(t))
	if _, err := library.Rename("gong", "drum"); !errors.Is(err, sounds.ErrTaken) {
		t.Errorf("renamed onto another: %v", err)
	}
	if _, err := library.Rename("gong", "../gong"); !errors.Is(err, sounds.ErrName) {
		t.Errorf("renamed out of the folder: %v", err)
	}
	if clip, err := library.Rename("gong", "tamtam"); err != nil || clip.Name != "tamtam" {
		t.Errorf("renamed: %+v, %v", clip, err)
	}
	for name, want := range map[string]error{"gong": sounds.ErrMissing, "tamtam": nil, "../x": sounds.ErrName} {
		if err := library.Remove(name); !errors.Is(err, want) {
			t.Errorf("remove %s: %v, want %v", name, err, want)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != "drum.mp3" {
		t.Errorf("in the folder are %v, %v", files, err)
	}
	if again := open(t, dir).Catalogue().Clips(); len(again) != 1 || again[0].Name != "drum" {
		t.Errorf("after a restart there are %v", again)
	}
}

func TestWhatIsNoMP3IsNotReceived(t *testing.T) {
	library := open(t, t.TempDir())
	broken := slices.Clone(bell(t))
	copy(broken[len(broken)/2:], "not a frame, and long enough to be met by whoever goes from frame to frame"+string(make([]byte, 4000)))
	for name, content := range map[string][]byte{
		"nothing":             nil,
		"a page":              []byte("<!doctype html><title>ID3</title>"),
		"tags alone":          append([]byte("ID3\x04\x00\x00\x00\x00\x00\x10"), make([]byte, 16)...),
		"an endless tag":      []byte("ID3\x04\x00\x00\x7f\x7f\x7f\x7f"),
		"one frame":           frame(128),
		"a page after frames": append(bytes.Repeat(frame(128), 3), "<script>alert(1)</script>"...),
		"broken in between":   broken,
		"zeros":               make([]byte, 5_000),
		"layer II":            bytes.Repeat([]byte{0xff, 0xfd, 0x90, 0x00}, 500),
	} {
		if _, err := library.Receive(content); !errors.Is(err, sounds.ErrNotMP3) {
			t.Errorf("%s: %v", name, err)
		}
	}
	tagged := slices.Concat([]byte("ID3\x04\x00\x00\x00\x00\x00\x04abcd"), bell(t), ape(), append([]byte("TAG"), make([]byte, 125)...))
	cut := bell(t)[:len(bell(t))-100]
	for name, content := range map[string][]byte{"with tags": tagged, "cut off": cut, "padded": append(bell(t), make([]byte, 300)...)} {
		upload, err := library.Receive(content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		upload.Discard()
	}
}

func TestThereIsABoundToClips(t *testing.T) {
	dir := t.TempDir()
	for i := range sounds.MaxClips {
		put(t, dir, fmt.Sprintf("clip%d.mp3", i), bytes.Repeat(frame(32), 3))
	}
	library := open(t, dir)
	upload, err := library.Receive(bell(t))
	if err != nil {
		t.Fatal(err)
	}
	defer upload.Discard()
	if _, err := upload.Publish("onemore"); !errors.Is(err, sounds.ErrTooMany) {
		t.Errorf("one too many: %v", err)
	}
	if _, err := upload.Publish("clip7"); err != nil {
		t.Errorf("in place of one: %v", err)
	}
}

func FuzzMPEG(f *testing.F) {
	library, err := sounds.Open(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(bytes.Repeat(frame(128), 3))
	f.Add([]byte("ID3\x04\x00\x00\x00\x00\x00\x01"))
	f.Add(append(make([]byte, 100), ape()...))
	f.Fuzz(func(t *testing.T, content []byte) {
		upload, err := library.Receive(content)
		if err == nil {
			upload.Discard()
		}
	})
}

func open(t *testing.T, dir string) *sounds.Library {
	t.Helper()
	library, err := sounds.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return library
}

func refreshed(t *testing.T, library *sounds.Library) {
	t.Helper()
	if changed, err := library.Refresh(); !changed || err != nil {
		t.Errorf("the change was not seen: %v", err)
	}
}

func publish(t *testing.T, library *sounds.Library, name string, mp3 []byte) {
	t.Helper()
	upload, err := library.Receive(mp3)
	if err != nil {
		t.Fatal(err)
	}
	defer upload.Discard()
	if clip, err := upload.Publish(name); err != nil || clip.Name != name || clip.Size != int64(len(mp3)) || time.Since(clip.Modified) > time.Hour {
		t.Errorf("published %+v, %v", clip, err)
	}
}

func hearClip(t *testing.T, library *sounds.Library, name string) []byte {
	t.Helper()
	file, _, err := library.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func put(t *testing.T, dir, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func bell(t *testing.T) []byte {
	t.Helper()
	mp3, found := sounds.Audio("bell")
	if !found {
		t.Fatal("there is no bell")
	}
	return slices.Clone(mp3)
}

// frame is one of MPEG 1 layer III at 44.1 kHz, which plays 26 ms.
func frame(kbits int) []byte {
	index := slices.Index([]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192}, kbits)
	made := make([]byte, 144_000*kbits/44_100)
	binary.BigEndian.PutUint32(made, 0xfffb_0000|uint32(index)<<12)
	return made
}

// ape is an APEv2 tag with nothing in it.
func ape() []byte {
	footer := append([]byte("APETAGEX"), make([]byte, 24)...)
	binary.LittleEndian.PutUint32(footer[12:], 32)
	return footer
}

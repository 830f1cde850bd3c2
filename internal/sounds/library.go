package sounds

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// maxEntries bounds how much of the folder is looked at.
const maxEntries = 1_000

// Library is the catalogue with the team's own clips, the files NAME.mp3 of a
// folder that may also be filled by hand. A nil Library has what comes with
// Campfire. It is safe for concurrent use.
type Library struct {
	dir     string
	current atomic.Pointer[Catalogue]

	mu   sync.Mutex // held while the folder is read or changed
	seen []glance   // guarded by mu; the folder as it was last read
}

// glance is what shows without reading a file whether it is another one.
type glance struct {
	name     string
	size     int64
	modified int64
}

// Open reads the clips in a folder, which may be missing, and removes what
// interrupted uploads left there.
func Open(dir string) (*Library, error) {
	l := &Library{dir: dir}
	leftovers, err := filepath.Glob(filepath.Join(dir, uploadPrefix+"*"))
	for _, file := range leftovers {
		err = errors.Join(err, os.Remove(file))
	}
	if err == nil {
		_, err = l.Refresh()
	}
	if err != nil {
		return nil, fmt.Errorf("read the clips: %w", err)
	}
	return l, nil
}

// Catalogue is what can be played now.
func (l *Library) Catalogue() *Catalogue {
	if l == nil {
		return nil
	}
	return l.current.Load()
}

// Refresh reads the folder again if it is not as it was, and reports that.
// Looking costs a file's status each.
func (l *Library) Refresh() (changed bool, err error) {
	if l == nil {
		return false, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.refresh()
}

// refresh is Refresh for who holds mu.
func (l *Library) refresh() (changed bool, err error) {
	seen, err := l.look()
	if err != nil || l.current.Load() != nil && slices.Equal(seen, l.seen) {
		return false, err
	}
	l.current.Store(l.read(seen))
	l.seen = seen
	return true, nil
}

// look lists what is in the folder and not hidden.
func (l *Library) look() (seen []glance, err error) {
	folder, err := os.Open(l.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	entries, err := folder.ReadDir(maxEntries)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && !strings.HasPrefix(entry.Name(), ".") {
			seen = append(seen, glance{entry.Name(), info.Size(), info.ModTime().UnixNano()})
		}
	}
	slices.SortFunc(seen, func(a, b glance) int { return strings.Compare(a.name, b.name) })
	return seen, nil
}

// read makes a catalogue of the files.
func (l *Library) read(seen []glance) *Catalogue {
	c := &Catalogue{clips: make(map[string]Clip)}
	for _, file := range seen {
		clip, err := l.readClip(file.name)
		if err == nil && len(c.clips) == MaxClips {
			err = ErrTooMany
		}
		if err != nil {
			c.refused = append(c.refused, Refusal{file.name, err})
			continue
		}
		c.clips[clip.Name] = clip
	}
	return c
}

func (l *Library) readClip(file string) (Clip, error) {
	name, isMP3 := strings.CutSuffix(file, ".mp3")
	if !isMP3 {
		return Clip{}, ErrNotMP3
	}
	if err := CheckName(name); err != nil {
		return Clip{}, err
	}
	f, info, err := l.openFile(name)
	if err != nil {
		return Clip{}, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, MaxClipBytes+1))
	if err != nil {
		return Clip{}, err
	}
	length, err := check(content)
	return Clip{Name: name, Size: info.Size(), Length: length, Modified: info.ModTime()}, err
}

// Open returns the content of a clip, to be closed. Of a file that is not the one that was
// read it makes sure first that it is a clip.
func (l *Library) Open(name string) (io.ReadSeekCloser, Clip, error) {
	for range 2 {
		clip, known := l.Catalogue().Clip(name)
		if !known {
			return nil, Clip{}, ErrMissing
		}
		file, info, err := l.openFile(name)
		if err == nil && info.Size() == clip.Size && info.ModTime().Equal(clip.Modified) {
			return file, clip, nil
		}
		if err == nil {
			err = file.Close()
		}
		if _, again := l.Refresh(); err != nil && !errors.Is(err, fs.ErrNotExist) || again != nil {
			return nil, Clip{}, errors.Join(err, again)
		}
	}
	return nil, Clip{}, ErrMissing
}

// openFile opens a regular file in the folder, and nothing a link leads to elsewhere.
func (l *Library) openFile(name string) (*os.File, fs.FileInfo, error) {
	root, err := os.OpenRoot(l.dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	info, err := root.Stat(name + ".mp3")
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, ErrNotMP3
	}
	if info.Size() > MaxClipBytes {
		return nil, nil, ErrTooLarge
	}
	file, err := root.Open(name + ".mp3")
	return file, info, err
}

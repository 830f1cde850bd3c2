package sounds

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const uploadPrefix = ".upload-"

// Upload is a clip that is on disk and not yet in the catalogue.
type Upload struct {
	library *Library
	file    string // its name while it is none
}

// Receive checks the content of a clip and writes it down, without showing it to anybody.
// Its Upload is to be published or discarded.
func (l *Library) Receive(mp3 []byte) (*Upload, error) {
	if _, err := check(mp3); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(l.dir, uploadPrefix)
	if err != nil {
		return nil, err
	}
	_, err = f.Write(mp3)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, errors.Join(err, os.Remove(f.Name()))
	}
	return &Upload{l, f.Name()}, nil
}

// Publish makes an upload the clip with a name, in place of the one there was.
func (u *Upload) Publish(name string) (Clip, error) {
	l := u.library
	err := l.change(func(c *Catalogue) error {
		if _, known := c.Clip(name); !known && len(c.clips) >= MaxClips {
			return ErrTooMany
		}
		return os.Rename(u.file, l.path(name))
	}, name)
	clip, _ := l.Catalogue().Clip(name)
	return clip, err
}

// Discard removes an upload that was not published.
func (u *Upload) Discard() { _ = os.Remove(u.file) } // else it is not there any more, or removed by the next start

// Rename gives a clip another name; ErrTaken when another clip has it.
func (l *Library) Rename(from, to string) (Clip, error) {
	err := l.change(func(c *Catalogue) error {
		if _, taken := c.Clip(to); taken {
			return ErrTaken
		}
		return os.Rename(l.path(from), l.path(to))
	}, to, from)
	clip, _ := l.Catalogue().Clip(to)
	return clip, err
}

// Remove deletes a clip.
func (l *Library) Remove(name string) error {
	return l.change(func(*Catalogue) error { return os.Remove(l.path(name)) }, name)
}

// change has a file put under the first name, in place of the one under the
// second or none, and shows it.
func (l *Library) change(do func(*Catalogue) error, names ...string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, name := range names {
		if err := CheckName(name); err != nil {
			return err
		}
	}
	if _, err := l.refresh(); err != nil {
		return err
	}
	err := do(l.current.Load())
	if errors.Is(err, os.ErrNotExist) {
		return ErrMissing
	}
	if err != nil {
		return fmt.Errorf("change the clip %s: %w", names[0], err)
	}
	_, again := l.refresh()
	return errors.Join(l.sync(), again)
}

// sync has the names in the folder on disk.
func (l *Library) sync() error {
	folder, err := os.Open(l.dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func (l *Library) path(name string) string { return filepath.Join(l.dir, name+".mp3") }

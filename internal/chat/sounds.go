package chat

import (
	"context"
	"errors"
	"io"
	"time"

	"campfire/internal/sounds"
)

// soundsEvery is how often Run looks for clips that were put into the folder by
// hand.
const soundsEvery = 10 * time.Second

// Catalogue is what /play plays now.
func (s *Service) Catalogue() *sounds.Catalogue { return s.sounds.Catalogue() }

// OpenClip returns the audio of one of the team's own clips, to be closed;
// NotFound when there is none of that name.
func (s *Service) OpenClip(name string) (io.ReadSeekCloser, sounds.Clip, error) {
	content, clip, err := s.sounds.Open(name)
	return content, clip, soundsError(err)
}

// Clips returns the catalogue with the files in the folder as they are now, to an
// administrator.
func (s *Service) Clips(ctx context.Context, v Viewer) (*sounds.Catalogue, error) {
	if err := v.MustBeAdministrator(); err != nil {
		return nil, err
	}
	if err := s.RefreshSounds(ctx); err != nil {
		return nil, err
	}
	return s.Catalogue(), nil
}

// SaveClip makes an MP3 the team's own clip of a name, in place of the one there was; it
// reports whether there was none.
func (s *Service) SaveClip(ctx context.Context, v Viewer, name string, mp3 []byte) (clip sounds.Clip, created bool, err error) {
	if err := errors.Join(v.MustBeAdministrator(), soundsError(sounds.CheckName(name))); err != nil {
		return sounds.Clip{}, false, err
	}
	upload, err := s.sounds.Receive(mp3)
	if err != nil {
		return sounds.Clip{}, false, soundsError(err)
	}
	defer upload.Discard()
	_, known := s.Catalogue().Clip(name)
	kind := ClipCreated
	if known {
		kind = ClipReplaced
	}
	err = s.changeClips(ctx, v, v.did(kind, s.now()).saying(name), func() error {
		clip, err = upload.Publish(name)
		return err
	})
	return clip, !known, err
}

// RenameClip gives a clip another name.
func (s *Service) RenameClip(ctx context.Context, v Viewer, from, to string) (clip sounds.Clip, err error) {
	err = s.changeClips(ctx, v, v.did(ClipRenamed, s.now()).changing(from, to), func() error {
		clip, err = s.sounds.Rename(from, to)
		return err
	})
	return clip, err
}

// DeleteClip removes a clip. Where it took the place of one of ours, that is
// back.
func (s *Service) DeleteClip(ctx context.Context, v Viewer, name string) error {
	return s.changeClips(ctx, v, v.did(ClipDeleted, s.now()).saying(name), func() error { return s.sounds.Remove(name) })
}

// changeClips does an administrator's change in the transaction that writes it down. The
// files come last: what is left to fail after them is the commit.
func (s *Service) changeClips(ctx context.Context, v Viewer, entry AuditEntry, change func() error) error {
	return s.asAdministrator(ctx, v, func(tx Tx) error {
		if err := tx.Audit(entry); err != nil {
			return err
		}
		soundsChanged(tx)
		return soundsError(change())
	})
}

// RefreshSounds looks into the folder, and tells everyone if it is not as it was.
func (s *Service) RefreshSounds(ctx context.Context) error {
	changed, err := s.sounds.Refresh()
	if err != nil || !changed {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		soundsChanged(tx)
		return nil
	})
}

func soundsChanged(tx Tx) {
	tx.RefreshMessages()
	tx.Notify(Notice{Type: SoundsUpdated})
}

// followSounds refreshes until ctx ends.
func (s *Service) followSounds(ctx context.Context) {
	tick := time.NewTicker(soundsEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := s.RefreshSounds(ctx); err != nil && ctx.Err() == nil {
				s.log.Warn("the clips could not be read", "error", err)
			}
		}
	}
}

// soundsError says what can be done about a clip.
func soundsError(err error) error {
	switch {
	case errors.Is(err, sounds.ErrName):
		return invalid("name", "invalid", "A sound is called by up to 40 small letters and digits, without spaces, such as drumroll2.")
	case errors.Is(err, sounds.ErrNotMP3):
		return invalid("mp3", "not_mp3", "This is not an MP3. Save the sound as one, and try again.")
	case errors.Is(err, sounds.ErrTooLarge):
		return invalid("mp3", "too_large", "This file is too large. A sound has at most 2 MB.")
	case errors.Is(err, sounds.ErrTooLong):
		return invalid("mp3", "too_long", "This sound is too long. A minute is the most.")
	case errors.Is(err, sounds.ErrTooMany):
		return &Error{Kind: Conflict, Code: "too_many_clips", Message: "There are 200 sounds of your own, which is the most. Delete one to add another."}
	case errors.Is(err, sounds.ErrTaken):
		return &Error{Kind: Conflict, Code: "name_taken", Field: "name", Message: "Another sound of your own is called so. Take another name, or delete that one first."}
	case errors.Is(err, sounds.ErrMissing):
		return &Error{Kind: NotFound, Code: "clip_not_found", Message: "There is no sound of your own of that name. Perhaps it was just renamed or deleted."}
	}
	return err
}

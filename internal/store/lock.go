package store

import (
	"errors"
	"fmt"
	"os"

	"campfire/internal/chat"
)

// fileLock keeps a second process from a database. The system releases it when
// the process ends, however it ends.
type fileLock struct{ file *os.File }

// errLocked is what the platform's tryLock answers when another holds the lock.
var errLocked = errors.New("locked")

// lockFile takes the lock of the database at path. The lock is a file of its
// own: closing the database's file would drop the locks SQLite has on it.
func lockFile(path string) (*fileLock, error) {
	file, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, &chat.Error{
			Kind: chat.Unavailable, Code: "database_unusable", Err: err,
			Message: "The database " + path + " cannot be locked. Check that Campfire may write to its folder",
		}
	}
	if err := tryLock(file); err != nil {
		_ = file.Close()
		if errors.Is(err, errLocked) {
			return nil, &chat.Error{
				Kind: chat.Conflict, Code: "database_in_use",
				Message: "Another Campfire is using the database " + path + ". Stop it first, or give this one a DATA_PATH of its own.",
			}
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return &fileLock{file: file}, nil
}

// release lets go of the lock. The file stays: removing it would let two
// processes hold locks on two files of the same name.
func (l *fileLock) release() error { return l.file.Close() }

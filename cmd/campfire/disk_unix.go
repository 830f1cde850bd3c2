//go:build unix

package main

import "golang.org/x/sys/unix"

// hasModes says that a file's permission bits are those of its owner, group and
// others.
const hasModes = true

// freeBytes is how much may still be written below a folder by who is not root.
func freeBytes(folder string) (uint64, error) {
	var stat unix.Statfs_t
	if err := unix.Statfs(folder, &stat); err != nil {
		return 0, err
	}
	return stat.Bavail * uint64(stat.Bsize), nil //nolint:unconvert // the types differ between systems
}

package main

import "golang.org/x/sys/windows"

// hasModes says that Windows has no permission bits: who may read a file is in
// its access list.
const hasModes = false

// freeBytes is how much this user may still write below a folder.
func freeBytes(folder string) (uint64, error) {
	path, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
	return free, err
}

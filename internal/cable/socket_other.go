//go:build !unix

package cable

import "errors"

// Elsewhere descriptors cannot be read and written without waiting, so every
// connection is a plainSocket.
const canWriteRaw = false

func readNow(uintptr, []byte) (int, bool, error) { return 0, false, errors.ErrUnsupported }

func writeNow(uintptr, []byte) (int, error) { return 0, errors.ErrUnsupported }

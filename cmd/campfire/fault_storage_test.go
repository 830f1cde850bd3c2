//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// fullness is a way for a server's disk to be full, and to have room again.
type fullness struct {
	name string
	// mount makes the data folder such a disk.
	mount func(t *testing.T, data string)
	fill  func(t *testing.T, server *serverProcess, data string)
	empty func(t *testing.T, server *serverProcess, data string)
}

// fullnesses are a limit to the size of the process's files, which works
// everywhere, and, where mounting is allowed, a small file system.
func fullnesses(t *testing.T) []fullness {
	limit := fullness{
		name:  "limit",
		mount: func(*testing.T, string) {},
		fill: func(t *testing.T, s *serverProcess, data string) {
			limitFileSize(t, s, fileSize(t, filepath.Join(data, "db", "production.sqlite3-wal")))
		},
		empty: func(t *testing.T, s *serverProcess, _ string) { limitFileSize(t, s, unix.RLIM_INFINITY) },
	}
	if !mayMount(t) {
		return []fullness{limit}
	}
	return []fullness{limit, {name: "disk", mount: mountSmall, fill: fillFolder, empty: func(t *testing.T, _ *serverProcess, data string) {
		if err := os.Remove(filepath.Join(data, "ballast")); err != nil {
			t.Fatal(err)
		}
	}}}
}

// TestFullDiskRefusesPostsAndLosesNothing fills the disk below a running
// server: posts are refused in words, reading goes on, and posts are taken
// again as soon as there is room.
func TestFullDiskRefusesPostsAndLosesNothing(t *testing.T) {
	for _, full := range fullnesses(t) {
		t.Run(full.name, func(t *testing.T) {
			data := t.TempDir()
			full.mount(t, data)
			cookie := seedAuthors(t, data, 1)[0]
			server := startServer(t, data)
			room := server.roomOf(t, cookie)
			server.post(t, room, cookie, "before")

			full.fill(t, server, data)
			refused := server.postUntilRefused(t, room, cookie)
			kept := server.history(t, room, cookie)
			if kept["before"] != 1 || kept[refused] != 0 {
				t.Errorf("while the disk is full the room has %v, refused was %s", kept, refused)
			}

			full.empty(t, server, data)
			server.post(t, room, cookie, refused)
			server.post(t, room, cookie, "after")
			history, feed := server.history(t, room, cookie), server.feed(t, room, cookie)
			for _, id := range []string{"before", refused, "after"} {
				if history[id] != 1 || feed[id] != 1 {
					t.Errorf("%s is %d times in history and %d times in the feed", id, history[id], feed[id])
				}
			}
			if len(history) != len(kept)+2 {
				t.Errorf("%d messages, want %d", len(history), len(kept)+2)
			}
			if status, body := server.send(t.Context(), "GET", "/health", "", ""); status != http.StatusOK {
				t.Errorf("/health says %d %s once there is room", status, body)
			}
		})
	}
}

// postUntilRefused posts large messages until there is no room for one, and
// returns its client message id. What is left of a page or of the log's last
// block may take some first.
func (s *serverProcess) postUntilRefused(t *testing.T, room int64, cookie string) string {
	t.Helper()
	for n := range 100 {
		id := fmt.Sprint("large-", n)
		status, answer := s.send(t.Context(), "POST", fmt.Sprintf("/api/rooms/%d/messages", room), cookie,
			fmt.Sprintf(`{"body":%q,"client_message_id":%q}`, strings.Repeat("words ", 5000), id))
		if status == http.StatusCreated {
			continue
		}
		var problem struct{ Code, Detail string }
		if err := json.Unmarshal(answer, &problem); err != nil || status != http.StatusServiceUnavailable || problem.Code != "storage_full" ||
			!strings.Contains(problem.Detail, "disk is full") {
			t.Fatalf("a full disk is answered with %d %s", status, answer)
		}
		return id
	}
	t.Fatal("the disk does not get full")
	return ""
}

func limitFileSize(t *testing.T, s *serverProcess, size uint64) {
	t.Helper()
	limit := unix.Rlimit{Cur: size, Max: unix.RLIM_INFINITY}
	if err := unix.Prlimit(s.command.Process.Pid, unix.RLIMIT_FSIZE, &limit, nil); err != nil {
		t.Fatal(err)
	}
}

func fileSize(t *testing.T, path string) uint64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return uint64(info.Size())
}

// mayMount finds out whether this user may mount file systems.
func mayMount(t *testing.T) bool {
	folder := t.TempDir()
	if err := unix.Mount("tmpfs", folder, "tmpfs", 0, "size=64k"); err != nil {
		t.Logf("a disk of its own cannot be had (%v); the limit to the size of files stands for it", err)
		return false
	}
	if err := unix.Unmount(folder, 0); err != nil {
		t.Fatal(err)
	}
	return true
}

func mountSmall(t *testing.T, data string) {
	if err := unix.Mount("tmpfs", data, "tmpfs", 0, "size=8m"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(data, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

// fillFolder leaves nothing free where data is.
func fillFolder(t *testing.T, _ *serverProcess, data string) {
	file, err := os.Create(filepath.Join(data, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for err == nil {
		_, err = file.Write(make([]byte, 4096))
	}
	if !errors.Is(err, unix.ENOSPC) {
		t.Fatal(err)
	}
}

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const repository = "../.."

func lines(t *testing.T, file string) []string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(repository, file))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(content), "\n")
}

// TestImageIsBuiltFromWhatIsThere looks for every path that the Dockerfile
// copies from the repository.
func TestImageIsBuiltFromWhatIsThere(t *testing.T) {
	ignored := newIgnored(t)
	var copied []string
	for _, line := range lines(t, "Dockerfile") {
		words := strings.Fields(line)
		if len(words) < 3 || words[0] != "COPY" || strings.HasPrefix(words[1], "--from=") {
			continue
		}
		copied = append(copied, words[1:len(words)-1]...)
	}
	if len(copied) < 8 {
		t.Fatalf("only %q are copied; does this test still read the Dockerfile?", copied)
	}
	for _, path := range copied {
		if _, err := os.Stat(filepath.Join(repository, path)); err != nil {
			t.Errorf("the Dockerfile copies %s: %v", path, err)
		}
		if ignored.match(path) {
			t.Errorf("the Dockerfile copies %s, which .dockerignore keeps out", path)
		}
	}
}

func TestNoDataGetsIntoTheImage(t *testing.T) {
	ignored := newIgnored(t)
	for path, want := range map[string]bool{
		"cmd/campfire/main.go":              false,
		"internal/store/schema/feed.sql":    false,
		"web/package.json":                  false,
		"web/src/main.tsx":                  false,
		"web/embed.go":                      false,
		"go.mod":                            false,
		"data/db/production.sqlite3":        true,
		"data/secrets.env":                  true,
		"production.sqlite3":                true,
		"cmd/campfire/data/secrets.env":     true,
		"cmd/campfire/data/files/a/b":       true,
		"internal/x/production.sqlite3":     true,
		"internal/x/production.sqlite3-wal": true,
		"web/data/db/production.sqlite3":    true,
		"web/secrets.env":                   true,
		"web/node_modules/react/index.js":   true,
		"web/dist/index.html":               true,
		"bin/campfire":                      true,
		".git/config":                       true,
		"storage":                           true,
	} {
		if got := ignored.match(path); got != want {
			t.Errorf("%s is kept out of the image: %v, want %v", path, got, want)
		}
	}
}

// TestNoDatabaseIsInTheRepository walks what does get to the builder.
func TestNoDatabaseIsInTheRepository(t *testing.T) {
	ignored := newIgnored(t)
	found := 0
	err := fs.WalkDir(os.DirFS(repository), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == "." {
			return err
		}
		if ignored.match(path) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		found++
		if entry.IsDir() {
			return nil
		}
		head := make([]byte, len(sqliteMagic))
		file, err := os.Open(filepath.Join(repository, path))
		if err != nil {
			return err
		}
		defer file.Close()
		if n, _ := file.Read(head); string(head[:n]) == sqliteMagic { // too short to be one
			t.Errorf("%s is a database", path)
		}
		return nil
	})
	if err != nil || found < 100 {
		t.Errorf("%d files looked at, %v", found, err)
	}
}

// sqliteMagic begins every database, https://www.sqlite.org/fileformat.html.
const sqliteMagic = "SQLite format 3\x00"

// ignored is .dockerignore: the last pattern that matches a path, or a folder
// above it, decides.
type ignored []struct {
	pattern *regexp.Regexp
	out     bool
}

func newIgnored(t *testing.T) ignored {
	t.Helper()
	var patterns ignored
	for _, line := range lines(t, ".dockerignore") {
		if line == "" || line[0] == '#' {
			continue
		}
		pattern, in := strings.CutPrefix(line, "!")
		expression := strings.NewReplacer(`\*\*/`, `(.*/)?`, `\*`, `[^/]*`).Replace(regexp.QuoteMeta(pattern))
		patterns = append(patterns, struct {
			pattern *regexp.Regexp
			out     bool
		}{regexp.MustCompile("^" + expression + "(/|$)"), !in})
	}
	return patterns
}

func (i ignored) match(path string) bool {
	for _, p := range slices.Backward(i) {
		if p.pattern.MatchString(path) {
			return p.out
		}
	}
	return false
}

package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"campfire/internal/config"
)

var update = flag.Bool("update", false, "write the generated part of the documentation")

var settingsTable = regexp.MustCompile(`(?s)(<!-- settings:[^\n]* -->\n).*(<!-- /settings -->\n)`)

func TestEverySettingIsInTheDocs(t *testing.T) {
	path := filepath.Join(repository, "docs", "configuration.md")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !settingsTable.Match(content) {
		t.Fatalf("%s has no place for the settings", path)
	}
	want := settingsTable.ReplaceAllString(string(content), "${1}"+describeSettings()+"${2}")
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(content) != want {
		t.Errorf("the settings in %s are stale; run go test ./cmd/campfire -run TestEverySettingIsInTheDocs -update", path)
	}
}

func describeSettings() string {
	var b strings.Builder
	b.WriteString("| variable | default | meaning | what to write |\n|---|---|---|---|\n")
	for _, s := range config.Settings() {
		name := "`" + s.Name + "`"
		if s.Alias != "" {
			name += " or `" + s.Alias + "`"
		}
		want := s.Want
		if want == "" {
			want = "a path"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, s.Default, s.Help, want)
	}
	return b.String()
}

// TestEveryCommandIsInTheDocs looks for what somebody who is locked out, or
// whose container does not start, has to find.
func TestEveryCommandIsInTheDocs(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(repository, "docs", "operations.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		if !strings.Contains(string(content), "campfire "+c.name) {
			t.Errorf("docs/operations.md does not say when to use campfire %s", c.name)
		}
	}
}

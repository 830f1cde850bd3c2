// Package internal_test holds the rules that span packages.
package internal_test

import (
	"os/exec"
	"strings"
	"testing"
)

// levels is who may import whom: a package imports only packages of lower
// levels. docs/architecture.md says what each is for.
var levels = map[string]int{
	"bench":                        5,
	"cmd/campfire":                 5,
	"internal/richtext/lexers/gen": 5,
	"internal/sounds/gen":          5,
	"web/icons":                    5,

	"internal/httpapi": 4,

	"internal/channels": 3,
	"internal/chattest": 3,

	"internal/jobs":    2,
	"internal/push":    3,
	"internal/store":   2,
	"internal/webhook": 3,
	"internal/wire":    2,

	"internal/chat":  1,
	"internal/cable": 1,
	"internal/slack": 1,

	"internal/config":   0,
	"internal/safehttp": 0,
	"internal/richtext": 0,
	"internal/search":   0,
	"internal/sounds":   0,
	"web":               0,
}

func TestPackagesImportOnlyLowerLevels(t *testing.T) {
	const module = "campfire/"
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(fields[0], module)
		if name == "internal" { // this test
			continue
		}
		level, known := levels[name]
		if !known {
			t.Errorf("%s has no level; give it one here and a line in docs/architecture.md", name)
			continue
		}
		for _, imported := range fields[1:] {
			imported, ours := strings.CutPrefix(imported, module)
			if ours && imported != name && levels[imported] >= level {
				t.Errorf("%s (level %d) imports %s (level %d)", name, level, imported, levels[imported])
			}
		}
	}
}

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"campfire/internal/config"
	"campfire/internal/store"
)

// littleSpace is where the disk is worth a warning, in bytes.
const littleSpace = 1 << 30

func doctorCommand() command {
	return command{
		name: "doctor", summary: "check settings, secrets, database and disk; exit 1 when something is wrong",
		details: "It changes nothing and may be used while the server runs; with --reindex it makes the search index\nanew, for which the server has to be stopped.",
		example: "campfire doctor",
		prepare: func(flags *flag.FlagSet) action {
			again := flags.Bool("reindex", false, "make the search index anew first")
			return func(ctx context.Context, t terminal, args []string) error {
				if err := noArguments(args); err != nil {
					return err
				}
				if *again {
					if err := reindex(ctx, t); err != nil {
						return err
					}
				}
				return doctor(ctx, t)
			}
		},
	}
}

// finding is what one check has to say.
type finding struct {
	health   health
	about    string
	sentence string
}

type health string

const (
	well    health = "ok"
	warning health = "warning"
	fault   health = "fault"
)

func doctor(ctx context.Context, t terminal) error {
	cfg, findings := checkSettings(t.environ)
	if !ill(findings) { // else nobody knows where to look
		findings = append(findings, checkSecrets(cfg))
		findings = append(findings, checkDatabase(ctx, cfg)...)
		findings = append(findings, checkSearch(ctx, cfg)...)
		findings = append(findings, checkDisk(cfg))
	}
	for _, f := range findings {
		fmt.Fprintf(t.out, "%-8s %-9s %s\n", f.health, f.about, f.sentence)
	}
	if ill(findings) {
		return errors.New("something is wrong; the lines that begin with fault say what to do")
	}
	return nil
}

func ill(findings []finding) bool {
	for _, f := range findings {
		if f.health == fault {
			return true
		}
	}
	return false
}

func checkSettings(environ []string) (config.Config, []finding) {
	const about = "settings"
	cfg, err := config.Load(environ)
	var findings []finding
	if err != nil {
		for sentence := range strings.Lines(err.Error()) {
			findings = append(findings, finding{fault, about, strings.TrimSpace(sentence) + "."})
		}
	}
	for _, sentence := range cfg.Ignored {
		findings = append(findings, finding{warning, about, sentence + "."})
	}
	if len(findings) == 0 {
		findings = []finding{{well, about, "All of them can be used."}}
	}
	return cfg, findings
}

func checkSecrets(cfg config.Config) finding {
	const about = "secrets"
	path := cfg.SecretsPath()
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return finding{well, about, "There is no " + path + "; the first start makes it, unless all are set in the environment."}
	case err != nil:
		return finding{fault, about, fmt.Sprintf("%s cannot be looked at (%v). Run this as the user that Campfire runs as.", path, err)}
	case info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows":
		return finding{fault, about, fmt.Sprintf("%s may be read by others (mode %#o). Run chmod 600 on it.", path, info.Mode().Perm())}
	default:
		return finding{well, about, path + " can be read by its owner alone."}
	}
}

func checkDatabase(ctx context.Context, cfg config.Config) []finding {
	const about = "database"
	if _, err := os.Stat(cfg.DatabasePath); errors.Is(err, fs.ErrNotExist) {
		return []finding{{well, about, "There is none at " + cfg.DatabasePath + " yet; campfire serve makes it."}}
	}
	faults, err := store.Check(ctx, cfg.DatabasePath, cfg.BackupsPath())
	if err != nil {
		faults = []string{fmt.Sprintf("%s cannot be checked (%v). Run this as the user that Campfire runs as.", cfg.DatabasePath, err)}
	}
	var findings []finding
	for _, sentence := range faults {
		findings = append(findings, finding{fault, about, sentence})
	}
	if len(findings) == 0 {
		findings = []finding{{well, about, cfg.DatabasePath + " is whole, its schema is this version's, and all its references lead somewhere."}}
	}
	return findings
}

func checkDisk(cfg config.Config) finding {
	const about = "disk"
	folder := existingParent(cfg.DatabasePath)
	free, err := freeBytes(folder)
	switch {
	case err != nil:
		return finding{warning, about, fmt.Sprintf("The space left for %s cannot be measured (%v).", folder, err)}
	case free < littleSpace:
		return finding{warning, about, fmt.Sprintf("Only %d MB are left for %s. Make room: a full disk refuses messages.", free>>20, folder)}
	default:
		return finding{well, about, fmt.Sprintf("%.1f GB are left for %s.", float64(free)/(1<<30), folder)}
	}
}

// existingParent is the nearest folder above path that is there.
func existingParent(path string) string {
	for {
		parent := filepath.Dir(path)
		if info, err := os.Stat(parent); err == nil && info.IsDir() || parent == path {
			return parent
		}
		path = parent
	}
}

package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// The markers between which make bench writes.
const (
	sectionBegin = "<!-- make bench writes from here -->\n"
	sectionEnd   = "<!-- to here -->\n"
)

// newPage is what a page begins as that is not there yet.
const newPage = "# Performance\n\n" + sectionBegin + sectionEnd

// writeSection replaces what stands between the markers of a page.
func writeSection(path, section string) error {
	old, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		old, err = []byte(newPage), nil
	}
	if err != nil {
		return err
	}
	page, err := replaceSection(string(old), section)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, []byte(page), 0o644) //nolint:gosec // a page of the documentation
}

func replaceSection(page, section string) (string, error) {
	before, rest, begins := strings.Cut(page, sectionBegin)
	_, after, ends := strings.Cut(rest, sectionEnd)
	if !begins || !ends {
		return "", fmt.Errorf("it lacks the lines %q and %q", strings.TrimSpace(sectionBegin), strings.TrimSpace(sectionEnd))
	}
	return before + sectionBegin + "\n" + strings.TrimSpace(section) + "\n\n" + sectionEnd + after, nil
}

package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// maxSecretsFile is far above what the file holds, in bytes.
const maxSecretsFile = 64 << 10

// EnsureSecrets completes the secrets that the environment left out with those
// of secrets.env in the data folder, and makes those that are in neither. Of
// several processes that start on a new folder, one makes them for all.
func (c *Config) EnsureSecrets() error {
	err := c.completeSecrets()
	if errors.Is(err, fs.ErrExist) { // another process was quicker
		err = c.completeSecrets()
	}
	return err
}

func (c *Config) completeSecrets() error {
	path := c.SecretsPath()
	content, err := readPrivate(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	kept, err := parseSecrets(content)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if c.Secrets = c.Secrets.or(kept); c.Secrets.complete() {
		return nil
	}
	return c.makeSecrets(path, content)
}

// makeSecrets adds what is missing to the file, which has this content.
func (c *Config) makeSecrets(path string, content []byte) error {
	made, err := GenerateSecrets()
	if err != nil {
		return err
	}
	if c.SecretKeyBase != "" {
		made.SecretKeyBase = ""
	}
	if c.VAPIDPrivateKey != "" {
		made.VAPIDPublicKey, made.VAPIDPrivateKey = "", ""
	}
	file := bytes.NewBuffer(content)
	if len(content) == 0 {
		file.WriteString("# Made by Campfire, once. Keep it with the backups: without it everyone is signed out.\n")
	} else if !bytes.HasSuffix(content, []byte("\n")) {
		file.WriteByte('\n')
	}
	if _, err := made.WriteTo(file); err != nil {
		return err
	}
	if err := writePrivate(path, file.Bytes(), content != nil); err != nil {
		return fmt.Errorf("keep the secrets that were made: %w", err)
	}
	c.Secrets = c.Secrets.or(made)
	return nil
}

// parseSecrets reads lines of KEY=value. Empty lines, comments and other keys
// are passed over; a value may be in quotation marks.
func parseSecrets(content []byte) (Secrets, error) {
	var s Secrets
	number := 0
	for line := range strings.Lines(string(content)) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, found := strings.Cut(line, "=")
		if !found {
			return s, fmt.Errorf("line %d is not KEY=value. Correct it, or move the file away to have new secrets made, which signs everyone out", number)
		}
		s.set(strings.TrimSpace(key), unquote(strings.TrimSpace(value)))
	}
	return s, s.check()
}

func (s *Secrets) set(key, value string) {
	switch key {
	case "SECRET_KEY_BASE":
		s.SecretKeyBase = Secret(value)
	case "VAPID_PUBLIC_KEY":
		s.VAPIDPublicKey = value
	case "VAPID_PRIVATE_KEY":
		s.VAPIDPrivateKey = Secret(value)
	case "VAPID_SUBJECT":
		s.VAPIDSubject = value
	}
}

func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

// readPrivate reads a file that only its owner may read, and sees to it that it
// is one.
func readPrivate(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		if err := file.Chmod(0o600); err != nil {
			return nil, fmt.Errorf("%s may be read by others (%w). Run chmod 600 on it as its owner", path, err)
		}
	}
	if info.Size() > maxSecretsFile {
		return nil, fmt.Errorf("%s is too large to be a file of secrets", path)
	}
	return io.ReadAll(io.LimitReader(file, maxSecretsFile))
}

// writePrivate writes a file as a whole or not at all. Unless it may replace one,
// the error is [fs.ErrExist] when there is one.
func writePrivate(path string, content []byte, replace bool) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, ".secrets-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // renamed by now when all went well
	_, err = file.Write(content)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := place(file.Name(), path, replace); err != nil {
		return err
	}
	return syncDir(dir)
}

// place gives a finished file its name. Not every file system has links; on
// those the last of several processes wins.
func place(file, path string, replace bool) error {
	if !replace {
		if err := os.Link(file, path); err == nil || errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return os.Rename(file, path)
}

// syncDir makes a rename in dir last. Windows cannot, and need not, do it.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

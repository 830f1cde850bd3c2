package config_test

import (
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"campfire/internal/config"
)

func generate(t *testing.T) config.Secrets {
	t.Helper()
	s, err := config.GenerateSecrets()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ensured loads the settings of a folder and completes the secrets.
func ensured(t *testing.T, folder string, environ ...string) (config.Config, error) {
	t.Helper()
	c := load(t, append(environ, "DATA_PATH="+folder)...)
	return c, c.EnsureSecrets()
}

func read(t *testing.T, folder string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(folder, "secrets.env"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestGenerateSecrets(t *testing.T) {
	s := generate(t)
	if b, err := hex.DecodeString(string(s.SecretKeyBase)); err != nil || len(b) != 64 {
		t.Errorf("SECRET_KEY_BASE of %d bytes, %v", len(b), err)
	}
	public, err := base64.RawURLEncoding.DecodeString(s.VAPIDPublicKey)
	if err != nil || len(public) != 65 || public[0] != 4 {
		t.Errorf("public key %x, %v", public, err)
	}
	private, err := base64.RawURLEncoding.DecodeString(string(s.VAPIDPrivateKey))
	if err != nil || len(private) != 32 {
		t.Errorf("private key of %d bytes, %v", len(private), err)
	}
	var out strings.Builder
	if _, err := s.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	load(t, strings.Fields(out.String())...) // what is printed can be set
	if other := generate(t); other.SecretKeyBase == s.SecretKeyBase || other.VAPIDPublicKey == s.VAPIDPublicKey {
		t.Error("generated twice")
	}
}

func TestDeriveKeyAsRailsDoes(t *testing.T) {
	s := config.Secrets{SecretKeyBase: config.Secret(strings.Repeat("0123456789abcdef", 8))}
	key, err := s.DeriveKey("signed cookie")
	if err != nil || len(key) != 64 || hex.EncodeToString(key[:8]) != "6066f5db2ba317ff" {
		t.Errorf("%x, %v", key, err)
	}
}

func TestSecretsAreMadeOnce(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "data")
	first, err := ensured(t, folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(first.SecretKeyBase) != 128 || first.VAPIDPublicKey == "" || first.VAPIDPrivateKey == "" {
		t.Errorf("%d characters, %q", len(first.SecretKeyBase), first.VAPIDPublicKey)
	}
	file := read(t, folder)
	second, err := ensured(t, folder)
	if err != nil || second.Secrets != first.Secrets || read(t, folder) != file {
		t.Errorf("made again: %v", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestSecretsAreMadeOnceByManyAtATime(t *testing.T) {
	folder := t.TempDir()
	made := make(chan config.Secrets)
	for range 20 {
		go func() {
			c, err := config.Load([]string{"DATA_PATH=" + folder})
			if err == nil {
				err = c.EnsureSecrets()
			}
			if err != nil {
				t.Error(err)
			}
			made <- c.Secrets
		}()
	}
	first := <-made
	for range 19 {
		if other := <-made; other != first {
			t.Error("two processes made different secrets")
		}
	}
}

func TestTheEnvironmentWins(t *testing.T) {
	folder, env := t.TempDir(), generate(t)
	if _, err := ensured(t, folder); err != nil {
		t.Fatal(err)
	}
	c, err := ensured(t, folder, "SECRET_KEY_BASE="+string(env.SecretKeyBase))
	if err != nil || c.SecretKeyBase != env.SecretKeyBase || !strings.Contains(read(t, folder), c.VAPIDPublicKey) {
		t.Errorf("one of them: %v", err)
	}
	c, err = ensured(t, folder, "VAPID_PUBLIC_KEY="+env.VAPIDPublicKey, "VAPID_PRIVATE_KEY="+string(env.VAPIDPrivateKey))
	if err != nil || c.VAPIDPublicKey != env.VAPIDPublicKey || c.VAPIDPrivateKey != env.VAPIDPrivateKey {
		t.Errorf("the pair: %v", err)
	}
}

func TestSecretsOfTheEnvironmentAreNotKept(t *testing.T) {
	folder, env := t.TempDir(), generate(t)
	if _, err := ensured(t, folder, "SECRET_KEY_BASE="+string(env.SecretKeyBase)); err != nil {
		t.Fatal(err)
	}
	if file := read(t, folder); strings.Contains(file, "SECRET_KEY_BASE") || !strings.Contains(file, "VAPID_PUBLIC_KEY=") {
		t.Errorf("kept %q", file)
	}
}

func TestMissingSecretsAreAddedToTheFile(t *testing.T) {
	folder := t.TempDir()
	const kept = "# ours\n\nOTHER=1\nVAPID_SUBJECT=mailto:a@x.org\nSECRET_KEY_BASE = \"0123456789abcdef0123456789abcdef\""
	if err := os.WriteFile(filepath.Join(folder, "secrets.env"), []byte(kept), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := ensured(t, folder)
	if err != nil || c.SecretKeyBase != "0123456789abcdef0123456789abcdef" || c.VAPIDSubject != "mailto:a@x.org" {
		t.Errorf("%v: %q", err, c.VAPIDSubject)
	}
	if file := read(t, folder); !strings.HasPrefix(file, kept+"\nVAPID_PUBLIC_KEY="+c.VAPIDPublicKey+"\n") {
		t.Errorf("file is now %q", file)
	}
}

func TestSecretsFileIsMadePrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such file modes")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "secrets.env")
	for range 2 { // once made, once found too open
		if _, err := ensured(t, folder); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBrokenSecretsFilesAreRefused(t *testing.T) {
	s := generate(t)
	for name, tt := range map[string]struct{ content, want string }{
		"no setting":     {"hunter2", "line 1 is not KEY=value"},
		"cut short":      {"SECRET_KEY_BASE=hunter2", "SECRET_KEY_BASE cannot be used"},
		"half a pair":    {"VAPID_PRIVATE_KEY=" + string(s.VAPIDPrivateKey), "VAPID_PUBLIC_KEY"},
		"something else": {strings.Repeat("#\n", 64<<10), "too large"},
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "secrets.env"), []byte(tt.content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := ensured(t, folder)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), folder) {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), string(s.VAPIDPrivateKey)) {
			t.Errorf("%s: the error tells the secret: %v", name, err)
		}
		if got := read(t, folder); got != tt.content {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

func TestSecretsThatCannotBeKeptAreAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := ensured(t, filepath.Join(file, "data")); err == nil {
		t.Errorf("made %q", c.VAPIDPublicKey)
	}
}

package config_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"testing"

	"campfire/internal/config"
)

func load(t *testing.T, environ ...string) config.Config {
	t.Helper()
	c, err := config.Load(environ)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNothingNeedsToBeSet(t *testing.T) {
	c := load(t)
	got := fmt.Sprintln(c.Addr(), c.DataPath, c.DatabasePath, c.FilesPath(), c.BackupsPath(), c.SecretsPath(),
		c.GroupCommit, c.DisableSSL, c.Features, c.MaxFileSize, c.PostRate, c.EventsKeptDays, c.EventsKeptPerRoom, c.LogLevel, c.LogFormat, c.Secrets, c.Ignored)
	want := fmt.Sprintln(":3000", "data", "data/db/production.sqlite3", "data/files", "data/backups", "data/secrets.env",
		true, false, config.Features{Search: true, Push: true, Bots: true}, 0, 20, 30, 10000, "INFO", "", config.Secrets{}, []string{})
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestLoad(t *testing.T) {
	c := load(t, "PORT=8080", "BIND=127.0.0.1", "DATA_PATH=/srv/chat/", "DATABASE_PATH=/fast/chat.db",
		"GROUP_COMMIT=no", "DISABLE_SSL=Yes", "FILES_ENABLED=1", "AVATARS_ENABLED=on", "OPENGRAPH_ENABLED=true", "SEARCH_ENABLED=off",
		"PUSH_NOTIFICATIONS_ENABLED=0", "BOT_INTEGRATIONS_ENABLED=no", "MAX_FILE_SIZE=100MB", "POST_RATE=0", "EVENTS_KEPT_DAYS=7", "EVENTS_KEPT_PER_ROOM=0",
		"LOG_LEVEL=debug", "LOG_FORMAT=JSON", "VAPID_SUBJECT=mailto:admin@example.org", "HOME=/root", "broken")
	got := fmt.Sprintln(c.Addr(), c.DataPath, c.DatabasePath, c.GroupCommit, c.DisableSSL, c.Features, c.MaxFileSize, c.PostRate, c.EventsKeptDays, c.EventsKeptPerRoom,
		c.LogLevel, c.LogFormat, c.VAPIDSubject)
	want := fmt.Sprintln("127.0.0.1:8080", "/srv/chat", "/fast/chat.db", false, true,
		config.Features{Files: true, Avatars: true, OpenGraph: true}, 100<<20, 0, 7, 0,
		"DEBUG", "json", "mailto:admin@example.org")
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTheOriginalsNamesAreAccepted(t *testing.T) {
	c := load(t, "HTTP_PORT=80", "CAMPFIRE_STORAGE_PATH=/storage", "RAILS_LOG_LEVEL=warn")
	if c.Port != 80 || c.DataPath != "/storage" || c.LogLevel != slog.LevelWarn {
		t.Errorf("%+v", c)
	}
	if c := load(t, "HTTP_PORT=80", "PORT=81"); c.Port != 81 {
		t.Errorf("both ports set: %d", c.Port)
	}
}

func TestSetToNothingIsNotSet(t *testing.T) {
	if c := load(t, "PORT=", "DATA_PATH= ", "DATABASE_URL=", "SECRET_KEY_BASE="); c.Port != 3000 || c.DataPath != "data" {
		t.Errorf("%+v", c)
	}
}

func TestWrongValuesAreRefusedAllAtOnce(t *testing.T) {
	_, err := config.Load([]string{"PORT=http", "POST_RATE=-1", "SEARCH_ENABLED=maybe"})
	want := `PORT is "http". Write a port from 0 to 65535
SEARCH_ENABLED is "maybe". Write true or false
POST_RATE is "-1". Write a whole number from 0 to 65535`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v", err)
	}
}

func TestWrongValues(t *testing.T) {
	short, other := "SECRET_KEY_BASE=hunter2", generate(t)
	tests := []struct {
		environ []string
		want    string // in the error
	}{
		{[]string{"PORT=65536"}, `PORT is "65536"`},
		{[]string{"HTTP_PORT=x"}, `HTTP_PORT is "x"`},
		{[]string{"BIND=0.0.0.0:80"}, `BIND is "0.0.0.0:80". Write an IP address`},
		{[]string{"DISABLE_SSL=2"}, "DISABLE_SSL"},
		{[]string{"TRUSTED_PROXIES=10.0.0.0/8,proxy.local"}, "10.0.0.0/8,proxy.local"},
		{[]string{"MAX_FILE_SIZE=big"}, "a size such as 100MB"},
		{[]string{"MAX_FILE_SIZE=-1"}, "MAX_FILE_SIZE"},
		{[]string{"MAX_FILE_SIZE=9999999999GB"}, "MAX_FILE_SIZE"},
		{[]string{"EVENTS_KEPT_DAYS=forever"}, "a whole number of days"},
		{[]string{"EVENTS_KEPT_PER_ROOM=-1"}, "EVENTS_KEPT_PER_ROOM"},
		{[]string{"LOG_LEVEL=loud"}, `LOG_LEVEL is "loud". Write debug, info, warn or error`},
		{[]string{"LOG_FORMAT=xml"}, "text or json"},
		{[]string{"VAPID_SUBJECT=admin@example.org"}, "mailto: or https:"},
		{[]string{short}, "SECRET_KEY_BASE cannot be used. Write at least 32 characters"},
		{[]string{"VAPID_PRIVATE_KEY=x"}, "VAPID_PRIVATE_KEY cannot be used"},
		{[]string{"VAPID_PRIVATE_KEY=" + string(other.VAPIDPrivateKey)}, "VAPID_PUBLIC_KEY"},
		{[]string{"VAPID_PUBLIC_KEY=" + other.VAPIDPublicKey}, "VAPID_PUBLIC_KEY"},
		{
			[]string{"VAPID_PRIVATE_KEY=" + string(generate(t).VAPIDPrivateKey), "VAPID_PUBLIC_KEY=" + other.VAPIDPublicKey},
			"VAPID_PUBLIC_KEY",
		},
		{[]string{"DATABASE_URL=postgres://me:hunter2@db/x"}, "DATABASE_URL is set. This version keeps its data in SQLite only"},
		{[]string{"NATS_URL=nats://hunter2@x"}, "NATS_URL is set"},
		{[]string{"SSL_DOMAIN=x.org"}, "put a proxy that does HTTPS in front"},
		{[]string{"TLS_DOMAIN=x.org", "DISABLE_SSL=false"}, "TLS_DOMAIN is set"},
	}
	for _, tt := range tests {
		_, err := config.Load(tt.environ)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v", tt.environ, err)
			continue
		}
		if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), string(other.VAPIDPrivateKey)) {
			t.Errorf("%q: the error tells the secret: %v", tt.environ, err)
		}
		if strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: one fault, several sentences: %v", tt.environ, err)
		}
	}
}

func TestSSLMayBeNamedAndDisabled(t *testing.T) {
	load(t, "SSL_DOMAIN=x.org", "DISABLE_SSL=true")
}

func TestSettingsWithoutEffectAreTold(t *testing.T) {
	c := load(t, "SENTRY_DSN=https://x", "OTEL_EXPORTER_OTLP_ENDPOINT=http://x")
	if len(c.Ignored) != 2 || !strings.HasPrefix(c.Ignored[0], "SENTRY_DSN is set") {
		t.Errorf("%q", c.Ignored)
	}
}

func TestTrustedProxies(t *testing.T) {
	tests := []struct {
		setting, addr string
		want          bool
	}{
		{"", "127.0.0.1", true},
		{"", "::1", true},
		{"", "10.1.2.3", true},
		{"", "::ffff:10.1.2.3", true},
		{"", "fe80::1%eth0", true},
		{"", "8.8.8.8", false},
		{"", "100.64.0.1", false},
		{"none", "127.0.0.1", false},
		{"192.0.2.7", "192.0.2.7", true},
		{"192.0.2.7", "192.0.2.8", false},
		{" 192.0.2.9/24 , 2001:db8::/32", "192.0.2.1", true},
		{" 192.0.2.9/24 , 2001:db8::/32", "2001:db8::5", true},
		{"LOOPBACK,8.8.8.8", "8.8.8.8", true},
	}
	for _, tt := range tests {
		c := load(t, "TRUSTED_PROXIES="+tt.setting)
		if got := c.TrustedProxies.Contain(netip.MustParseAddr(tt.addr)); got != tt.want {
			t.Errorf("%q trusts %s: %v", tt.setting, tt.addr, got)
		}
	}
}

func TestSecretsStayOutOfLogs(t *testing.T) {
	c := load(t, "SECRET_KEY_BASE="+strings.Repeat("hunter2", 10))
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secret", c.SecretKeyBase, "config", c)
	log.WriteString(fmt.Sprintf("%v %+v %#v %s", c, c, c, c.SecretKeyBase))
	if b, err := json.Marshal(c); err == nil {
		log.Write(b)
	}
	if strings.Contains(log.String(), "hunter2") {
		t.Error(log.String())
	}
}

func TestEverySettingIsDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range config.Settings() {
		if s.Name == "" || s.Help == "" || s.Default == "" {
			t.Errorf("%+v lacks a name, a help or a default", s)
		}
		if seen[s.Name] {
			t.Errorf("%s is there twice", s.Name)
		}
		seen[s.Name] = true
		if s.Want == "" && !strings.HasSuffix(s.Name, "_PATH") {
			t.Errorf("%s does not say what to write", s.Name)
		}
	}
	var help strings.Builder
	if err := config.WriteHelp(&help); err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Fields(`PORT HTTP_PORT BIND DATA_PATH CAMPFIRE_STORAGE_PATH DATABASE_PATH
		SECRET_KEY_BASE VAPID_PUBLIC_KEY VAPID_PRIVATE_KEY VAPID_SUBJECT DISABLE_SSL TRUSTED_PROXIES
		FILES_ENABLED AVATARS_ENABLED OPENGRAPH_ENABLED SEARCH_ENABLED PUSH_NOTIFICATIONS_ENABLED
		BOT_INTEGRATIONS_ENABLED MAX_FILE_SIZE POST_RATE EVENTS_KEPT_DAYS EVENTS_KEPT_PER_ROOM LOG_LEVEL LOG_FORMAT`) {
		if !strings.Contains(help.String(), name) {
			t.Errorf("the help lacks %s", name)
		}
	}
}

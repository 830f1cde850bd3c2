// Package config reads every setting there is, once, from the environment.
//
// Without any setting Campfire serves on port 3000 of all addresses and keeps
// everything below ./data: the database, the files, the backups, and the secrets
// it made for itself.
package config

import (
	"errors"
	"log/slog"
	"net"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Config holds the settings. In the tags, env is the variable, alias another
// name for it, help what it does, want what may be written, and derived the
// default of a setting that depends on others.
type Config struct {
	Port uint16 `env:"PORT" alias:"HTTP_PORT" envDefault:"3000" help:"HTTP port; 0 takes a free one" want:"a port from 0 to 65535"`
	Bind string `env:"BIND" derived:"all addresses" help:"IP address to listen on" want:"an IP address of this machine, such as 127.0.0.1"`

	DataPath     string `env:"DATA_PATH" alias:"CAMPFIRE_STORAGE_PATH" envDefault:"./data" help:"folder of the database, files/, sounds/, backups/ and secrets.env"`
	DatabasePath string `env:"DATABASE_PATH" derived:"DATA_PATH/db/production.sqlite3" help:"the SQLite database"`

	Secrets

	GroupCommit bool `env:"GROUP_COMMIT" envDefault:"true" help:"changes that wait together share a commit; false gives every change a commit of its own, to measure what sharing is worth" want:"true or false"`

	DisableSSL     bool    `env:"DISABLE_SSL" envDefault:"false" help:"people reach the server by plain HTTP" want:"true or false"`
	TrustedProxies Proxies `env:"TRUSTED_PROXIES" envDefault:"loopback,private" help:"whose X-Forwarded-For and X-Forwarded-Proto are believed" want:"addresses and networks between commas, such as 10.0.0.0/8,192.0.2.7; or loopback, private, none"`

	Features    Features
	MaxFileSize Bytes  `env:"MAX_FILE_SIZE" envDefault:"0" help:"largest upload" want:"a size such as 100MB"`
	BcryptCost  uint8  `env:"BCRYPT_COST" envDefault:"12" help:"the work of checking a password, doubled by each step; passwords keep that which they were set with" want:"a whole number from 10 to 16"`
	PostRate    uint16 `env:"POST_RATE" envDefault:"20" help:"messages a second one person or bot may post, with bursts of ten times that; 0 is no limit" want:"a whole number from 0 to 65535"`

	WebhookPrivateTargets bool `env:"WEBHOOK_PRIVATE_TARGETS" envDefault:"true" help:"webhooks may call addresses of this machine and of private networks, where many programs are that administrators connect; false refuses those" want:"true or false"`

	PushPrivateTargets bool `env:"PUSH_PRIVATE_TARGETS" envDefault:"false" help:"push services may be at addresses of this machine and of private networks, also by plain HTTP, as one of your own may be; members choose those addresses, so true lets them have the server call any of them" want:"true or false"`

	MetricsToken string `env:"METRICS_TOKEN" help:"what /metrics asks for as a bearer token; without it /metrics is for this machine and private networks" want:"a long random text"`

	EventsKeptDays    uint16 `env:"EVENTS_KEPT_DAYS" envDefault:"30" help:"how long the changes of a room are kept for clients that were away, which reload it when they come later; the newest hundred always are, and 0 keeps all" want:"a whole number of days from 0 to 65535"`
	EventsKeptPerRoom uint32 `env:"EVENTS_KEPT_PER_ROOM" envDefault:"10000" help:"how many changes of a room are kept; 0 is no limit" want:"a whole number"`

	LogLevel  slog.Level `env:"LOG_LEVEL" alias:"RAILS_LOG_LEVEL" envDefault:"info" help:"least level that is logged" want:"debug, info, warn or error"`
	LogFormat LogFormat  `env:"LOG_FORMAT" derived:"text on a terminal, else json" help:"shape of a log line" want:"text or json"`

	// Ignored has a sentence for each variable that is set but has no effect in
	// this version. It is to be logged.
	Ignored []string `env:"-"`
}

// Features are the parts of the product that can be switched off. What is off
// here is off in the server, too.
type Features struct {
	Files     bool `env:"FILES_ENABLED" envDefault:"false" help:"file uploads" want:"true or false"`
	Avatars   bool `env:"AVATARS_ENABLED" envDefault:"false" help:"pictures of people" want:"true or false"`
	OpenGraph bool `env:"OPENGRAPH_ENABLED" envDefault:"false" help:"link previews" want:"true or false"`
	Search    bool `env:"SEARCH_ENABLED" envDefault:"true" help:"search" want:"true or false"`
	Push      bool `env:"PUSH_NOTIFICATIONS_ENABLED" envDefault:"true" help:"push notifications" want:"true or false"`
	Bots      bool `env:"BOT_INTEGRATIONS_ENABLED" envDefault:"true" help:"bots and webhooks" want:"true or false"`
}

// Load reads the settings from environ, which has the form of os.Environ. It
// checks them all; the error has a line, a sentence, for each that is wrong.
// A variable that is set to nothing counts as not set.
func Load(environ []string) (Config, error) {
	var c Config
	values, names := resolveAliases(environ)
	options := env.Options{
		Environment: values,
		FuncMap:     map[reflect.Type]env.ParserFunc{reflect.TypeFor[bool](): parseBool},
	}
	err := sentences(env.ParseWithOptions(&c, options), values, names)
	c.DataPath = filepath.Clean(c.DataPath)
	if c.DatabasePath == "" {
		c.DatabasePath = filepath.Join(c.DataPath, "db", "production.sqlite3")
	}
	c.Ignored = ignored(values)
	return c, errors.Join(err, c.check(names), refuseLater(values, c.DisableSSL))
}

// Addr is the address to listen on, for net.Listen.
func (c Config) Addr() string { return net.JoinHostPort(c.Bind, strconv.Itoa(int(c.Port))) }

// FilesPath is the folder of uploaded files.
func (c Config) FilesPath() string { return filepath.Join(c.DataPath, "files") }

// SoundsPath is the folder of the team's own clips.
func (c Config) SoundsPath() string { return filepath.Join(c.DataPath, "sounds") }

// BackupsPath is the folder of the copies made before a migration or by request.
func (c Config) BackupsPath() string { return filepath.Join(c.DataPath, "backups") }

// SecretsPath is the file in which secrets are kept that the environment lacks.
func (c Config) SecretsPath() string { return filepath.Join(c.DataPath, "secrets.env") }

// resolveAliases returns the variables that are set, by the first name of each
// setting, and for these names the one that was used.
func resolveAliases(environ []string) (values, names map[string]string) {
	values, names = make(map[string]string, len(environ)), map[string]string{}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if value = strings.TrimSpace(value); value != "" {
			values[name] = value
		}
	}
	for _, s := range Settings() {
		names[s.Name] = s.Name
		if value, ok := values[s.Alias]; ok && values[s.Name] == "" {
			values[s.Name] = value
			names[s.Name] = s.Alias
		}
	}
	return values, names
}

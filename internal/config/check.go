package config

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/caarlos0/env/v11"
)

// sentences says what is wrong with the values that could not be read, by the
// names that were used for the settings.
func sentences(err error, values, names map[string]string) error {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return err
	}
	var wrong []error
	for _, err := range all.Errors {
		var unread env.ParseError
		if !errors.As(err, &unread) {
			return err // a fault in the tags of Config
		}
		s := settingOf(unread.Name)
		wrong = append(wrong, s.refuse(names[s.Name], values[s.Name]))
	}
	return errors.Join(wrong...)
}

// refuse says what to write instead of value. Secrets are not repeated.
func (s Setting) refuse(name, value string) error {
	if s.secret {
		return fmt.Errorf("%s cannot be used. Write %s", name, s.Want)
	}
	return fmt.Errorf("%s is %.100q. Write %s", name, value, s.Want)
}

// check finds what is readable and wrong.
func (c Config) check(names map[string]string) error {
	var wrong []error
	if _, err := netip.ParseAddr(c.Bind); err != nil && c.Bind != "" && c.Bind != "localhost" {
		wrong = append(wrong, settingOf("Bind").refuse(names["BIND"], c.Bind))
	}
	if c.BcryptCost < 10 || c.BcryptCost > 16 {
		wrong = append(wrong, settingOf("BcryptCost").refuse(names["BCRYPT_COST"], fmt.Sprint(c.BcryptCost)))
	}
	return errors.Join(append(wrong, c.Secrets.check())...)
}

// isContact tells whether s is a subject as RFC 8292 section 2.1 asks for one.
func isContact(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "mailto" && strings.Contains(u.Opaque, "@") || u.Scheme == "https" && u.Host != "")
}

// refuseLater refuses settings of the contract that would change where data is
// or who can read it, and that this version does not have. Their values may
// hold passwords.
func refuseLater(values map[string]string, disableSSL bool) error {
	var wrong []error
	for _, later := range []struct{ name, sentence string }{
		{"DATABASE_URL", "This version keeps its data in SQLite only. Unset it; DATA_PATH says where"},
		{"NATS_URL", "This version runs as a single server. Unset it"},
		{"SSL_DOMAIN", noSSL},
		{"TLS_DOMAIN", noSSL},
	} {
		if values[later.name] == "" || disableSSL && later.sentence == noSSL {
			continue
		}
		wrong = append(wrong, fmt.Errorf("%s is set. %s", later.name, later.sentence))
	}
	return errors.Join(wrong...)
}

const noSSL = "This version does not get certificates itself. Unset it and put a proxy that does HTTPS in front, or set DISABLE_SSL=true"

// ignored warns of settings that do no harm when they have no effect.
func ignored(values map[string]string) []string {
	var warnings []string
	for _, name := range []string{"SENTRY_DSN", "OTEL_EXPORTER_OTLP_ENDPOINT"} {
		if values[name] != "" {
			warnings = append(warnings, name+" is set, but this version sends no reports and no traces")
		}
	}
	return warnings
}

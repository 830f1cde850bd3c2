package config

import (
	"cmp"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"text/tabwriter"
)

// Setting describes one setting, for people.
type Setting struct {
	Name    string // of the variable
	Alias   string // another name for it, or empty
	Default string
	Help    string
	Want    string // what may be written; empty when anything may

	field  string // of Config
	secret bool
}

// Settings describes all settings, in the order of Config.
func Settings() []Setting { return settingsOf(reflect.TypeFor[Config]()) }

func settingsOf(t reflect.Type) []Setting {
	var settings []Setting
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("env"), ",")
		switch {
		case name == "-":
		case name == "" && field.Type.Kind() == reflect.Struct:
			settings = append(settings, settingsOf(field.Type)...)
		default:
			settings = append(settings, Setting{
				Name:    name,
				Alias:   field.Tag.Get("alias"),
				Default: cmp.Or(field.Tag.Get("envDefault"), field.Tag.Get("derived"), "–"),
				Help:    field.Tag.Get("help"),
				Want:    field.Tag.Get("want"),
				field:   field.Name,
				secret:  field.Type == reflect.TypeFor[Secret](),
			})
		}
	}
	return settings
}

// settingOf returns the setting of a field.
func settingOf(field string) Setting {
	settings := Settings()
	return settings[slices.IndexFunc(settings, func(s Setting) bool { return s.field == field })]
}

// WriteHelp writes the table of all settings.
func WriteHelp(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range Settings() {
		help := s.Help
		if s.Alias != "" {
			help += " (or " + s.Alias + ")"
		}
		if _, err := fmt.Fprintf(table, "  %s\t%s\t%s\n", s.Name, s.Default, help); err != nil {
			return err
		}
	}
	return table.Flush()
}

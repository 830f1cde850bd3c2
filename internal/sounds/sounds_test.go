package sounds_test

import (
	"testing"

	"campfire/internal/sounds"
)

// ours is what comes with Campfire.
var ours *sounds.Catalogue

func TestPlayed(t *testing.T) {
	for text, want := range map[string]string{
		"/play trombone":        "plays a sad trombone",
		"/play bell":            "🔔",
		"/play":                 "",
		"/play ":                "",
		"/play nosuchsound":     "",
		"/play  bell":           "🔔",
		"/play\u00a0bell":       "🔔",
		"/play \u00a0 bell":     "🔔",
		"/playbell":             "",
		"/pl":                   "",
		"/play bell please":     "",
		"please /play bell":     "",
		"/PLAY bell":            "🔔",
		"/Play Trombone":        "plays a sad trombone",
		"/play cottoneyejoe":    "🎶🙉🎶",
		"/play vuvuzela":        "======<() ~ ♪ ~♫",
		"/play inconceivable":   "doesn't think it means what you think it means…",
		"/play 56k":             "plays 56k",
		"/play bell\n":          "",
		"<div>/play bell</div>": "",
	} {
		sound, played := ours.Played(text)
		if played != (want != "") || sound.Text != want {
			t.Errorf("Played(%q) = %+v, %v, want text %q", text, sound, played, want)
		}
	}
}

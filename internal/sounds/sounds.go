// Package sounds is the catalogue of what /play plays. The names, and the words
// or pictures-in-text that appear for them, are the original's, since people and
// bots type them.
package sounds

import (
	"maps"
	"slices"
	"strings"
)

// Sound is one entry of the catalogue.
type Sound struct {
	Name     string
	Text     string // what the message shows
	Pictured bool   // shows a picture instead, which says Text
}

const command = "/play "

// Played returns the sound that a message's plain text plays: the whole text is
// the command and a known name.
func Played(text string) (Sound, bool) {
	name, isCommand := strings.CutPrefix(text, command)
	if !isCommand {
		return Sound{}, false
	}
	return Named(name)
}

// Named returns the sound with a name.
func Named(name string) (Sound, bool) {
	text, known := catalogue[name]
	return Sound{Name: name, Text: text, Pictured: pictured()[name]}, known
}

// Names returns the names of all sounds, in order.
func Names() []string { return slices.Sorted(maps.Keys(catalogue)) }

var catalogue = map[string]string{
	"56k":           "plays 56k",
	"ballmer":       "developers!",
	"bell":          "🔔",
	"bezos":         "😆💭",
	"bueller":       "anyone?",
	"butts":         "👐 🚬",
	"clowntown":     "plays clowntown",
	"cottoneyejoe":  "🎶🙉🎶",
	"crickets":      "hears crickets chirping",
	"curb":          "plays curb",
	"dadgummit":     "dad gummit!! 🎣",
	"dangerzone":    "plays dangerzone",
	"danielsan":     "🎆 🏆 🎆",
	"deeper":        "plays deeper",
	"donotwant":     "plays donotwant",
	"drama":         "plays drama",
	"flawless":      "#flawless",
	"glados":        "🤖💢",
	"gogogo":        "Go, go, go!",
	"greatjob":      "plays greatjob",
	"greyjoy":       "😖🎺",
	"guarantee":     "guarantees it 👌",
	"heygirl":       "✨💁✨",
	"honk":          "HONK",
	"horn":          "🐶 ✂️ 🐱",
	"horror":        "💀 💀 💀 💀 💀 💀 💀",
	"inconceivable": "doesn't think it means what you think it means…",
	"letitgo":       "❄️👩❄️⛄️❄️",
	"live":          "is DOING IT LIVE",
	"loggins":       "plays loggins",
	"makeitso":      "make it so 👉",
	"noooo":         "👸💀😒",
	"nyan":          "plays nyan",
	"ohmy":          "raises an eyebrow 😏",
	"ohyeah":        "isn't playing by the rules",
	"pushit":        "plays pushit",
	"rimshot":       "plays a rimshot",
	"rollout":       "is rolling out 🚗",
	"rumble":        "plays rumble",
	"sax":           "🌇🎷🎶",
	"secret":        "found a secret area 🔑",
	"sexyback":      "🔞",
	"story":         "and now you know…",
	"tada":          "plays a fanfare 🎏",
	"tmyk":          "✨ ⭐️ The More You Know ✨ ⭐️",
	"totes":         "😁👍",
	"trololo":       "трололо",
	"trombone":      "plays a sad trombone",
	"unix":          "knows this 💻",
	"vuvuzela":      "======<() ~ ♪ ~♫",
	"what":          "plays what",
	"whoomp":        "👏‼️😎",
	"wups":          "wups!",
	"yay":           "plays yay",
	"yeah":          "plays yeah",
	"yodel":         "📣🗻🙉",
}

// Package sounds is the catalogue of what /play plays: the sounds that come with
// Campfire, and the clips a team adds in a folder of its own. The names, and the
// words or pictures-in-text that appear for them, are the original's, since people
// and bots type them.
package sounds

// Sound is one entry of the catalogue.
type Sound struct {
	Name     string
	Text     string // what the message shows
	Pictured bool   // shows a picture instead, which says Text
}

// ours are the sounds that come with Campfire, by name.
var ours = map[string]string{
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

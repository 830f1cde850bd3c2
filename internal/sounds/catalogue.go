package sounds

import (
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Catalogue is what can be played at one time. It never changes; nil is what
// comes with Campfire alone.
type Catalogue struct {
	clips   map[string]Clip
	refused []Refusal
}

const command = "/play"

// Played returns the sound that a message's plain text plays: the whole text is
// the command and a known name, in whatever case and with spaces of any kind
// between them, as phones and editors write them.
func (c *Catalogue) Played(text string) (Sound, bool) {
	if len(text) < len(command) || !strings.EqualFold(text[:len(command)], command) {
		return Sound{}, false
	}
	name := strings.TrimLeftFunc(text[len(command):], unicode.IsSpace)
	if len(name) == len(text)-len(command) {
		return Sound{}, false
	}
	return c.Named(strings.ToLower(name))
}

// Named returns the sound with a name. A clip in place of one of ours has our
// words and picture.
func (c *Catalogue) Named(name string) (Sound, bool) {
	if text, known := ours[name]; known {
		return Sound{Name: name, Text: text, Pictured: pictured()[name]}, true
	}
	if _, known := c.Clip(name); known {
		return Sound{Name: name, Text: "plays " + name}, true
	}
	return Sound{}, false
}

// Names returns the names of all sounds, in order.
func (c *Catalogue) Names() []string {
	names := slices.Collect(maps.Keys(ours))
	for _, clip := range c.Clips() {
		if !IsOurs(clip.Name) {
			names = append(names, clip.Name)
		}
	}
	slices.Sort(names)
	return names
}

// IsOurs reports whether a sound of that name comes with Campfire.
func IsOurs(name string) bool {
	_, known := ours[name]
	return known
}

// Clips returns the team's own clips by name.
func (c *Catalogue) Clips() []Clip {
	if c == nil {
		return nil
	}
	return slices.SortedFunc(maps.Values(c.clips), func(a, b Clip) int { return strings.Compare(a.Name, b.Name) })
}

// Clip returns the team's own clip with a name.
func (c *Catalogue) Clip(name string) (Clip, bool) {
	if c == nil {
		return Clip{}, false
	}
	clip, known := c.clips[name]
	return clip, known
}

// Refused returns the files in the folder that are not played, by name.
func (c *Catalogue) Refused() []Refusal {
	if c == nil {
		return nil
	}
	return c.refused
}

// Version is a digest of what messages show of the clips. It is 0 when they show
// what they would without any.
func (c *Catalogue) Version() (digest uint64) {
	names := fnv.New64a()
	for _, clip := range c.Clips() {
		if !IsOurs(clip.Name) {
			_, _ = io.WriteString(names, clip.Name+"\n") // a hash takes everything
			digest = names.Sum64()
		}
	}
	return digest
}

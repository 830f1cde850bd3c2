package main

import "maps"

// scores has what each name of the catalogue sounds like. All of it is our own:
// where the name recalls a tune or a voice, this is not it.
var scores = func() map[string]func() clip {
	all := make(map[string]func() clip)
	for _, group := range []map[string]func() clip{things, alarms, bands, stages, voices, singers} {
		maps.Copy(all, group)
	}
	return all
}()

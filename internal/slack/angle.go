package slack

import "strings"

// angle writes what is between < and >: a link, or something Slack means by it.
func (w *writer) angle(inner, inside string) {
	target, label, _ := strings.Cut(inner, "|")
	switch {
	case strings.HasPrefix(target, "!"):
		w.command(target[1:], label)
	case strings.HasPrefix(target, "@"), strings.HasPrefix(target, "#"): // somebody, or a channel, of that Slack
		w.text(target[:1] + decode.Replace(strings.TrimLeft(or(label, target[1:]), "@#")))
	case strings.Contains(target, ":"):
		address := decode.Replace(target)
		w.link(address, func() { w.inline(or(label, strings.TrimPrefix(target, "mailto:")), inside+"<") })
	default:
		w.text("<" + decode.Replace(inner) + ">")
	}
}

// command writes what begins with "!" in Slack: a mention of many, a group, a time.
func (w *writer) command(name, label string) {
	name, _, _ = strings.Cut(name, "^")
	switch name {
	case "here":
		w.verbatim("@here")
	case "channel", "everyone", "group":
		w.verbatim("@everyone")
	default:
		w.text(decode.Replace(or(label, name)))
	}
}

func or(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}

package richtext

import (
	"net/url"
	"strings"
)

// schemes are those a link may have. It may also have none and be relative.
var schemes = []string{"http", "https", "mailto", "tel", "sms", "ftp", "sftp", "ssh", "xmpp"}

// cleanURL does to a link what a browser does before it reads the scheme, and
// repairs what a browser forgives and net/url does not: spaces and lone percent
// signs. It returns "" for what stays unreadable.
func cleanURL(raw string) string {
	raw = strings.Trim(withoutBreaks.Replace(raw), " ")
	if strings.ContainsAny(raw, " %") {
		raw = escapeStray(raw)
	}
	if _, err := url.Parse(raw); err != nil {
		return ""
	}
	return raw
}

var withoutBreaks = strings.NewReplacer("\t", "", "\n", "")

func escapeStray(raw string) string {
	var b strings.Builder
	for i := range len(raw) {
		switch c := raw[i]; {
		case c == ' ':
			b.WriteString("%20")
		case c == '%' && (i+2 >= len(raw) || !isHex(raw[i+1]) || !isHex(raw[i+2])):
			b.WriteString("%25")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// webURL returns raw when it is an absolute http or https address, else "".
func webURL(raw string) string {
	if raw == "" {
		return ""
	}
	u, err := url.Parse(cleanURL(cleanText(raw)))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return u.String()
}

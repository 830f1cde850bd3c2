package httpapi

import "strings"

// userAgent is what people call the browser and the system a session is used
// with. Nothing is decided by it.
type userAgent struct {
	browser, system string // empty when unknown
	mobile          bool
}

// sign is a piece of a User-Agent and what it stands for.
type sign struct{ piece, name string }

// browserSigns, the telling ones first: most browsers name those they descend
// from as well. The apps' own shells come before the engines they show pages with.
var browserSigns = []sign{
	{"Edg/", "Edge"},
	{"EdgA/", "Edge"},
	{"EdgiOS/", "Edge"},
	{"OPR/", "Opera"},
	{"OPiOS/", "Opera"},
	{"OPT/", "Opera"},
	{"Vivaldi/", "Vivaldi"},
	{"YaBrowser/", "Yandex Browser"},
	{"DuckDuckGo/", "DuckDuckGo"},
	{"Ddg/", "DuckDuckGo"},
	{"SamsungBrowser/", "Samsung Internet"},
	{"Brave/", "Brave"},
	{"FxiOS/", "Firefox"},
	{"Firefox/", "Firefox"},
	{"CriOS/", "Chrome"},
	{"HeadlessChrome/", "Chrome"},
	{"Chromium/", "Chromium"},
	{"Chrome/", "Chrome"},
	{"Safari/", "Safari"},
	{"curl/", "curl"},
	{"Wget/", "Wget"},
	{"python-requests/", "Python"},
	{"Go-http-client/", "Go"},
	{"node", "Node.js"},
}

// systemSigns likewise: Android says Linux too, the iPhone says Mac OS X.
var systemSigns = []sign{
	{"iPhone", "iPhone"},
	{"iPad", "iPad"},
	{"Android", "Android"},
	{"CrOS", "ChromeOS"},
	{"Windows", "Windows"},
	{"Mac OS X", "macOS"},
	{"Macintosh", "macOS"},
	{"FreeBSD", "FreeBSD"},
	{"OpenBSD", "OpenBSD"},
	{"Linux", "Linux"},
	{"X11", "Linux"},
}

func readUserAgent(text string) userAgent {
	a := userAgent{browser: first(browserSigns, text), system: first(systemSigns, text)}
	a.mobile = a.system == "iPhone" || a.system == "iPad" || a.system == "Android" || strings.Contains(text, "Mobile")
	return a
}

func first(signs []sign, text string) string {
	for _, s := range signs {
		if strings.Contains(text, s.piece) {
			return s.name
		}
	}
	return ""
}

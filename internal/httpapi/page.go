package httpapi

import (
	"bytes"
	"io/fs"
	"net/http"
)

// appearanceCookie is left by the app for its own next page: light or dark.
const appearanceCookie = "appearance"

// page serves the app, with what has to be there before its first paint.
func (s *Server) page(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Vary", "Cookie")
		dressed := s.dressed(r)
		if dressed == nil {
			s.file(w, r, "index.html", status)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		write(w, r, dressed, status)
	}
}

// dressed is the page in the colours its reader chose and with the team's own
// styles, which ?safe=1 leaves out; nil when that changes nothing.
func (s *Server) dressed(r *http.Request) []byte {
	page, err := fs.ReadFile(s.Assets, "index.html")
	appearance, styles := appearanceOf(r), s.stylesFor(r)
	if err != nil || appearance == "" && styles == "" {
		return nil
	}
	if appearance != "" {
		page = bytes.Replace(page, []byte("<html"), []byte(`<html data-appearance="`+appearance+`"`), 1)
	}
	if styles != "" {
		page = bytes.Replace(page, []byte("</head>"), []byte(`<link rel="stylesheet" href="`+styles+`" data-custom-styles /></head>`), 1)
	}
	return page
}

// appearanceOf is light or dark, or empty for what the device is set to.
func appearanceOf(r *http.Request) string {
	if cookie, err := r.Cookie(appearanceCookie); err == nil && (cookie.Value == "light" || cookie.Value == "dark") {
		return cookie.Value
	}
	return ""
}

func (s *Server) stylesFor(r *http.Request) string {
	if r.URL.Query().Get("safe") == "1" {
		return ""
	}
	account, err := s.Chat.Account(r.Context())
	if err != nil { // there is none yet, or the app will find out what is wrong
		return ""
	}
	return stylesURL(account)
}

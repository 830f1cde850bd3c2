package httpapi

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// appPages are the addresses at which the app shows something. They are the
// original's, so that links keep working.
var appPages = []string{
	"/{$}", "/first_run", "/session/new", "/session/transfers/{id}", "/join/{code}",
	"/rooms/{room}", "/rooms/{room}/{message}", "/share", "/searches", "/inbox", "/users/{id}", "/users/me/profile", "/users/me/devices", "/account/edit", "/account/audit", "/account/sounds", "/account/bots", "/account/bots/{bot}", "/account/jobs",
}

// pages serves the app: its one page at every address it knows, with 404 at all
// others, and its files, compressed when they were built.
func (s *Server) pages(mux *router) {
	for _, pattern := range appPages {
		mux.HandleFunc("GET "+pattern, s.page(http.StatusOK))
	}
	mux.HandleFunc("GET /assets/{file}", s.asset)
	mux.HandleFunc("GET /sounds/{file}", s.sound)
	mux.HandleFunc("GET "+stylesPath, s.customStyles)
	mux.HandleFunc("GET /qr_code/{id}", s.qrCode)
	mux.HandleFunc("GET /webmanifest", s.webManifest)
	mux.HandleFunc("GET /service-worker", s.serviceWorker)
	mux.HandleFunc("GET "+serviceWorkerPath, s.serviceWorker)
	mux.HandleFunc("/", s.rootFile)
}

// rootFile serves the few files whose names are fixed, such as the icon, and
// the app's own "not found" at every other address.
func (s *Server) rootFile(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	info, err := fs.Stat(s.Assets, name)
	if err != nil || info.IsDir() || strings.Contains(name, "/") {
		s.page(http.StatusNotFound)(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=3600")
	s.file(w, r, name, http.StatusOK)
}

// serviceWorkerPath is where the app registers its worker. Without the ending it
// is the original's, which browsers that used that still ask for.
const serviceWorkerPath = "/service-worker.js"

// serviceWorker is asked for anew each time, as it says what version this is.
func (s *Server) serviceWorker(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Service-Worker-Allowed", "/")
	s.file(w, r, "service-worker.js", http.StatusOK)
}

// asset serves a file whose name carries a hash of its content.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	name := "assets/" + r.PathValue("file")
	if _, err := fs.Stat(s.Assets, name); err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	s.file(w, r, name, http.StatusOK)
}

// encodings are those files are kept in, best first, with their endings.
var encodings = [...]struct{ name, ending string }{{"br", ".br"}, {"gzip", ".gz"}, {"", ""}}

func (s *Server) file(w http.ResponseWriter, r *http.Request, name string, status int) {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	for _, encoding := range encodings {
		if encoding.name != "" && !accepts(r, encoding.name) {
			continue
		}
		content, err := fs.ReadFile(s.Assets, name+encoding.ending)
		if err != nil {
			continue
		}
		if encoding.name != "" {
			h.Set("Content-Encoding", encoding.name)
		}
		h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		write(w, r, content, status)
		return
	}
	http.Error(w, "The app is not part of this binary. Build it with make build.", http.StatusServiceUnavailable)
}

// write answers with content, or 304 when the browser has it.
func write(w http.ResponseWriter, r *http.Request, content []byte, status int) {
	sum := sha256.Sum256(content)
	tag := `"` + hex.EncodeToString(sum[:8]) + `"`
	w.Header().Set("ETag", tag)
	if status == http.StatusOK && r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(status)
	_, _ = w.Write(content) // an error means that the browser has gone
}

func accepts(r *http.Request, encoding string) bool {
	for offer := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(offer), ";")
		if name == encoding && strings.TrimSpace(quality) != "q=0" {
			return true
		}
	}
	return false
}

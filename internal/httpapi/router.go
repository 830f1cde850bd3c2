package httpapi

import "net/http"

// router is a ServeMux that remembers what it was given, so that a test can
// hold who may do what at each address.
type router struct {
	*http.ServeMux
	patterns []string // in the order of their registration
}

func newRouter() *router { return &router{ServeMux: http.NewServeMux()} }

func (r *router) Handle(pattern string, h http.Handler) {
	r.patterns = append(r.patterns, pattern)
	r.ServeMux.Handle(pattern, h)
}

func (r *router) HandleFunc(pattern string, f func(http.ResponseWriter, *http.Request)) {
	r.Handle(pattern, http.HandlerFunc(f))
}

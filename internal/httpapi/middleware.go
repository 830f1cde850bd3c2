package httpapi

import (
	"bufio"
	"cmp"
	"context"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"
)

// around puts what every request needs round the routes: its record, a way out
// of a panic, the client's true address, and the refusal of other sites' writes and
// of banned addresses.
func (s *Server) around(mux http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(s.denyCrossOrigin))
	return s.recorded(s.recovered(securityHeaders(s.behindProxies(crossOrigin.Handler(s.admitted(s.shortcut(mux)))))))
}

// requestRecord is an answer on its way and what the log line of the request
// says. No secret goes in: the path is logged as its pattern, since join codes
// and keys are in paths. Unwrap lets the cable take over the connection.
type requestRecord struct {
	http.ResponseWriter
	id     string
	userID int64
	room   string // where the route's pattern does not give it
	status int
	bytes  int64
	last   func(http.Header) // adds what is only known once there is an answer; nil: nothing
}

func record(ctx context.Context) *requestRecord {
	if r, ok := ctx.Value(requestKey).(*requestRecord); ok {
		return r
	}
	return &requestRecord{}
}

func requestID(ctx context.Context) string { return record(ctx).id }

// recorded gives each request an id, told in X-Request-Id, and logs it. Ids are
// there to be told apart; nobody gains by guessing one.
func (s *Server) recorded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		rec := &requestRecord{ResponseWriter: w, id: strconv.FormatUint(rand.Uint64(), 36)}
		w.Header()["X-Request-Id"] = []string{rec.id}
		r = r.WithContext(context.WithValue(r.Context(), requestKey, rec))
		next.ServeHTTP(rec, r)
		took := time.Since(started)
		s.requests.observe(r.Pattern, cmp.Or(rec.status, http.StatusOK), took)
		s.log(r, rec, took)
	})
}

func (s *Server) log(r *http.Request, rec *requestRecord, took time.Duration) {
	level := slog.LevelInfo
	if _, path, _ := strings.Cut(r.Pattern, " "); slices.Contains(quiet, path) {
		level = slog.LevelDebug
	}
	if !s.Logger.Enabled(r.Context(), level) {
		return
	}
	attrs := []slog.Attr{
		slog.String("request_id", rec.id),
		slog.String("method", r.Method),
		slog.String("route", r.Pattern),
		slog.Int("status", cmp.Or(rec.status, http.StatusOK)),
		slog.Int64("bytes", rec.bytes),
		slog.Duration("took", took),
		slog.String("address", r.RemoteAddr),
	}
	if rec.userID != 0 {
		attrs = append(attrs, slog.Int64("user_id", rec.userID))
	}
	if room := cmp.Or(rec.room, r.PathValue("room")); room != "" {
		attrs = append(attrs, slog.String("room_id", room))
	}
	s.Logger.LogAttrs(r.Context(), level, "request", attrs...)
}

// quiet are the routes that are asked all the time.
var quiet = []string{"/up", "/health", "/health/detailed", "/metrics", "/assets/{file}"}

func (r *requestRecord) WriteHeader(status int) {
	r.status = status
	if r.last != nil {
		r.last(r.Header())
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *requestRecord) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

func (r *requestRecord) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// Hijack is for libraries that look for the method rather than Unwrap.
func (r *requestRecord) Hijack() (conn net.Conn, buffered *bufio.ReadWriter, err error) {
	r.status = http.StatusSwitchingProtocols
	return http.NewResponseController(r.ResponseWriter).Hijack()
}

// recovered answers a panic like any other fault of ours.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.Logger.ErrorContext(r.Context(), "panic", "value", p, "stack", string(debug.Stack()), "request_id", requestID(r.Context()))
				s.writeProblem(w, s.internal(r.Context(), nil))
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// contentSecurityPolicy lets the page load from here alone. Styles may be
// inline: the editor sets some.
const contentSecurityPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"

// documentHeaders go with what a browser may show, dataHeaders with what
// programs read: nothing of that is ever to be a page.
var (
	documentHeaders = http.Header{
		"Content-Security-Policy":    {contentSecurityPolicy},
		"X-Content-Type-Options":     {"nosniff"},
		"X-Frame-Options":            {"SAMEORIGIN"},
		"Referrer-Policy":            {"strict-origin-when-cross-origin"},
		"Permissions-Policy":         {"camera=(), microphone=(), geolocation=(), payment=()"},
		"Cross-Origin-Opener-Policy": {"same-origin"},
	}
	dataHeaders = http.Header{
		"Content-Security-Policy": {"default-src 'none'; frame-ancestors 'none'"},
		"X-Content-Type-Options":  {"nosniff"},
		"Cache-Control":           {"no-store"},
	}
)

func securityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		headers := documentHeaders
		if strings.HasPrefix(r.URL.Path, "/api/") && r.URL.Path != docsPath {
			headers = dataHeaders
		}
		maps.Copy(w.Header(), headers)
		next.ServeHTTP(w, r)
	})
}

// behindProxies puts the browser's own address, without port, in RemoteAddr and
// the scheme it used in URL.Scheme, believing X-Forwarded-* from trusted proxies.
func (s *Server) behindProxies(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peer, err := netip.ParseAddrPort(r.RemoteAddr)
		if err == nil {
			r.RemoteAddr = s.clientAddress(peer.Addr().Unmap(), r.Header.Values("X-Forwarded-For")).String()
		}
		r.URL.Scheme = "http"
		if r.TLS != nil || err == nil && r.Header.Get("X-Forwarded-Proto") == "https" && s.TrustsProxy(peer.Addr().Unmap()) {
			r.URL.Scheme = "https"
		}
		next.ServeHTTP(w, r)
	})
}

// clientAddress walks back from the peer through X-Forwarded-For as long as the
// proxies are trusted.
func (s *Server) clientAddress(peer netip.Addr, forwarded []string) netip.Addr {
	if len(forwarded) == 0 {
		return peer
	}
	hops := strings.Split(strings.Join(forwarded, ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !s.TrustsProxy(peer) {
			break
		}
		addr, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		peer = addr.Unmap()
	}
	return peer
}

func (s *Server) denyCrossOrigin(w http.ResponseWriter, r *http.Request) {
	s.writeProblem(w, &Problem{
		Status: http.StatusForbidden, Title: http.StatusText(http.StatusForbidden), Code: "cross_origin",
		Detail: "This request came from another site, so it was refused.",
	})
}

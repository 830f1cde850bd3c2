package httpapi

import (
	"bufio"
	"cmp"
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// around puts what every request needs round the routes: its record, a way out
// of a panic, the client's true address, and the refusal of other sites' writes.
func (s *Server) around(mux http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(s.denyCrossOrigin))
	return s.recorded(s.recovered(securityHeaders(s.behindProxies(crossOrigin.Handler(mux)))))
}

// requestRecord gathers what the log line of a request says. No secret goes
// in: the path is logged as its pattern, since join codes and keys are in paths.
type requestRecord struct {
	id     string
	userID int64
}

func record(ctx context.Context) *requestRecord {
	if r, ok := ctx.Value(requestKey).(*requestRecord); ok {
		return r
	}
	return &requestRecord{}
}

func requestID(ctx context.Context) string { return record(ctx).id }

// recorded gives each request an id, told in X-Request-Id, and logs it.
func (s *Server) recorded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		rec := &requestRecord{id: rand.Text()[:16]}
		w.Header().Set("X-Request-Id", rec.id)
		answer := &answer{ResponseWriter: w}
		r = r.WithContext(context.WithValue(r.Context(), requestKey, rec))
		next.ServeHTTP(answer, r)
		s.log(r, rec, answer, time.Since(started))
	})
}

func (s *Server) log(r *http.Request, rec *requestRecord, a *answer, took time.Duration) {
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
		slog.Int("status", cmp.Or(a.status, http.StatusOK)),
		slog.Int64("bytes", a.bytes),
		slog.Duration("took", took),
		slog.String("address", r.RemoteAddr),
	}
	if rec.userID != 0 {
		attrs = append(attrs, slog.Int64("user_id", rec.userID))
	}
	if room := r.PathValue("room"); room != "" {
		attrs = append(attrs, slog.String("room_id", room))
	}
	s.Logger.LogAttrs(r.Context(), level, "request", attrs...)
}

// quiet are the routes that are asked all the time.
var quiet = []string{"/up", "/health", "/health/detailed", "/assets/{file}"}

// answer counts what is written. Unwrap lets the cable take over the connection.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (a *answer) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(b []byte) (int, error) {
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// Hijack is for libraries that look for the method rather than Unwrap.
func (a *answer) Hijack() (conn net.Conn, buffered *bufio.ReadWriter, err error) {
	a.status = http.StatusSwitchingProtocols
	return http.NewResponseController(a.ResponseWriter).Hijack()
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

func securityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentSecurityPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if strings.HasPrefix(r.URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store")
		}
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
		if r.TLS != nil || err == nil && s.TrustsProxy(peer.Addr().Unmap()) && r.Header.Get("X-Forwarded-Proto") == "https" {
			r.URL.Scheme = "https"
		}
		next.ServeHTTP(w, r)
	})
}

// clientAddress walks back from the peer through X-Forwarded-For as long as the
// proxies are trusted.
func (s *Server) clientAddress(peer netip.Addr, forwarded []string) netip.Addr {
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

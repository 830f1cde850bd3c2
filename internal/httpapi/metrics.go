package httpapi

import (
	"cmp"
	"crypto/subtle"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// requestMetrics counts the answers of each route and how long they took.
type requestMetrics struct {
	set *metrics.Set

	mu     sync.RWMutex
	routes map[answerKind]*metrics.PrometheusHistogram // guarded by mu
}

// answerKind is a route's pattern, and the first digit of the status.
type answerKind struct {
	route string
	class int
}

func newRequestMetrics() *requestMetrics {
	return &requestMetrics{set: metrics.NewSet(), routes: make(map[answerKind]*metrics.PrometheusHistogram)}
}

// requestSeconds are the bounds of the buckets, from a page that is in memory to
// one that waits for a disk.
var requestSeconds = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 10}

// observe counts an answer. A socket is none: it lasts for as long as somebody
// looks.
func (m *requestMetrics) observe(route string, status int, took time.Duration) {
	if route == cablePattern {
		return
	}
	kind := answerKind{route, status / 100}
	m.mu.RLock()
	histogram := m.routes[kind]
	m.mu.RUnlock()
	if histogram == nil {
		histogram = m.add(kind)
	}
	histogram.Update(took.Seconds())
}

func (m *requestMetrics) add(kind answerKind) *metrics.PrometheusHistogram {
	name := fmt.Sprintf(`campfire_http_request_duration_seconds{route=%q,status="%dxx"}`, cmp.Or(kind.route, "none"), kind.class)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.routes[kind] = m.set.GetOrCreatePrometheusHistogramExt(name, requestSeconds)
	return m.routes[kind]
}

// metrics answers in Prometheus's text format, to whoever has the token, and
// without one to this machine and its private networks.
func (s *Server) metrics(w http.ResponseWriter, r *http.Request) {
	if !s.mayMeasure(r) {
		s.writeProblem(w, newProblem(http.StatusForbidden, "metrics are for this machine and its private networks, or for METRICS_TOKEN as a bearer token", nil))
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	s.requests.set.WritePrometheus(w)
	writeDetail(w, s.Checks.Detail(), s.Version, time.Since(s.started))
	metrics.WriteProcessMetrics(w)
}

func (s *Server) mayMeasure(r *http.Request) bool {
	if s.MetricsToken == "" {
		return fromPrivateNetwork(r)
	}
	token, _ := bearer(r)
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.MetricsToken)) == 1
}

// fromPrivateNetwork reports whether a request came from this machine or a private
// network, and not through a proxy.
func fromPrivateNetwork(r *http.Request) bool {
	address, err := netip.ParseAddr(r.RemoteAddr)
	address = address.Unmap()
	return err == nil && (address.IsLoopback() || address.IsPrivate() || address.IsLinkLocalUnicast()) &&
		len(r.Header.Values("X-Forwarded-For")) == 0
}

// writeDetail writes what /health/detailed says.
func writeDetail(w io.Writer, d Detail, version string, uptime time.Duration) {
	gauge := func(name string, n int64) { metrics.WriteGaugeFloat64(w, "campfire_"+name, float64(n)) }
	counter := func(name string, n int64) { metrics.WriteCounterUint64(w, "campfire_"+name, uint64(n)) }

	gauge(fmt.Sprintf(`build_info{version=%q}`, version), 1)
	metrics.WriteGaugeFloat64(w, "campfire_uptime_seconds", uptime.Seconds())

	gauge("store_writes_waiting", int64(d.Store.WritesWaiting))
	counter("store_transactions_total", d.Store.Transactions)
	counter("store_commits_total", d.Store.Commits)
	gauge("store_readers", int64(d.Store.Readers))
	gauge("store_readers_busy", int64(d.Store.ReadersBusy))
	gauge("store_log_bytes", d.Store.LogBytes)
	if at := d.Store.LastCheckpointAt; at != nil {
		gauge("store_last_checkpoint_timestamp_seconds", at.Unix())
	}

	gauge("cable_connections", int64(d.Cable.Connections))
	gauge("cable_subscriptions", int64(d.Cable.Subscriptions))
	gauge("cable_streams", int64(d.Cable.Streams))
	gauge("cable_queued_bytes", int64(d.Cable.QueuedBytes))
	counter("cable_slow_clients_total", int64(d.Cable.SlowClients))
	counter("cable_flooding_total", int64(d.Cable.Flooding))

	for _, c := range d.Jobs.Counts {
		gauge(fmt.Sprintf(`jobs{kind=%q,state="waiting"}`, c.Kind), int64(c.Waiting))
		gauge(fmt.Sprintf(`jobs{kind=%q,state="running"}`, c.Kind), int64(c.Running))
		gauge(fmt.Sprintf(`jobs{kind=%q,state="buried"}`, c.Kind), int64(c.Buried))
	}
	for _, worker := range d.Jobs.Workers {
		counter(fmt.Sprintf(`job_attempts_total{kind=%q,outcome="done"}`, worker.Kind), worker.Done)
		counter(fmt.Sprintf(`job_attempts_total{kind=%q,outcome="retried"}`, worker.Kind), worker.Retried)
		counter(fmt.Sprintf(`job_attempts_total{kind=%q,outcome="buried"}`, worker.Kind), worker.Buried)
	}
	for _, c := range d.Jobs.Circuits {
		gauge(fmt.Sprintf(`job_circuit_open{host=%s,state=%q}`, label(c.Host), c.State), 1)
	}
}

// label is the value of a label that somebody else chose, as the text format wants it:
// Go's quotation knows escapes that Prometheus does not.
func label(value string) string {
	return `"` + labelEscape.Replace(strings.ToValidUTF8(value, "\ufffd")) + `"`
}

var labelEscape = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// Package httpapi is Campfire over HTTP: the JSON API with its description,
// the pages of the app, and the addresses machines ask.
package httpapi

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"campfire/internal/chat"
)

// Options are the parts a Server is built from.
type Options struct {
	Chat   *chat.Service
	Cable  http.Handler // answers /cable
	Assets fs.FS        // the built app, precompressed
	Logger *slog.Logger

	SignedIDKey    []byte                     // signs avatar tokens; derived with SignedIDSalt
	WebhookSecret  func(botKey string) string // what a bot checks webhooks with
	CookieKey      []byte                     // signs the session cookie; derived with CookieSalt
	VAPIDPublicKey string                     // told to browsers that want push
	TestPush       TestPush                   // pushes to one of somebody's devices now
	Flags          Flags                      // told to the app
	TrustsProxy    func(netip.Addr) bool      // whose X-Forwarded-* is believed
	Checks         Checks                     // how /health asks the parts
	MetricsToken   string                     // what /metrics asks for; empty lets private networks in
	Version        string
}

// TestPush pushes to one of the viewer's devices, and says whether that was taken.
type TestPush func(ctx context.Context, v chat.Viewer, subscriptionID int64) error

// Flags are the features that are on.
type Flags struct {
	FilesEnabled             bool `json:"files_enabled"`
	AvatarsEnabled           bool `json:"avatars_enabled"`
	OpengraphEnabled         bool `json:"opengraph_enabled"`
	SearchEnabled            bool `json:"search_enabled"`
	PushNotificationsEnabled bool `json:"push_notifications_enabled"`
	BotIntegrationsEnabled   bool `json:"bot_integrations_enabled"`
}

// Server answers every HTTP request.
type Server struct {
	Options
	cookies  cookies
	newest   *pageCache
	feeds    *pageCache
	sidebars *sidebarCache
	requests *requestMetrics
	api      huma.API
	mux      *router
	handler  http.Handler
	started  time.Time
}

// New returns a Server on the given parts.
func New(o Options) *Server {
	s := &Server{Options: o, cookies: newCookies(o.CookieKey), newest: newNewestPages(o.Chat), feeds: newFeedPages(o.Chat), sidebars: newSidebarCache(o.Chat), requests: newRequestMetrics(), mux: newRouter(), started: time.Now()}
	s.api = humago.New(s.mux, apiConfig(o.Version))
	s.api.UseMiddleware(s.authenticate)
	s.routes()
	s.pages(s.mux)
	s.botRoutes(s.mux)
	s.machineEndpoints(s.mux)
	s.handler = s.around(s.mux)
	return s
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// apiConfig describes the API as a whole. The viewer at /api/docs is ours: the
// library's loads its code from elsewhere.
func apiConfig(version string) huma.Config {
	c := huma.DefaultConfig("Campfire", version)
	c.Info.Description = "The API of one team's Campfire. Sign in with POST /api/session; the session is a cookie. Bots show their key instead, where it says so."
	c.OpenAPIPath = "/api/openapi"
	c.DocsPath = ""
	c.SchemasPath = ""
	c.CreateHooks = nil
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: sessionCookie},
		"token":   {Type: "http", Scheme: "bearer", Description: "A person's access token: read is for GET alone, write for what a member may do, admin for all"},
		"bot":     {Type: "http", Scheme: "bearer", Description: "A bot's key"},
	}
	return c
}

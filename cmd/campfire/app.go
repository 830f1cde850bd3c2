package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"campfire/internal/cable"
	"campfire/internal/channels"
	"campfire/internal/chat"
	"campfire/internal/config"
	"campfire/internal/httpapi"
	"campfire/internal/jobs"
	"campfire/internal/push"
	"campfire/internal/richtext"
	"campfire/internal/safehttp"
	"campfire/internal/sounds"
	"campfire/internal/store"
	"campfire/internal/webhook"
	"campfire/internal/wire"
	"campfire/web"
)

// app is every part of the server, built and joined.
type app struct {
	cfg    config.Config
	log    *slog.Logger
	store  *store.Store
	signer *richtext.Signer
	chat   *chat.Service
	cable  *cable.Server
	http   *httpapi.Server
	jobs   *jobs.Runner
}

// shutdownTimeout is how long requests and clients get to finish.
const shutdownTimeout = 10 * time.Second

// newApp opens the database and builds every part on it.
func newApp(ctx context.Context, cfg config.Config, log *slog.Logger) (*app, error) {
	if err := os.MkdirAll(filepath.Dir(cfg.DatabasePath), 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	if err := cfg.EnsureSecrets(); err != nil {
		return nil, err
	}
	mentionKey, err := cfg.DeriveKey(richtext.MentionSalt)
	if err != nil {
		return nil, err
	}
	cookieKey, err := cfg.DeriveKey(httpapi.CookieSalt)
	if err != nil {
		return nil, err
	}
	library, err := sounds.Open(cfg.SoundsPath())
	if err != nil {
		return nil, err
	}
	signedIDKey, err := cfg.DeriveKey(httpapi.SignedIDSalt)
	if err != nil {
		return nil, err
	}
	signingKey, err := cfg.DeriveKey(webhook.SigningSalt)
	if err != nil {
		return nil, err
	}
	webhooks := webhook.NewSigner(signingKey)
	a := &app{cfg: cfg, log: log, signer: richtext.NewSigner(mentionKey)}
	vapid, err := push.NewVAPID(cfg.VAPIDPublicKey, string(cfg.VAPIDPrivateKey), a.contact)
	if err != nil {
		return nil, err
	}
	hub := cable.NewHub()
	publisher := channels.NewPublisher(hub)
	a.store, err = store.Open(ctx, store.Options{
		Path:      cfg.DatabasePath,
		BackupDir: cfg.BackupsPath(),
		Publisher: publisher,
		Logger:    log,
		Ungrouped: !cfg.GroupCommit,
		Retention: retention(cfg),
	})
	if err != nil {
		return nil, err
	}
	epoch, err := a.store.FeedEpoch(ctx)
	if err != nil {
		return nil, errors.Join(err, a.close())
	}
	a.chat = chat.New(chat.Options{
		Store:           a.store,
		Signer:          a.signer,
		BotsOff:         !cfg.Features.Bots,
		PushOff:         !cfg.Features.Push,
		PushPrivate:     cfg.PushPrivateTargets,
		Present:         publisher.Present,
		Sounds:          library,
		Encode:          wire.EncodeMessage,
		BcryptCost:      int(cfg.BcryptCost),
		PostRate:        float64(cfg.PostRate),
		Online:          publisher.Online,
		SessionEnded:    a.endSession,
		AddressesBanned: a.endAddresses,
		Log:             log,
	})
	pusher := newPusher(cfg, a.chat, vapid)
	a.jobs = jobs.New(jobs.Options{
		Store:   a.store,
		Due:     a.store.JobsDue(),
		Workers: workers(cfg, a.chat, webhooks, pusher),
		Log:     log,
	})
	a.cable = cable.NewServer(cable.Options{
		Hub:          hub,
		Channels:     channels.All(a.chat, publisher),
		Epoch:        epoch,
		Authenticate: func(r *http.Request) (cable.Identity, error) { return a.http.Identify(r) },
		Origin:       httpapi.Origin,
		Log:          log,
	})
	a.http = httpapi.New(httpapi.Options{
		Chat:           a.chat,
		Cable:          a.cable,
		Assets:         web.Assets(),
		Logger:         log,
		CookieKey:      cookieKey,
		SignedIDKey:    signedIDKey,
		WebhookSecret:  webhooks.Secret,
		VAPIDPublicKey: cfg.VAPIDPublicKey,
		TestPush:       pusher.Test,
		Flags:          flags(cfg),
		MetricsToken:   cfg.MetricsToken,
		TrustsProxy:    cfg.TrustedProxies.Contain,
		Checks:         httpapi.Checks{Database: a.store.Ping, Realtime: a.cable.Check, MemoryBytes: residentMemory, Detail: a.detail, Circuits: a.circuits},
		Version:        version,
	})
	return a, nil
}

// endSession closes the connections of a session that has ended.
func (a *app) endSession(sessionID int64) {
	a.cable.Disconnect(func(i cable.Identity) bool { return i.(channels.Identity).SessionID == sessionID }, "unauthorized", false)
}

// endAddresses closes the connections of those whom a ban of addresses shuts out.
func (a *app) endAddresses(shutsOut func(userID int64, address string) bool) {
	a.cable.Disconnect(func(i cable.Identity) bool {
		id := i.(channels.Identity)
		return shutsOut(id.UserID, id.Address)
	}, "unauthorized", false)
}

// workers are those of the features that are on.
func workers(cfg config.Config, service *chat.Service, signer *webhook.Signer, pusher *push.Pusher) (workers []jobs.Worker) {
	if cfg.Features.Bots {
		client := safehttp.NewClient(safehttp.Options{Timeout: webhook.Timeout, Public: !cfg.WebhookPrivateTargets})
		workers = append(workers, webhook.NewCaller(service, client, signer, version).Worker())
	}
	if cfg.Features.Push {
		workers = append(workers, pusher.Workers()...)
	}
	return workers
}

func newPusher(cfg config.Config, service *chat.Service, vapid *push.VAPID) *push.Pusher {
	client := safehttp.NewClient(safehttp.Options{Timeout: push.Timeout, Public: !cfg.PushPrivateTargets})
	return push.NewPusher(service, push.NewSender(client, vapid))
}

// contact is whom push services may write to about this server.
func (a *app) contact(ctx context.Context) (string, error) {
	if a.cfg.VAPIDSubject != "" {
		return a.cfg.VAPIDSubject, nil
	}
	address, err := a.chat.ContactAddress(ctx)
	return "mailto:" + address, err
}

// retention is how much of the rooms' feeds the store is to keep.
func retention(cfg config.Config) store.Retention {
	return store.Retention{
		Age:     time.Duration(cfg.EventsKeptDays) * 24 * time.Hour,
		PerRoom: int64(cfg.EventsKeptPerRoom),
	}
}

func flags(cfg config.Config) httpapi.Flags {
	return httpapi.Flags{
		FilesEnabled:             cfg.Features.Files,
		AvatarsEnabled:           cfg.Features.Avatars,
		OpengraphEnabled:         cfg.Features.OpenGraph,
		SearchEnabled:            cfg.Features.Search,
		PushNotificationsEnabled: cfg.Features.Push,
		BotIntegrationsEnabled:   cfg.Features.Bots,
	}
}

func (a *app) close() error { return a.store.Close() }

// listen opens the address the server answers at.
func (a *app) listen(ctx context.Context) (net.Listener, error) {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", a.cfg.Addr())
	if err != nil {
		return nil, fmt.Errorf("port %d cannot be used; stop what uses it, or set PORT to another (%w)", a.cfg.Port, err)
	}
	return listener, nil
}

// serve answers on listener until ctx ends, then lets requests finish, tells
// connected clients to come back, and closes everything.
func (a *app) serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	failed := make(chan error, 6)
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	server := newHTTPServer(handler, a.log)
	go func() { failed <- server.Serve(listener) }()
	go func() { failed <- a.cable.Run(background) }()
	go func() { failed <- a.store.Run(background) }()
	go func() { failed <- a.chat.Run(background) }()
	go func() { failed <- a.jobs.Run(background) }()
	operator := a.serveControl(failed)
	var err error
	select {
	case <-ctx.Done():
		a.log.Info("shutting down")
	case err = <-failed:
	}
	a.shutDown(server, operator)
	stop() // whatever runs in the background, before its database is closed
	return errors.Join(err, a.close())
}

// shutDown lets everybody finish who is being answered, for so long.
func (a *app) shutDown(server, operator *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	drained := make(chan error, 1)
	go func() { drained <- a.jobs.Shutdown(ctx) }() // at once: no job is begun while the others finish
	err := errors.Join(a.cable.Shutdown(ctx), operator.Shutdown(ctx), server.Shutdown(ctx), <-drained)
	if err != nil {
		a.log.Warn("not everyone finished in time", "error", err)
	}
}

// serveControl lets the user commands reach this process. A data path too long
// for a socket's name costs those commands, not the server.
func (a *app) serveControl(failed chan<- error) *http.Server {
	server := newHTTPServer(control(a.chat), a.log)
	listener, err := listenControl(controlSocket(a.cfg))
	if err != nil {
		a.log.Warn("campfire user works only while the server is stopped", "error", err)
		return server
	}
	go func() { failed <- server.Serve(listener) }()
	return server
}

// newHTTPServer bounds how long and how much a client may keep us waiting.
func newHTTPServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// Package chat is the product: its nouns and every rule and permission. It
// knows no HTTP, no SQL and no WebSocket; the API, the cable, the bots and the
// commands all go through its Service.
package chat

import (
	"context"
	"log/slog"
	"time"

	"campfire/internal/richtext"
	"campfire/internal/sounds"
)

// Options are the parts a Service is built from.
type Options struct {
	Store  Store
	Signer *richtext.Signer // signs and verifies mentions

	// Sounds is what /play plays; nil is what comes with Campfire.
	Sounds *sounds.Library

	// Encode makes of a message what clients are sent, one JSON object.
	Encode func(Message) []byte

	// PostRate is how many messages a second one user may post, with a burst of
	// ten times that; 0 is no limit.
	PostRate float64
	// BotsOff has no bot called about anything.
	BotsOff bool
	// PushOff has nobody's devices told of anything.
	PushOff bool
	// PushPrivate lets push services be anywhere, also by plain HTTP.
	PushPrivate bool
	// BcryptCost is the work of hashing a password; 0 is the original's, 12.
	BcryptCost int
	// Online returns the users who are connected, for those who mention them; nil
	// is nobody.
	Online func() []int64
	// Present returns the users who have a room open before them, who need not be
	// told of what is said there; nil is nobody.
	Present func(roomID int64) []int64
	// SessionEnded is told the id of a session that ended, so that its
	// connections can be closed. May be nil.
	SessionEnded func(sessionID int64)
	// AddressesBanned is told whom a ban of addresses has shut out besides the
	// banned person, by user and address, so that their connections can be closed.
	// May be nil.
	AddressesBanned func(shutsOut func(userID int64, address string) bool)
	// Log is told what no caller can be told; nil discards.
	Log *slog.Logger
	// Now is the clock; nil is the system's.
	Now func() time.Time
}

// Service carries out what people do. It is safe for concurrent use.
type Service struct {
	store           Store
	access          *access
	directory       *directory
	renderer        *renderer
	encoder         *encoder
	signer          *richtext.Signer
	sounds          *sounds.Library
	passwords       *passwords
	posting         *limiter // by user id; nil when posting is not limited
	signInsFrom     *limiter // by address
	signInsTo       *limiter // by e-mail address
	joinGuesses     *limiter // wrong codes, by address
	joinsFrom       *limiter // people who joined, by public address
	transfersBy     *limiter // links made, by user id
	transferGuesses *limiter // links that do not work, by address
	pushTestsBy     *limiter // by user id
	botsOff         bool
	pushOff         bool
	pushPrivate     bool
	online          func() []int64
	present         func(roomID int64) []int64
	sessionEnded    func(int64)
	addressesBanned func(func(userID int64, address string) bool)
	due             chan struct{} // holds one when there is something to do since Run looked
	log             *slog.Logger
	now             func() time.Time
}

// New returns a Service on the given parts.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Online == nil {
		o.Online = func() []int64 { return nil }
	}
	if o.Present == nil {
		o.Present = func(int64) []int64 { return nil }
	}
	if o.SessionEnded == nil {
		o.SessionEnded = func(int64) {}
	}
	if o.AddressesBanned == nil {
		o.AddressesBanned = func(func(int64, string) bool) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{
		store:           o.Store,
		access:          newAccess(o.Store),
		directory:       &directory{store: o.Store},
		renderer:        newRenderer(o.Store, o.Sounds),
		signer:          o.Signer,
		sounds:          o.Sounds,
		passwords:       newPasswords(o.BcryptCost),
		signInsFrom:     newLimiter(attempts, attemptsPer, o.Now),
		signInsTo:       newLimiter(attempts, attemptsPer, o.Now),
		joinGuesses:     newLimiter(attempts, attemptsPer, o.Now),
		joinsFrom:       newLimiter(joins, joinsPer, o.Now),
		transfersBy:     newLimiter(attempts, attemptsPer, o.Now),
		transferGuesses: newLimiter(attempts, attemptsPer, o.Now),
		pushTestsBy:     newLimiter(attempts, attemptsPer, o.Now),
		botsOff:         o.BotsOff,
		pushOff:         o.PushOff,
		pushPrivate:     o.PushPrivate,
		online:          o.Online,
		present:         o.Present,
		sessionEnded:    o.SessionEnded,
		addressesBanned: o.AddressesBanned,
		due:             make(chan struct{}, 1),
		log:             o.Log,
		now:             o.Now,
	}
	s.encoder = newEncoder(s.store, s.renderer, o.Encode)
	if o.PostRate > 0 {
		burst := max(1, int(10*o.PostRate))
		s.posting = newLimiter(burst, time.Duration(float64(burst)/o.PostRate*float64(time.Second)), o.Now)
	}
	return s
}

// Account returns the team's account; NotFound before the first run.
func (s *Service) Account(ctx context.Context) (Account, error) {
	return s.store.Account(ctx)
}

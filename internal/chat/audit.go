package chat

import (
	"context"
	"fmt"
	"time"
)

// AuditKind names what an entry tells: a noun and what became of it.
type AuditKind string

// The kinds of audit entry.
const (
	SessionCreated      AuditKind = "session.created"  // somebody signed in
	SessionRefused      AuditKind = "session.refused"  // a wrong password; User is whose, when anybody's
	SessionDeleted      AuditKind = "session.deleted"  // signed out, by themself or others
	TransferCreated     AuditKind = "transfer.created" // a link that signs User in; its use is a session.created
	TransferDeleted     AuditKind = "transfer.deleted"
	TokenCreated        AuditKind = "token.created" // an access token of the actor's own
	TokenDeleted        AuditKind = "token.deleted"
	UserCreated         AuditKind = "user.created"
	UserRoleChanged     AuditKind = "user.role_changed"
	UserPasswordChanged AuditKind = "user.password_changed"
	UserEmailChanged    AuditKind = "user.email_changed"
	UserDeactivated     AuditKind = "user.deactivated"
	UserReactivated     AuditKind = "user.reactivated"
	UserBanned          AuditKind = "user.banned"
	UserUnbanned        AuditKind = "user.unbanned"
	RoomCreated         AuditKind = "room.created"
	RoomRenamed         AuditKind = "room.renamed"
	RoomConverted       AuditKind = "room.converted"
	RoomDeleted         AuditKind = "room.deleted"
	MembershipCreated   AuditKind = "membership.created"
	MembershipDeleted   AuditKind = "membership.deleted"
	AccountCreated      AuditKind = "account.created"
	AccountChanged      AuditKind = "account.updated"
	JoinCodeRenewed     AuditKind = "account.join_code_renewed"
	ClipCreated         AuditKind = "clip.created" // a sound of the team's own
	ClipReplaced        AuditKind = "clip.replaced"
	ClipRenamed         AuditKind = "clip.renamed"
	ClipDeleted         AuditKind = "clip.deleted"
	BotCreated          AuditKind = "bot.created"
	BotChanged          AuditKind = "bot.updated"
	BotDeleted          AuditKind = "bot.deleted"
	BotKeyRenewed       AuditKind = "bot.key_renewed"
	DeliveryReplayed    AuditKind = "bot.delivery_replayed" // User is the bot
	JobReplayed         AuditKind = "job.replayed"
	JobDropped          AuditKind = "job.deleted"
)

// AuditEntry is a line of the audit log: who did what to whom, from where and
// when. It keeps the names of that time, and outlives whom it names. The store
// refuses to change an entry or, for a year, to remove it; refused sign-ins,
// which strangers can cause, go after 90 days.
type AuditEntry struct {
	ID        int64
	At        time.Time
	Kind      AuditKind
	Actor     Named  // who did it; none when it was done from a shell, or by nobody known
	User      Named  // to whom; none when it is about no user
	Room      Named  // where; none when it is about no room
	IPAddress string // where the request came from; empty from a shell
	Detail    string // what changed, such as "member → administrator"; no secrets
	Count     int    // how often within a minute; above 1 with session.refused alone
}

// Named is the id and name of a record when something happened to it.
type Named struct {
	ID   int64
	Name string
}

// did begins the entry of something the viewer does.
func (v Viewer) did(kind AuditKind, at time.Time) AuditEntry {
	return AuditEntry{Kind: kind, At: at, Actor: v.User.named(), IPAddress: v.IPAddress}
}

// fromShell begins the entry of something done with a command.
func fromShell(kind AuditKind, at time.Time) AuditEntry { return AuditEntry{Kind: kind, At: at} }

// to names whom it was done to.
func (e AuditEntry) to(u User) AuditEntry {
	e.User = u.named()
	return e
}

// in names the room it was done in. Direct rooms have no name.
func (e AuditEntry) in(r Room) AuditEntry {
	e.Room = Named{r.ID, r.Name}
	return e
}

// saying adds what changed.
func (e AuditEntry) saying(detail string) AuditEntry {
	e.Detail = detail
	return e
}

// changing says from what to what.
func (e AuditEntry) changing(from, to any) AuditEntry {
	return e.saying(fmt.Sprint(from, " → ", to))
}

func (u User) named() Named { return Named{u.ID, u.Name} }

// AuditFilter chooses entries; what is zero does not matter.
type AuditFilter struct {
	Kind    AuditKind // or the noun alone, such as "session"
	ActorID int64
	UserID  int64 // whom it was done to
	Since   time.Time
	Until   time.Time // exclusive
	Before  int64     // the id of an entry: those older
	Limit   int
}

// AuditPage is a run of entries, newest first.
type AuditPage struct {
	Entries []AuditEntry
	More    bool
}

// The most entries in a page.
const (
	maxAuditPage      = 200
	maxAuditPageShell = 10_000
)

// AuditEntries returns a page of the log to an administrator.
func (s *Service) AuditEntries(ctx context.Context, v Viewer, f AuditFilter) (AuditPage, error) {
	if err := v.MustBeAdministrator(); err != nil {
		return AuditPage{}, err
	}
	if f.Limit <= 0 || f.Limit > maxAuditPage {
		f.Limit = maxAuditPage
	}
	return s.store.AuditEntries(ctx, f)
}

// AuditLog is AuditEntries for whoever has a shell on the server.
func (s *Service) AuditLog(ctx context.Context, f AuditFilter) (AuditPage, error) {
	if f.Limit <= 0 || f.Limit > maxAuditPageShell {
		f.Limit = maxAuditPageShell
	}
	return s.store.AuditEntries(ctx, f)
}

package chat

import (
	"context"
	"time"
)

// Store keeps everything. Reads see only what was committed. A record that is
// not there is an Error of kind NotFound; a broken uniqueness is Conflict.
type Store interface {
	// InTx runs fn in a write transaction and returns after its commit is on
	// disk. When fn fails or panics nothing of it remains. Transactions run one
	// after another and may share a commit. fn must not wait for anything but
	// its Tx. Events appended by fn are published after the commit, in order.
	InTx(ctx context.Context, fn func(Tx) error) error

	// AccessVersion moves with every commit that takes something away from
	// somebody: a session, a membership, a status. What was allowed when it was
	// read before the check still is when it has not moved since. It moves
	// before the InTx that made the change returns.
	AccessVersion() uint64
	// PeopleVersion moves likewise when a user changes, or what messages look like,
	// so that what shows them may be kept.
	PeopleVersion() uint64
	// RoomSeq returns the seq of a room's last commit, from memory; not known
	// before the room was read or changed since the start.
	RoomSeq(roomID int64) (seq int64, known bool)

	// Account returns the one account; NotFound before the first run.
	Account(ctx context.Context) (Account, error)

	User(ctx context.Context, id int64) (User, error)
	// UserByEmail ignores case but prefers the exact spelling.
	UserByEmail(ctx context.Context, emailAddress string) (User, error)
	// Users returns the active people and bots, by name.
	Users(ctx context.Context) ([]User, error)

	// People returns every person, whatever the status, and no bot, by name.
	People(ctx context.Context) ([]User, error)
	// RoomsShared returns the rooms, but for direct ones, that both are in, by name.
	RoomsShared(ctx context.Context, userID, otherID int64) ([]Room, error)

	// BannedAddresses returns the addresses of bans that nobody has lifted.
	BannedAddresses(ctx context.Context) ([]BannedAddress, error)
	// AddressesBannedFor returns those of one user's ban.
	AddressesBannedFor(ctx context.Context, userID int64) ([]string, error)
	// BansOver returns who is still banned though their time was up before at.
	BansOver(ctx context.Context, at time.Time) (userIDs []int64, err error)
	// MessageRemoval returns how far the removal of a user's messages is;
	// NotFound when there is none.
	MessageRemoval(ctx context.Context, userID int64) (MessageRemoval, error)
	// UnfinishedMessageRemovals returns the users whose messages are not all removed yet.
	UnfinishedMessageRemovals(ctx context.Context) (userIDs []int64, err error)
	// NextBanEnd returns when the next ban ends; zero when none does by itself.
	NextBanEnd(ctx context.Context) (time.Time, error)

	// SessionByToken returns a session with its user, whatever the status.
	SessionByToken(ctx context.Context, token string) (Session, User, error)

	// AccessToken returns a token by its digest, with its user, whatever the status.
	AccessToken(ctx context.Context, digest string) (AccessToken, User, error)
	// AccessTokensOf returns the tokens of a user, the newest first.
	AccessTokensOf(ctx context.Context, userID int64) ([]AccessToken, error)

	// SessionsOf returns the sessions of a user that were used last, latest first.
	SessionsOf(ctx context.Context, userID int64, limit int) ([]Session, error)
	// Transfer returns a transfer by its digest, expired ones too.
	Transfer(ctx context.Context, digest string) (Transfer, error)

	// RoomsOf returns the rooms a user is a member of and has not made
	// invisible: shared rooms by name, then direct rooms, latest activity
	// first. Members is filled for direct rooms alone. The counts are those of
	// all that is unread, whatever the involvement.
	RoomsOf(ctx context.Context, userID int64) ([]RoomView, error)
	// HiddenRoomsOf returns those the user has made invisible, likewise.
	HiddenRoomsOf(ctx context.Context, userID int64) ([]RoomView, error)
	// RoomOf returns one room as a member sees it, with its Members by name;
	// NotFound for others.
	RoomOf(ctx context.Context, userID, roomID int64) (RoomView, error)
	// IsMember reports whether the user is a member of the room.
	IsMember(ctx context.Context, userID, roomID int64) (bool, error)
	// Involvement is a member's; NotFound for others.
	Involvement(ctx context.Context, userID, roomID int64) (Involvement, error)
	// MemberIDs returns the ids of a room's members, ascending.
	MemberIDs(ctx context.Context, roomID int64) ([]int64, error)
	// RoomSize counts what is in a room.
	RoomSize(ctx context.Context, roomID int64) (RoomSize, error)

	// Unread returns what of a room is unread by a member, from memory but for
	// the first time; NotFound for others.
	Unread(ctx context.Context, userID, roomID int64) (Unread, error)
	// RoomIDsOf returns all rooms a user is a member of, in no order.
	RoomIDsOf(ctx context.Context, userID int64) ([]int64, error)
	// SidebarVersion returns the version of what RoomsOf returns for a user, from
	// memory but for the first time.
	SidebarVersion(ctx context.Context, userID int64) (SidebarVersion, error)
	// PlacesOf returns the rooms a user is a member of, also those made
	// invisible, without counts. Members is filled for direct rooms alone.
	PlacesOf(ctx context.Context, userID int64) ([]RoomView, error)
	// Names returns everybody, whatever the status, by id: ID and Name.
	Names(ctx context.Context) ([]User, error)
	// Search returns the newest messages that a scope asks for.
	Search(ctx context.Context, scope SearchScope) (SearchResult, error)
	// DraftsOf returns the drafts of a user, the latest first.
	DraftsOf(ctx context.Context, userID int64) ([]SavedDraft, error)
	// Searches returns what a user looked for, the latest first.
	Searches(ctx context.Context, userID int64) ([]string, error)

	// Messages returns a page of a room, boosts included. A cursor id that is
	// not in the room is NotFound. Around gives up to Limit on each side.
	Messages(ctx context.Context, roomID int64, c Cursor) (MessagePage, error)
	// EncodedMessages is Messages as clients are sent them, as far as they were
	// kept at that version.
	EncodedMessages(ctx context.Context, roomID int64, c Cursor, version int64) (EncodedPage, error)
	// Message returns one message of a room, boosts included.
	Message(ctx context.Context, roomID, messageID int64) (Message, error)
	// MessageHistory returns a message with its latest edits, oldest first.
	MessageHistory(ctx context.Context, roomID, messageID int64) (Message, []Edit, error)
	// Events returns a room's events after a seq, with the messages and boosts
	// as they are now; changes to a message that is gone are left out, but for
	// its deletion. Gone when events after that seq were pruned, or were never
	// there.
	Events(ctx context.Context, roomID, after int64, limit int) (EventPage, error)
	// SeqAt returns the seq of a room's last event before a time, 0 when there
	// was none; Gone when that event was pruned, or some hundred came after it.
	SeqAt(ctx context.Context, roomID int64, at time.Time) (int64, error)

	// Bookmarks returns the messages a user has saved, whatever the room, those
	// saved last first.
	Bookmarks(ctx context.Context, userID int64) (messageIDs []int64, err error)
	// Pins returns a room's pinned messages with who pinned them, latest first.
	Pins(ctx context.Context, roomID int64) ([]Pin, error)
	// Inbox returns up to limit items of a box, but for UnreadBox, that are below
	// before and in the user's rooms, newest first.
	Inbox(ctx context.Context, userID int64, box Box, before int64, limit int) ([]InboxItem, error)
	// FirstUnread returns the first message of others after each cursor; a room
	// without any is left out.
	FirstUnread(ctx context.Context, userID int64, cursors []ReadCursor) ([]InboxItem, error)
	// InboxNews counts what is new to a user, up to most of each.
	InboxNews(ctx context.Context, userID int64, most int) (InboxNews, error)

	// Bots returns the active bots, by name.
	Bots(ctx context.Context) ([]BotView, error)
	// BotToken returns a user with the bot token it has, which may be empty.
	BotToken(ctx context.Context, userID int64) (User, string, error)
	// BotToCall returns an active bot with its token; NotFound when it has no
	// webhook or is not in the room.
	BotToCall(ctx context.Context, botID, roomID int64) (BotView, string, error)
	// CommandsIn returns the commands of the active bots in a room that have a
	// webhook, by name.
	CommandsIn(ctx context.Context, roomID int64) ([]Command, error)
	// CommandsOf returns those of one bot, by name.
	CommandsOf(ctx context.Context, botID int64) ([]Command, error)
	// Deliveries returns the latest attempts to call a bot, the newest first.
	Deliveries(ctx context.Context, botID int64, limit int) ([]Delivery, error)

	// PushSubscriptionsOf returns a user's, the one last heard of first.
	PushSubscriptionsOf(ctx context.Context, userID int64) ([]PushSubscription, error)
	// PushSubscription returns one of a user's.
	PushSubscription(ctx context.Context, userID, id int64) (PushSubscription, error)
	// PushTargets returns the devices after a cursor, in its order, of those whom a
	// message concerns: active members of its room but for its author, who hear of
	// everything there or are mentioned and hear of that, and have not read it.
	PushTargets(ctx context.Context, messageID int64, after PushCursor, limit int) ([]PushTarget, error)
	// PushTarget returns one such device; NotFound when it is none.
	PushTarget(ctx context.Context, messageID, subscriptionID int64) (PushTarget, error)
	// QuietHours are a user's; NotFound when there are none.
	QuietHours(ctx context.Context, userID int64) (QuietHours, error)

	// NextJobAt is when the next job of some kinds is to be done, or a lease ends; zero
	// when there is none.
	NextJobAt(ctx context.Context, kinds []JobKind) (time.Time, error)
	// JobCounts counts the jobs of each kind there is, by kind.
	JobCounts(ctx context.Context) ([]JobCount, error)
	// BuriedJobs returns the jobs given up last.
	BuriedJobs(ctx context.Context, limit int) ([]Job, error)

	// AuditEntries returns a page of the audit log.
	AuditEntries(ctx context.Context, f AuditFilter) (AuditPage, error)
}

// Tx is an open write transaction. It belongs to the function it was given to.
type Tx interface {
	// CreateAccount makes the one account; Conflict when there is one.
	CreateAccount(a Account) error
	Account() (Account, error)
	UpdateAccount(a Account) error

	// CreateUser needs everything but the ID; Conflict with the code
	// "email_taken" when another user has the address in any case.
	CreateUser(u User) (User, error)
	UpdateUser(u User) error
	// User returns a user by id, whatever the status.
	User(id int64) (User, error)

	// OtherAdministrators counts the active administrators but for one user.
	OtherAdministrators(userID int64) (int, error)

	CreateSession(s Session) (Session, error)
	TouchSession(id int64, ipAddress, userAgent string, at time.Time) error
	DeleteSession(id int64) error
	// DeleteSessionOf is NotFound when the session is not the user's.
	DeleteSessionOf(userID, id int64) error
	// DeleteOtherSessionsOf ends all sessions of a user but one and returns their
	// ids. The transfers for and by the user go too.
	DeleteOtherSessionsOf(userID, keepID int64) (ids []int64, err error)
	// SessionAddresses returns the addresses a user's sessions were last used from.
	SessionAddresses(userID int64) ([]string, error)
	// FormerAddresses returns the addresses that are banned for a user, and those
	// they signed in from since.
	FormerAddresses(userID int64, since time.Time) ([]string, error)
	// SetBannedAddresses makes these the addresses of a user's ban, in place of
	// those it had.
	SetBannedAddresses(userID int64, addresses []string, at time.Time) error
	// StartMessageRemoval has a user's messages removed. One that is under way
	// goes on.
	StartMessageRemoval(userID int64) error
	// MessageRemoval returns how far it is; NotFound when there is none.
	MessageRemoval(userID int64) (MessageRemoval, error)
	UpdateMessageRemoval(r MessageRemoval) error
	// EndMessageRemoval leaves those that are still there.
	EndMessageRemoval(userID int64) error
	// SavePushSubscription keeps a subscription in place of another with its endpoint,
	// whoever had that, and of its user's only the newest keep. One that is there as
	// it is gets its session, UserAgent and UpdatedAt, and is not created.
	SavePushSubscription(p PushSubscription, keep int) (saved PushSubscription, created bool, err error)
	// AnyPushSubscriptions is false while nobody has any, from memory.
	AnyPushSubscriptions() bool
	// SetPushRefused notes since when a subscription's pushes are refused; zero is that
	// they are not.
	SetPushRefused(id int64, since time.Time) error
	DeletePushSubscription(id int64) error
	// DeletePushSubscriptionOf is NotFound when it is not the user's.
	DeletePushSubscriptionOf(userID, id int64) error
	// DeletePushSubscriptionAt removes a user's with an endpoint, if there is one.
	DeletePushSubscriptionAt(userID int64, endpoint string) error
	DeletePushSubscriptionsOf(userID int64) error
	// SetQuietHours stores a user's; nil is none.
	SetQuietHours(userID int64, q *QuietHours) error
	// DeleteSessionsOf ends all sessions of a user and returns their ids. The
	// transfers for and by the user go too.
	DeleteSessionsOf(userID int64) (ids []int64, err error)

	// CreateRoom is Conflict when there is a direct room with its DirectKey.
	CreateRoom(r Room) (Room, error)
	Room(id int64) (Room, error)
	// UpdateRoom stores a room's Name, Type and UpdatedAt.
	UpdateRoom(r Room) error
	// DirectRoom returns the direct room with a DirectKey.
	DirectRoom(key string) (Room, error)
	// OpenRooms returns every open room.
	OpenRooms() ([]Room, error)
	// CondemnRoom takes a room away from all its members and returns who they
	// were. What is in it stays until PurgeRooms removes it.
	CondemnRoom(id int64, at time.Time) (left []int64, err error)
	// PurgeRooms removes up to limit messages or events of condemned rooms, or an
	// empty one of them, and reports whether there may be more.
	PurgeRooms(limit int) (more bool, err error)
	// ActiveAmong returns those of some ids that are active users', ascending.
	ActiveAmong(userIDs []int64) ([]int64, error)
	// AddMembers makes users members with the given involvement, everything so
	// far read, and returns the ids of those who were not members before.
	AddMembers(roomID int64, userIDs []int64, involvement Involvement, at time.Time) ([]int64, error)
	// AddEveryone is AddMembers with all active users.
	AddEveryone(roomID int64, involvement Involvement, at time.Time) ([]int64, error)
	// RemoveMembers returns the ids of those who were members, ascending.
	RemoveMembers(roomID int64, userIDs []int64) ([]int64, error)
	IsMember(userID, roomID int64) (bool, error)
	// MemberIDs returns the ids of a room's members, ascending.
	MemberIDs(roomID int64) ([]int64, error)
	// Involvement and SetInvolvement are a member's; NotFound for others.
	Involvement(userID, roomID int64) (Involvement, error)
	SetInvolvement(userID, roomID int64, i Involvement, at time.Time) error
	// LeaveSharedRooms ends a user's memberships but those of direct rooms and
	// returns the rooms left.
	LeaveSharedRooms(userID int64) (roomIDs []int64, err error)

	// NewestMessageAt is the time of the last message in a room; zero when there
	// is none.
	NewestMessageAt(roomID int64) (time.Time, error)
	// CreateMessage stores a message with its Body, the mentions in
	// MentionedUserIDs and Text as its search row, and moves the room's
	// UpdatedAt. When (room, creator, client message id)
	// exists it changes nothing and returns the id of that message and false; when it
	// did, and was deleted as far back as the feed is kept, it is Gone.
	CreateMessage(m Message) (id int64, created bool, err error)
	// Message returns one message of a room as it is in this transaction.
	Message(roomID, messageID int64) (Message, error)
	// MessagesBy returns messages of a user in all rooms with an id above after,
	// by id, as Message does.
	MessagesBy(userID, after int64, limit int) ([]Message, error)
	// UpdateMessage replaces the Body of a message, its MentionedUserIDs and, by
	// Text, its search row; it is edited at EditedAt. What it said before goes
	// into its history.
	UpdateMessage(m Message, editorID int64) error
	// DeleteMessage removes a message with all that belongs to it.
	DeleteMessage(roomID, messageID int64, at time.Time) error

	CreateBoost(b Boost) (Boost, error)
	DeleteBoost(messageID, boostID int64, at time.Time) error

	// CreateBookmark reports whether the message was not saved before.
	CreateBookmark(userID, messageID int64, at time.Time) (created bool, err error)
	CountBookmarks(userID int64) (int64, error)
	DeleteBookmark(userID, messageID int64) (deleted bool, err error)
	// CreatePin pins p.Message, and reports whether it was not pinned before.
	CreatePin(p Pin) (created bool, err error)
	CountPins(roomID int64) (int64, error)
	DeletePin(roomID, messageID int64) (deleted bool, err error)
	// MoveInboxMark moves a user's mark on, never back nor beyond what there is.
	MoveInboxMark(userID int64, m InboxMark) (moved bool, err error)

	// SetReadMessage moves a member's read cursor up to a message, or to the
	// last before it when that is gone; it never moves back. It returns where
	// the cursor is then and whether it moved.
	SetReadMessage(userID, roomID, messageID int64, at time.Time) (cursor int64, moved bool, err error)
	// SetUnreadMessage moves a member's read cursor, back or on, to just before a
	// message.
	SetUnreadMessage(userID, roomID, messageID int64, at time.Time) (cursor int64, err error)
	// UnreadableFrom returns the message from which on a room is unread by a member
	// who marks a message of their own: that one when others wrote after it, or else
	// the last that others wrote before it; NotFound when nobody else wrote.
	UnreadableFrom(userID, roomID, messageID int64) (int64, error)
	// SetOwnRead moves an author's read cursor up to their message when all
	// before it that others said is read.
	SetOwnRead(userID, roomID, messageID int64) error
	// SetAllRead moves a user's read cursors to the newest messages and returns
	// those that moved.
	SetAllRead(userID int64, at time.Time) ([]ReadCursor, error)

	// SaveDraft keeps a member's draft, unless another is kept for the room, and of
	// their drafts only the newest keep.
	SaveDraft(userID int64, d SavedDraft, keep int) (saved bool, err error)
	DeleteDraft(userID, roomID int64, draftID string) (deleted bool, err error)

	// CreateSearch notes what a user looked for; the same again moves up, and
	// only the newest keep are kept.
	CreateSearch(userID int64, query string, at time.Time, keep int) error
	DeleteSearchesOf(userID int64) error

	// Position is where a room stands in this transaction.
	Position(roomID int64) Position
	// RefreshMessages has what messages look like made anew, as when somebody
	// changes.
	RefreshMessages()
	// KeepEncoded keeps what clients are sent of a message, until the message
	// changes, another version is asked for, or somebody looks different.
	KeepEncoded(roomID int64, e EncodedMessage, version int64) error

	// AppendEvent gives e the room's next seq, records it in the room's feed
	// and has it published after the commit. What is recorded as its time is never
	// before that of the event before it.
	AppendEvent(e Event) (Event, error)
	// CreateAccessToken keeps a token under the digest of its Secret.
	CreateAccessToken(t AccessToken) (AccessToken, error)
	// DeleteAccessToken returns the token that was a user's; NotFound for others.
	DeleteAccessToken(userID, id int64) (AccessToken, error)
	DeleteAccessTokensOf(userID int64) error
	TouchAccessToken(id int64, at time.Time) error
	// CreateTransfer takes the place of the one by the same creator for the same user.
	CreateTransfer(t Transfer) error
	// TakeTransfer removes a transfer and returns it, so that it is used once;
	// NotFound when it is not there or has expired at a time.
	TakeTransfer(digest string, at time.Time) (Transfer, error)
	DeleteTransfer(creatorID int64, digest string) (deleted bool, err error)

	// Bot returns an active bot.
	Bot(id int64) (BotView, error)
	SetBotToken(userID int64, token string) error
	// SetWebhook has a bot called at an address, or with none not any more.
	SetWebhook(userID int64, url string, at time.Time) error
	// BotsToCall returns the active bots in a message's room that have a webhook and are
	// mentioned in it, in a direct room all, but for its author.
	BotsToCall(m Message) ([]BotView, error)
	// SaveCommand makes a command the bot's, or describes it anew; Conflict when it is
	// another's.
	SaveCommand(c Command, at time.Time) (created bool, err error)
	CountCommands(botID int64) (int64, error)
	DeleteCommand(botID int64, name string) error
	DeleteCommandsOf(botID int64) error
	// CommandBot returns the active bot with a webhook in a room that answers a command.
	CommandBot(roomID int64, name string) (BotView, error)
	// OnlyBots reports whether bots alone said the last n messages of a room.
	OnlyBots(roomID int64, n int) (bool, error)
	// CreateDelivery keeps an attempt, and the latest keep of its bot.
	CreateDelivery(d Delivery, keep int) error
	Delivery(botID, id int64) (Delivery, error)

	// CreateJob has something done after the commit, unless one with its UniqueKey
	// is still to be done.
	CreateJob(j Job) (created bool, err error)
	// Job returns one; NotFound when it is done or was dropped.
	Job(id int64) (Job, error)
	// DueJobs returns jobs of a kind that may be done at a time, but for those of
	// some hosts, in the order they are due.
	DueJobs(kind JobKind, at time.Time, exceptHosts []string, limit int) ([]Job, error)
	// LeaseJob begins an attempt at a job. Until then it is nobody else's.
	LeaseJob(id int64, token string, until time.Time) error
	// RenewJob moves the end of a lease; held is false when it is not this one's
	// any more.
	RenewJob(id int64, token string, until time.Time) (held bool, err error)
	// FinishJob removes a job that is done; held as with RenewJob.
	FinishJob(id int64, token string) (held bool, err error)
	// ReturnJob ends a lease and stores RunAt, Attempts, LastError and BuriedAt;
	// held as with RenewJob.
	ReturnJob(j Job) (held bool, err error)
	// ReleaseJobs ends all leases: those of a process that is gone.
	ReleaseJobs() error
	// PostponeJobs has the jobs for a host wait.
	PostponeJobs(kind JobKind, host string, until time.Time) error
	// UpdateJob stores RunAt, Attempts, BuriedAt and CreatedAt of a job that nobody does.
	UpdateJob(j Job) error
	DeleteJob(id int64) error
	// BuryJobs gives up to limit jobs up that were made before a time and that nobody
	// does now.
	BuryJobs(before, at time.Time, why string, limit int) (more bool, err error)
	// PruneJobs removes up to limit jobs that were given up before a time, or before the
	// latest keep.
	PruneJobs(before time.Time, keep, limit int) (more bool, err error)

	// Audit writes an entry down, with the change it tells of. Refused sign-ins are
	// counted together, so that strangers cannot fill the disk.
	Audit(e AuditEntry) error
	// Notify has n published after the commit.
	Notify(n Notice)
}

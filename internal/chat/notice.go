package chat

// NoticeType names what a notice tells.
type NoticeType string

// The types of notice.
const (
	RoomAdded       NoticeType = "room.added"       // a room is now among yours
	RoomChanged     NoticeType = "room.updated"     // its name, type or your involvement
	RoomRemoved     NoticeType = "room.removed"     // deleted, or you are not in it any more
	AccountUpdated  NoticeType = "account.updated"  // name, settings or styles
	UserUpdated     NoticeType = "user.updated"     // what others see of a user
	RoomRead        NoticeType = "room.read"        // your read cursor was moved
	SoundsUpdated   NoticeType = "sounds.updated"   // other clips can be played
	BoostReceived   NoticeType = "boost.created"    // somebody boosted a message of yours
	BookmarkCreated NoticeType = "bookmark.created" // you saved a message for later
	BookmarkDeleted NoticeType = "bookmark.deleted"
	InboxSeen       NoticeType = "inbox.seen"      // you looked at what is new in your inbox
	DraftUpdated    NoticeType = "draft.updated"   // you wrote on a draft
	DraftDeleted    NoticeType = "draft.deleted"   // it was sent, or thrown away
	SessionStarted  NoticeType = "session.created" // you signed in on a device
	SessionEnded    NoticeType = "session.ended"   // one of your devices was signed out
)

// Notice tells one person, on all their devices, or everyone of a change that
// belongs to no room's feed. It is a hint and kept nowhere: whoever was away
// asks for the whole again.
type Notice struct {
	To        int64 // the user it is for; 0 is everyone
	Type      NoticeType
	RoomID    int64       // of room notices
	MessageID int64       // of room.read: the newest message read, 0 is none; of boost.created and bookmark notices
	Unread    bool        // of room.read: what follows was marked as unread
	SessionID int64       // of session notices
	User      *User       // of user.updated
	Boost     *Boost      // of boost.created
	Draft     *SavedDraft // of draft.updated, as the editor takes it
}

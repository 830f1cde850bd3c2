package wire

import "campfire/internal/chat"

// AuditEntry is a line of the audit log.
type AuditEntry struct {
	ID        int64  `json:"id"`
	At        Time   `json:"at"`
	Kind      string `json:"kind" doc:"A noun and what became of it, such as user.banned"`
	Actor     *Named `json:"actor,omitempty" doc:"Who did it; left out for commands and for strangers"`
	User      *Named `json:"user,omitempty" doc:"To whom"`
	Room      *Named `json:"room,omitempty" doc:"Where"`
	IPAddress string `json:"ip_address,omitempty"`
	Detail    string `json:"detail,omitempty"`
	Count     int    `json:"count" doc:"How often within a minute; above 1 for session.refused alone"`
}

// Named is a record and its name at the time.
type Named struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// NewAuditEntry is how e is shown.
func NewAuditEntry(e chat.AuditEntry) AuditEntry {
	return AuditEntry{
		ID: e.ID, At: Time(e.At), Kind: string(e.Kind),
		Actor: newNamed(e.Actor), User: newNamed(e.User), Room: newNamed(e.Room),
		IPAddress: e.IPAddress, Detail: e.Detail, Count: e.Count,
	}
}

func newNamed(n chat.Named) *Named {
	if n.ID == 0 {
		return nil
	}
	return &Named{ID: n.ID, Name: n.Name}
}

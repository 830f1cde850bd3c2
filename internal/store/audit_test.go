package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func audit(t *testing.T, s *store.Store, entries ...chat.AuditEntry) {
	t.Helper()
	inTx(t, s, func(tx chat.Tx) error {
		for _, e := range entries {
			if err := tx.Audit(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func auditLog(t *testing.T, s *store.Store, f chat.AuditFilter) chat.AuditPage {
	t.Helper()
	if f.Limit == 0 {
		f.Limit = 100
	}
	page, err := s.AuditEntries(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestAuditEntriesAreFoundByEachFilter(t *testing.T) {
	s := openStore(t, store.Options{})
	ada, bob := chat.Named{ID: 1, Name: "Ada"}, chat.Named{ID: 2, Name: "Bob"}
	whole := chat.AuditEntry{
		At: epoch, Kind: chat.MembershipCreated, Actor: ada, User: bob, Room: chat.Named{ID: 7, Name: "Design"},
		IPAddress: "192.0.2.1", Detail: "as a guest", Count: 1,
	}
	audit(t, s, whole,
		chat.AuditEntry{At: epoch.Add(1 * time.Hour), Kind: chat.SessionCreated, Actor: bob},
		chat.AuditEntry{At: epoch.Add(2 * time.Hour), Kind: chat.SessionDeleted, Actor: bob},
		chat.AuditEntry{At: epoch.Add(3 * time.Hour), Kind: chat.AccountChanged, Actor: ada})
	all := auditLog(t, s, chat.AuditFilter{})
	whole.ID = 1
	if len(all.Entries) != 4 || all.More || all.Entries[3] != whole {
		t.Fatalf("the log is %+v", all)
	}
	for name, tt := range map[string]struct {
		filter chat.AuditFilter
		want   []int64
	}{
		"kind":     {chat.AuditFilter{Kind: chat.SessionDeleted}, []int64{3}},
		"noun":     {chat.AuditFilter{Kind: "session"}, []int64{3, 2}},
		"no noun":  {chat.AuditFilter{Kind: "sess"}, nil},
		"actor":    {chat.AuditFilter{ActorID: 1}, []int64{4, 1}},
		"user":     {chat.AuditFilter{UserID: 2}, []int64{1}},
		"since":    {chat.AuditFilter{Since: epoch.Add(2 * time.Hour)}, []int64{4, 3}},
		"until":    {chat.AuditFilter{Until: epoch.Add(2 * time.Hour)}, []int64{2, 1}},
		"together": {chat.AuditFilter{ActorID: 2, Kind: "session", Until: epoch.Add(2 * time.Hour)}, []int64{2}},
		"before":   {chat.AuditFilter{Before: 3}, []int64{2, 1}},
	} {
		var got []int64
		for _, e := range auditLog(t, s, tt.filter).Entries {
			got = append(got, e.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("by %s: %v, want %v", name, got, tt.want)
		}
	}
	if page := auditLog(t, s, chat.AuditFilter{Limit: 3}); len(page.Entries) != 3 || !page.More {
		t.Errorf("a page of three is %+v", page)
	}
}

func TestAuditEntriesCanNeitherBeChangedNorRemoved(t *testing.T) {
	s := openStore(t, store.Options{})
	audit(t, s,
		chat.AuditEntry{At: time.Now(), Kind: chat.UserBanned, Actor: chat.Named{ID: 1, Name: "Ada"}, User: chat.Named{ID: 2, Name: "Bob"}},
		chat.AuditEntry{At: time.Now(), Kind: chat.SessionRefused, IPAddress: "192.0.2.1"})
	before := auditLog(t, s, chat.AuditFilter{})
	for _, statement := range []string{
		`DELETE FROM audit_entries`,
		`DELETE FROM audit_entries WHERE kind = 'session.refused'`,
		`UPDATE audit_entries SET count = 2 WHERE kind = 'user.banned'`,
		`UPDATE audit_entries SET count = count WHERE kind = 'session.refused'`,
		`UPDATE audit_entries SET count = 2, actor_name = 'Eve' WHERE kind = 'session.refused'`,
		`UPDATE audit_entries SET count = 2, ip_address = NULL WHERE kind = 'session.refused'`,
		`UPDATE audit_entries SET count = 2, created_at = '2001-01-01 00:00:00' WHERE kind = 'session.refused'`,
		`UPDATE audit_entries SET count = 2, id = 99 WHERE kind = 'session.refused'`,
	} {
		if err := s.InTx(t.Context(), func(tx chat.Tx) error { return store.Exec(tx, statement) }); err == nil {
			t.Errorf("%s is carried out", statement)
		}
	}
	if after := auditLog(t, s, chat.AuditFilter{}); !slices.Equal(after.Entries, before.Entries) {
		t.Errorf("the log is %+v, was %+v", after, before)
	}
}

func TestRefusedSignInsDoNotFillTheDisk(t *testing.T) {
	s := openStore(t, store.Options{})
	refused := func(after time.Duration, user int64, address string) chat.AuditEntry {
		return chat.AuditEntry{At: epoch.Add(after), Kind: chat.SessionRefused, User: chat.Named{ID: user, Name: "Ada"}, IPAddress: address}
	}
	audit(t, s, refused(0, 1, "192.0.2.1"), refused(time.Second, 1, "192.0.2.1"), refused(2*time.Second, 1, "192.0.2.2"), refused(time.Hour, 1, "192.0.2.1"))
	counts := func() (counts []int) {
		for _, e := range auditLog(t, s, chat.AuditFilter{}).Entries {
			counts = append(counts, e.Count)
		}
		return counts
	}
	if got := counts(); !slices.Equal(got, []int{1, 1, 2}) {
		t.Fatalf("the counts are %v, newest first", got)
	}
	for i := range 1000 { // from a thousand addresses within a minute
		audit(t, s, refused(2*time.Hour+time.Duration(i)*time.Millisecond, int64(i), fmt.Sprintf("203.0.113.%d", i)))
	}
	flood := auditLog(t, s, chat.AuditFilter{Since: epoch.Add(2 * time.Hour)}).Entries
	if len(flood) != 21 || flood[0].Count != 980 || flood[0].IPAddress != "" || flood[0].User.ID != 0 {
		t.Errorf("a thousand leave %d entries, the last of them %+v", len(flood), flood[0])
	}
}

func TestAuditEntriesAreKeptForAYearAndRefusalsForLess(t *testing.T) {
	s := openStore(t, store.Options{})
	kept := []chat.AuditEntry{
		{At: time.Now().Add(-364 * day), Kind: chat.UserBanned},
		{At: time.Now().Add(-89 * day), Kind: chat.SessionRefused, IPAddress: "192.0.2.1"},
	}
	for range 600 { // more than a batch
		audit(t, s, chat.AuditEntry{At: time.Now().Add(-366 * day), Kind: chat.UserBanned})
	}
	audit(t, s, chat.AuditEntry{At: time.Now().Add(-91 * day), Kind: chat.SessionRefused, IPAddress: "192.0.2.1"})
	audit(t, s, kept...)
	removed, err := s.PruneAudit(t.Context())
	left := auditLog(t, s, chat.AuditFilter{})
	if err != nil || removed != 601 || len(left.Entries) != len(kept) {
		t.Errorf("%d removed, error %v; left are %+v", removed, err, left)
	}
	inTx(t, s, func(tx chat.Tx) error {
		plan, err := store.Plan(tx, `DELETE FROM audit_entries WHERE id IN (SELECT id FROM audit_entries
			WHERE kind = 'session.refused' AND created_at < datetime('now', '-90 days') OR created_at < datetime('now', '-365 days') LIMIT 500)`)
		if text := strings.Join(plan, "\n"); strings.Contains(text, "SCAN audit_entries") {
			t.Errorf("pruning goes through the whole log:\n%s", text)
		}
		return err
	})
}

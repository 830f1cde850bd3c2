package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"time"

	"campfire/internal/chat"
)

// Refused sign-ins are what strangers can cause, so they must not fill the disk:
// within refusalWindow there is one entry for each person and address, and for
// all beyond the first maxRefusals of them one without either.
const (
	refusalWindow = time.Minute
	maxRefusals   = 20
)

const auditColumns = `a.id, a.created_at, a.kind, a.actor_id, a.actor_name, a.user_id, a.user_name,
	a.room_id, a.room_name, a.ip_address, a.detail, a.count`

func scanAuditEntry(rows *sql.Rows) (e chat.AuditEntry, err error) {
	err = rows.Scan(&e.ID, (*instant)(&e.At), &e.Kind,
		(*ref)(&e.Actor.ID), (*text)(&e.Actor.Name), (*ref)(&e.User.ID), (*text)(&e.User.Name),
		(*ref)(&e.Room.ID), (*text)(&e.Room.Name), (*text)(&e.IPAddress), (*text)(&e.Detail), &e.Count)
	return e, err
}

// Audit implements chat.Tx.
func (t *tx) Audit(e chat.AuditEntry) error {
	if e.Kind == chat.SessionRefused {
		return t.auditRefusal(e)
	}
	return t.addAuditEntry(e)
}

func (t *tx) addAuditEntry(e chat.AuditEntry) error {
	_, err := t.conn.exec(`
		INSERT INTO audit_entries (kind, actor_id, actor_name, user_id, user_name, room_id, room_name, ip_address, detail, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(e.Kind), ref(e.Actor.ID), text(e.Actor.Name), ref(e.User.ID), text(e.User.Name),
		ref(e.Room.ID), text(e.Room.Name), text(e.IPAddress), text(e.Detail), instant(e.At))
	if err != nil {
		return fmt.Errorf("write down %s: %w", e.Kind, err)
	}
	return nil
}

// auditRefusal counts e up where it repeats another, and is one of the others
// where there are too many.
func (t *tx) auditRefusal(e chat.AuditEntry) error {
	if counted, err := t.countRefusal(e); counted || err != nil {
		return err
	}
	recent, err := one(t.conn, "entries", scanInt, `
		SELECT count(*)
		FROM audit_entries
		WHERE kind = ? AND created_at > ?`, string(e.Kind), instant(e.At.Add(-refusalWindow)))
	if err != nil {
		return err
	}
	if recent < maxRefusals {
		return t.addAuditEntry(e)
	}
	e.User, e.IPAddress = chat.Named{}, ""
	if counted, err := t.countRefusal(e); counted || err != nil {
		return err
	}
	return t.addAuditEntry(e)
}

// countRefusal reports whether there was an entry like e to count up.
func (t *tx) countRefusal(e chat.AuditEntry) (bool, error) {
	found, err := all(t.conn, scanInt, `
		UPDATE audit_entries
		SET count = count + 1
		WHERE id = (
			SELECT id
			FROM audit_entries
			WHERE kind = ? AND created_at > ? AND user_id IS NOT DISTINCT FROM ? AND ip_address IS NOT DISTINCT FROM ?
			ORDER BY created_at DESC
			LIMIT 1)
		RETURNING id`,
		string(e.Kind), instant(e.At.Add(-refusalWindow)), ref(e.User.ID), text(e.IPAddress))
	return len(found) > 0, err
}

// AuditEntries implements chat.Store.
func (s *Store) AuditEntries(ctx context.Context, f chat.AuditFilter) (page chat.AuditPage, err error) {
	where, args := auditConditions(f)
	err = s.read(ctx, func(c *conn) error {
		page.Entries, err = all(c, scanAuditEntry, `
			SELECT `+auditColumns+`
			FROM audit_entries a
			WHERE `+where+`
			ORDER BY a.id DESC
			LIMIT ?`, append(args, f.Limit+1)...)
		return err
	})
	if len(page.Entries) > f.Limit {
		page.Entries, page.More = slices.Clip(page.Entries[:f.Limit]), true
	}
	return page, err
}

// auditConditions is f in SQL; there are as many texts as ways to filter.
func auditConditions(f chat.AuditFilter) (where string, args []any) {
	where, args = `a.id < ?`, []any{f.Before}
	if f.Before == 0 {
		args[0] = int64(math.MaxInt64)
	}
	add := func(wanted bool, condition string, values ...any) {
		if wanted {
			where += ` AND ` + condition
			args = append(args, values...)
		}
	}
	// A kind after the noun's "." and before the next character, "/".
	add(f.Kind != "", `(a.kind = ? OR a.kind > ? AND a.kind < ?)`, string(f.Kind), string(f.Kind)+".", string(f.Kind)+"/")
	add(f.ActorID != 0, `a.actor_id = ?`, f.ActorID)
	add(f.UserID != 0, `a.user_id = ?`, f.UserID)
	add(!f.Since.IsZero(), `a.created_at >= ?`, instant(f.Since))
	add(!f.Until.IsZero(), `a.created_at < ?`, instant(f.Until))
	return where, args
}

// PruneAudit removes the entries that need not be kept any more, by the
// database's own clock, which the schema goes by too.
func (s *Store) PruneAudit(ctx context.Context) (removed int, err error) {
	for batch := pruneBatch; batch == pruneBatch && err == nil; removed += batch {
		err = s.InTx(ctx, func(t chat.Tx) error {
			batch, err = t.(*tx).pruneAudit()
			return err
		})
	}
	return removed, err
}

func (t *tx) pruneAudit() (removed int, err error) {
	ids, err := all(t.conn, scanInt, `
		DELETE FROM audit_entries
		WHERE id IN (
			SELECT id
			FROM audit_entries
			WHERE kind = 'session.refused' AND created_at < datetime('now', '-90 days')
				OR created_at < datetime('now', '-365 days')
			LIMIT ?)
		RETURNING id`, pruneBatch)
	return len(ids), err
}

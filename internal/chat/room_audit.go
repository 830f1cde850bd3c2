package chat

import (
	"fmt"
	"time"
)

// auditRoom writes down what became of a room's name and type.
func auditRoom(tx Tx, v Viewer, before, after Room, at time.Time) error {
	if before.Name != after.Name {
		if err := tx.Audit(v.did(RoomRenamed, at).in(after).saying("was " + before.Name)); err != nil {
			return err
		}
	}
	if before.Type == after.Type {
		return nil
	}
	return tx.Audit(v.did(RoomConverted, at).in(after).saying(fmt.Sprintf("%s → %s", before.Type, after.Type)))
}

// auditMembers writes down who came into a room and who went out: of many at
// once, how many they were.
func auditMembers(tx Tx, v Viewer, u roomUpdate) error {
	for _, change := range []struct {
		as      AuditKind
		userIDs []int64
	}{{MembershipDeleted, u.left}, {MembershipCreated, u.joined}} {
		if err := auditEach(tx, v.did(change.as, u.at).in(u.room), change.userIDs); err != nil {
			return err
		}
	}
	return nil
}

func auditEach(tx Tx, entry AuditEntry, userIDs []int64) error {
	if len(userIDs) > maxMemberEvents {
		return tx.Audit(entry.saying(fmt.Sprintf("%d people", len(userIDs))))
	}
	for _, id := range userIDs {
		user, err := tx.User(id)
		if err != nil {
			return err
		}
		if err := tx.Audit(entry.to(user)); err != nil {
			return err
		}
	}
	return nil
}

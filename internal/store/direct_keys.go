package store

import (
	"context"
	"database/sql"

	"campfire/internal/chat"
)

// addDirectKeys gives the direct rooms their keys. Of several with the same
// people, which the original could make, the oldest is the one that is found.
func addDirectKeys(ctx context.Context, tx *sql.Tx) error {
	if err := runFile(ctx, tx, "00005_direct_keys.sql"); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT r.id, m.user_id
		FROM rooms r
		JOIN memberships m ON m.room_id = r.id
		WHERE r.type = '`+directRoom+`'
		ORDER BY r.id`)
	if err != nil {
		return err
	}
	memberships, err := collect(rows, nil, scanDirectMember)
	if err != nil {
		return err
	}
	for len(memberships) > 0 {
		roomID, people := memberships[0].roomID, []int64(nil)
		for len(memberships) > 0 && memberships[0].roomID == roomID {
			people = append(people, memberships[0].userID)
			memberships = memberships[1:]
		}
		_, err := tx.ExecContext(ctx, `UPDATE OR IGNORE rooms SET direct_key = ? WHERE id = ?`, chat.DirectKey(people), roomID)
		if err != nil {
			return err
		}
	}
	return nil
}

type directMember struct{ roomID, userID int64 }

func scanDirectMember(rows *sql.Rows) (m directMember, err error) {
	err = rows.Scan(&m.roomID, &m.userID)
	return m, err
}

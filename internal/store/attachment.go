package store

import (
	"database/sql"

	"campfire/internal/chat"
)

const attachmentColumns = `a.record_id, b.filename, b.content_type, b.byte_size`

type attachmentRow struct {
	messageID int64
	chat.Attachment
}

func scanAttachment(rows *sql.Rows) (a attachmentRow, err error) {
	err = rows.Scan(&a.messageID, &a.Filename, (*text)(&a.ContentType), &a.ByteSize)
	return a, err
}

// attachmentsOf returns the files of messages by message id.
func attachmentsOf(c *conn, messageIDs []int64) (map[int64]*chat.Attachment, error) {
	if len(messageIDs) == 0 {
		return nil, nil
	}
	list, args := placeholders(messageIDs)
	found, err := all(c, scanAttachment, `
		SELECT `+attachmentColumns+`
		FROM active_storage_attachments a
		JOIN active_storage_blobs b ON b.id = a.blob_id
		WHERE a.record_type = 'Message' AND a.name = 'attachment' AND a.record_id IN (`+list+`)`, args...)
	byMessage := make(map[int64]*chat.Attachment, len(found))
	for i := range found {
		byMessage[found[i].messageID] = &found[i].Attachment
	}
	return byMessage, err
}

package store

// searchRow is what search finds a message by.
type searchRow struct {
	messageID int64
	text      string
	gone      bool // the message is deleted
}

// index writes search rows. The original may have left one behind.
func index(c *conn, rows []searchRow) error {
	for _, row := range rows {
		if row.gone {
			if _, err := c.exec(`DELETE FROM message_search_index WHERE rowid = ?`, row.messageID); err != nil {
				return err
			}
			continue
		}
		_, err := c.exec(`
			INSERT OR REPLACE INTO message_search_index (rowid, body)
			VALUES (?, ?)`, row.messageID, row.text)
		if err != nil {
			return err
		}
	}
	return nil
}

package store

// searchRow is what search finds a message by.
type searchRow struct {
	messageID int64
	text      string
}

// index writes search rows. The original may have left one behind.
func index(c *conn, rows []searchRow) error {
	for _, row := range rows {
		_, err := c.exec(`
			INSERT OR REPLACE INTO message_search_index (rowid, body)
			VALUES (?, ?)`, row.messageID, row.text)
		if err != nil {
			return err
		}
	}
	return nil
}

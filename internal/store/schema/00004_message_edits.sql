-- What messages said before they were edited, and who edited them.
CREATE TABLE message_edits (
	id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	message_id integer NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
	editor_id integer NOT NULL,
	body text,
	edited_at datetime(6) NOT NULL
);

CREATE INDEX index_message_edits_on_message_id ON message_edits (message_id);

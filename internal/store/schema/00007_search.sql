-- What finds messages by parts of words. The original's own table finds whole
-- words, stemmed; it stays as the original has it.

-- Each word that was ever said, in lower case. Words stay when their messages go.
CREATE TABLE search_words (
	id integer PRIMARY KEY NOT NULL,
	word varchar NOT NULL UNIQUE
);

-- The letters and pairs of letters of messages in scripts that put no space
-- between words; rowid is the message's id. Other messages have no row.
CREATE VIRTUAL TABLE search_pieces USING fts5(
	pieces, tokenize=ascii, content='', contentless_delete=1, detail=none);

-- People look for the same again: a user's searches, the latest first.
CREATE INDEX index_searches_on_user_id_and_updated_at ON searches (user_id, updated_at);

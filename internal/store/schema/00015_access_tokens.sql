-- What lets programs act for people, by the digest of the token.
CREATE TABLE access_tokens (
	id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	name varchar NOT NULL,
	scope varchar NOT NULL, -- read, write or admin
	digest varchar NOT NULL UNIQUE,
	hint varchar NOT NULL,
	created_at datetime(6) NOT NULL,
	expires_at datetime(6), -- NULL: never
	last_used_at datetime(6) -- NULL: never
);

CREATE INDEX index_access_tokens_on_user_id ON access_tokens (user_id);

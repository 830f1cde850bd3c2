-- Links that sign a user in on another device, by the digest of what is in the
-- link. One for each user and maker.
CREATE TABLE session_transfers (
	id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	digest varchar NOT NULL UNIQUE,
	user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	creator_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	created_at datetime(6) NOT NULL,
	expires_at datetime(6) NOT NULL,
	UNIQUE (user_id, creator_id)
);

CREATE INDEX index_session_transfers_on_creator_id ON session_transfers (creator_id);

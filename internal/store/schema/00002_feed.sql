-- What Campfire keeps beyond the original: each room's feed of changes, read
-- cursors, mentions to count, and keys. The original can still open the file:
-- it knows none of this and no new column needs it to.

ALTER TABLE rooms ADD COLUMN seq integer NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN edited_at datetime(6);
ALTER TABLE memberships ADD COLUMN read_message_id integer NOT NULL DEFAULT 0;

CREATE TABLE room_events (
	room_id integer NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
	seq integer NOT NULL,
	type varchar NOT NULL,
	message_id integer,
	client_message_id varchar,
	boost_id integer,
	user_id integer,
	created_at datetime(6) NOT NULL,
	PRIMARY KEY (room_id, seq)
) WITHOUT ROWID;

-- Who is mentioned in a message of somebody else.
CREATE TABLE mentions (
	user_id integer NOT NULL,
	room_id integer NOT NULL,
	message_id integer NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
	PRIMARY KEY (user_id, room_id, message_id)
) WITHOUT ROWID;

CREATE INDEX index_mentions_on_message_id ON mentions (message_id);

-- Messages are paged by time and id; every index ends with the id.
CREATE INDEX index_messages_on_room_id_and_created_at ON messages (room_id, created_at);

-- Unread messages are counted without looking at the messages themselves.
CREATE INDEX index_messages_on_room_id_and_id_and_creator_id ON messages (room_id, id, creator_id);

CREATE UNIQUE INDEX index_messages_on_room_creator_and_client_message_id
	ON messages (room_id, creator_id, client_message_id);

CREATE INDEX index_users_on_lower_email_address ON users (lower(email_address));

-- In a room that has messages the feed begins after them: 1 stands for all that
-- was said before, and asking for what came after 0 is answered with Gone.
UPDATE rooms
SET seq = 1
WHERE EXISTS (SELECT 1 FROM messages WHERE room_id = rooms.id);

-- unread_at is the time of the newest message a member has not seen; NULL means
-- that everything was.
UPDATE memberships
SET read_message_id = coalesce(
	CASE WHEN unread_at IS NULL THEN (
		SELECT max(id)
		FROM messages
		WHERE room_id = memberships.room_id)
	ELSE (
		SELECT id
		FROM messages
		WHERE room_id = memberships.room_id AND created_at < memberships.unread_at
		ORDER BY created_at DESC, id DESC
		LIMIT 1)
	END, 0);

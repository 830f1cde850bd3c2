-- What people come back to: messages saved by one person, messages pinned for a
-- room, and what is told to somebody in their inbox.

CREATE TABLE bookmarks (
	id integer PRIMARY KEY NOT NULL,
	user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	message_id integer NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
	created_at datetime(6) NOT NULL
);

CREATE UNIQUE INDEX index_bookmarks_on_message_id_and_user_id ON bookmarks (message_id, user_id);
CREATE INDEX index_bookmarks_on_user_id ON bookmarks (user_id);

CREATE TABLE pins (
	id integer PRIMARY KEY NOT NULL,
	room_id integer NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
	message_id integer NOT NULL UNIQUE REFERENCES messages (id) ON DELETE CASCADE,
	user_id integer NOT NULL REFERENCES users (id),
	created_at datetime(6) NOT NULL
);

CREATE INDEX index_pins_on_room_id ON pins (room_id);

-- Somebody's mentions in all rooms, the newest first.
CREATE INDEX index_mentions_on_user_id_and_message_id ON mentions (user_id, message_id);

-- Boosts by whom they were given to. The original's boosts count as well.
CREATE TABLE received_boosts (
	user_id integer NOT NULL,
	boost_id integer NOT NULL,
	message_id integer NOT NULL,
	room_id integer NOT NULL,
	PRIMARY KEY (user_id, boost_id)
) WITHOUT ROWID;

CREATE INDEX index_received_boosts_on_boost_id ON received_boosts (boost_id);

CREATE TRIGGER boost_received AFTER INSERT ON boosts BEGIN
	INSERT INTO received_boosts (user_id, boost_id, message_id, room_id)
	SELECT creator_id, NEW.id, id, room_id
	FROM messages
	WHERE id = NEW.message_id AND creator_id <> NEW.booster_id;
END;

CREATE TRIGGER boost_taken_back AFTER DELETE ON boosts BEGIN
	DELETE FROM received_boosts WHERE boost_id = OLD.id;
END;

INSERT INTO received_boosts (user_id, boost_id, message_id, room_id)
SELECT m.creator_id, b.id, m.id, m.room_id
FROM boosts b
JOIN messages m ON m.id = b.message_id
WHERE m.creator_id <> b.booster_id;

-- How far somebody has looked through their inbox. What was there before it was
-- there is not new.
CREATE TABLE inbox_marks (
	user_id integer PRIMARY KEY NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	message_id integer NOT NULL, -- the newest mention seen
	boost_id integer NOT NULL
);

INSERT INTO inbox_marks (user_id, message_id, boost_id)
SELECT id, (SELECT coalesce(max(id), 0) FROM messages), (SELECT coalesce(max(id), 0) FROM boosts)
FROM users;

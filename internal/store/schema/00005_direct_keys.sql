-- A direct room is the one of its set of people: chat.DirectKey of them, NULL
-- for other rooms.
ALTER TABLE rooms ADD COLUMN direct_key varchar;
CREATE UNIQUE INDEX index_rooms_on_direct_key ON rooms (direct_key);

-- Rooms that are deleted while something of them is left: they have no members
-- and no direct_key any more.
CREATE TABLE room_deletions (
	room_id integer PRIMARY KEY NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
	created_at datetime(6) NOT NULL
);

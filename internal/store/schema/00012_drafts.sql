-- What people have begun to write, at most one text for each room, for their
-- other devices. It goes with the membership.
CREATE TABLE drafts (
	user_id integer NOT NULL,
	room_id integer NOT NULL,
	draft_id varchar NOT NULL, -- made up where it was begun
	body text NOT NULL, -- as that of a message
	updated_at datetime(6) NOT NULL,
	PRIMARY KEY (user_id, room_id),
	FOREIGN KEY (room_id, user_id) REFERENCES memberships (room_id, user_id) ON DELETE CASCADE
);

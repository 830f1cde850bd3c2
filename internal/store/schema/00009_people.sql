-- What people choose for themselves (appearance: NULL is as the device is set), and what an administrator may write on the
-- sign-in page.
ALTER TABLE users ADD COLUMN appearance varchar;
ALTER TABLE users ADD COLUMN muted boolean DEFAULT 0 NOT NULL;
ALTER TABLE users ADD COLUMN hide_presence boolean DEFAULT 0 NOT NULL;
ALTER TABLE accounts ADD COLUMN sign_in_help text;

-- When a ban ends by itself; NULL is never.
ALTER TABLE users ADD COLUMN banned_until datetime(6);
CREATE INDEX index_users_on_banned_until ON users (banned_until) WHERE banned_until IS NOT NULL;

-- Banned people whose messages are being removed, oldest first, and how far that
-- is. The row stays when all are gone, to say so.
CREATE TABLE message_removals (
	user_id integer PRIMARY KEY NOT NULL REFERENCES users (id),
	cursor_id integer DEFAULT 0 NOT NULL,
	total integer NOT NULL,
	removed integer DEFAULT 0 NOT NULL,
	done boolean DEFAULT 0 NOT NULL
);

CREATE INDEX index_message_removals_to_do ON message_removals (user_id) WHERE NOT done;

-- What bots answer when it is typed after a slash; see chat.Command.
CREATE TABLE bot_commands (
	name varchar PRIMARY KEY NOT NULL,
	user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE, -- the bot
	description varchar NOT NULL,
	hint varchar NOT NULL,
	created_at datetime(6) NOT NULL,
	updated_at datetime(6) NOT NULL
) WITHOUT ROWID;

CREATE INDEX index_bot_commands_on_user_id ON bot_commands (user_id);

-- The sign-in a device goes with, and goes with it; see chat.PushSubscription. Those
-- the original kept have none.
ALTER TABLE push_subscriptions ADD COLUMN session_id integer REFERENCES sessions (id) ON DELETE CASCADE;
CREATE INDEX index_push_subscriptions_on_session_id ON push_subscriptions (session_id);
CREATE INDEX index_push_subscriptions_on_user_id_and_updated_at ON push_subscriptions (user_id, updated_at);

-- An endpoint is one browser, which the last who turned notifications on there has.
DELETE FROM push_subscriptions
WHERE id NOT IN (
	SELECT id
	FROM (
		SELECT id, row_number() OVER (PARTITION BY endpoint ORDER BY updated_at DESC, id DESC) AS n
		FROM push_subscriptions
		WHERE endpoint <> '')
	WHERE n = 1);
CREATE UNIQUE INDEX index_push_subscriptions_on_endpoint ON push_subscriptions (endpoint);

-- The original, which knows no such rule, keeps to it as well.
CREATE TRIGGER push_subscriptions_have_one_owner
BEFORE INSERT ON push_subscriptions
BEGIN
	DELETE FROM push_subscriptions WHERE endpoint = NEW.endpoint;
END;

-- When somebody is told of nothing; see chat.QuietHours.
CREATE TABLE quiet_hours (
	user_id integer PRIMARY KEY NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	from_minute integer NOT NULL, -- after midnight
	until_minute integer NOT NULL,
	time_zone varchar NOT NULL
);

-- What is to be done after a change, written with it; see chat.Job.
CREATE TABLE jobs (
	id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	kind varchar NOT NULL,
	payload text NOT NULL, -- JSON
	host varchar NOT NULL DEFAULT '',
	unique_key varchar, -- NULL: none
	run_at datetime(6) NOT NULL,
	attempts integer NOT NULL DEFAULT 0,
	lease_until datetime(6), -- NULL: nobody does it
	lease_token varchar,
	last_error varchar,
	buried_at datetime(6), -- NULL: not given up
	created_at datetime(6) NOT NULL
);

CREATE UNIQUE INDEX index_jobs_on_unique_key ON jobs (unique_key) WHERE buried_at IS NULL;
CREATE INDEX index_jobs_on_kind_and_run_at ON jobs (kind, run_at) WHERE buried_at IS NULL;
CREATE INDEX index_jobs_on_run_at ON jobs (run_at) WHERE buried_at IS NULL AND lease_until IS NULL;
CREATE INDEX index_jobs_on_lease_until ON jobs (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX index_jobs_on_buried_at ON jobs (buried_at) WHERE buried_at IS NOT NULL;

-- The latest attempts to call each bot; see chat.Delivery.
CREATE TABLE webhook_deliveries (
	id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE, -- the bot
	room_id integer NOT NULL,
	message_id integer NOT NULL,
	attempt integer NOT NULL,
	url varchar NOT NULL,
	request text NOT NULL,
	status integer NOT NULL, -- 0: no answer
	content_type varchar,
	answer text,
	error varchar,
	took_ms integer NOT NULL,
	created_at datetime(6) NOT NULL
);

CREATE INDEX index_webhook_deliveries_on_user_id ON webhook_deliveries (user_id);

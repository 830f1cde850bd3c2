-- What was done by whom. No foreign keys: an entry outlives whom it names.
CREATE TABLE audit_entries (
	id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	kind varchar NOT NULL,
	actor_id integer,
	actor_name varchar,
	user_id integer,
	user_name varchar,
	room_id integer,
	room_name varchar,
	ip_address varchar,
	detail varchar,
	count integer NOT NULL DEFAULT 1,
	created_at datetime(6) NOT NULL
);

CREATE INDEX index_audit_entries_on_kind ON audit_entries (kind, created_at);
CREATE INDEX index_audit_entries_on_created_at ON audit_entries (created_at);
CREATE INDEX index_audit_entries_on_actor_id ON audit_entries (actor_id);
CREATE INDEX index_audit_entries_on_user_id ON audit_entries (user_id);

CREATE TRIGGER audit_entries_are_kept BEFORE DELETE ON audit_entries
WHEN OLD.created_at > datetime('now', CASE OLD.kind WHEN 'session.refused' THEN '-90 days' ELSE '-365 days' END)
BEGIN
	SELECT RAISE(ABORT, 'an audit entry is kept for a year');
END;

-- The count of refused sign-ins may go up, and nothing else may change.
CREATE TRIGGER audit_entries_are_final BEFORE UPDATE ON audit_entries
WHEN OLD.kind <> 'session.refused'
	OR NEW.count <= OLD.count
	OR NEW.id <> OLD.id
	OR NEW.kind <> OLD.kind
	OR NEW.actor_id IS NOT OLD.actor_id
	OR NEW.actor_name IS NOT OLD.actor_name
	OR NEW.user_id IS NOT OLD.user_id
	OR NEW.user_name IS NOT OLD.user_name
	OR NEW.room_id IS NOT OLD.room_id
	OR NEW.room_name IS NOT OLD.room_name
	OR NEW.ip_address IS NOT OLD.ip_address
	OR NEW.detail IS NOT OLD.detail
	OR NEW.created_at <> OLD.created_at
BEGIN
	SELECT RAISE(ABORT, 'an audit entry never changes');
END;

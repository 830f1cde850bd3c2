-- Messages as clients are sent them, so that a page is put together from bytes.
-- A row is worth what it was made from: it goes when its message changes, and
-- counts for nothing when another version of the program or another state of
-- people made it. What is missing is made anew by whoever reads it.
CREATE TABLE encoded_messages (
	place integer PRIMARY KEY, -- (room_id << 40) | message_id: what is read together lies together
	version integer NOT NULL,
	people integer NOT NULL,
	json blob NOT NULL
);

-- Counts the changes of how people look: names are in messages.
ALTER TABLE feed ADD COLUMN people integer NOT NULL DEFAULT 0;

CREATE TRIGGER message_changed AFTER UPDATE ON messages BEGIN
	DELETE FROM encoded_messages WHERE place = (OLD.room_id << 40) | OLD.id;
END;

CREATE TRIGGER message_deleted AFTER DELETE ON messages BEGIN
	DELETE FROM encoded_messages WHERE place = (OLD.room_id << 40) | OLD.id;
END;

CREATE TRIGGER message_body_changed AFTER UPDATE ON action_text_rich_texts WHEN NEW.record_type = 'Message' BEGIN
	DELETE FROM encoded_messages WHERE place = (SELECT (room_id << 40) | id FROM messages WHERE id = NEW.record_id);
END;

CREATE TRIGGER message_boosted AFTER INSERT ON boosts BEGIN
	DELETE FROM encoded_messages WHERE place = (SELECT (room_id << 40) | id FROM messages WHERE id = NEW.message_id);
END;

CREATE TRIGGER message_boost_changed AFTER UPDATE ON boosts BEGIN
	DELETE FROM encoded_messages WHERE place = (SELECT (room_id << 40) | id FROM messages WHERE id = NEW.message_id);
END;

CREATE TRIGGER message_boost_deleted AFTER DELETE ON boosts BEGIN
	DELETE FROM encoded_messages WHERE place = (SELECT (room_id << 40) | id FROM messages WHERE id = OLD.message_id);
END;

CREATE TRIGGER message_file_attached AFTER INSERT ON active_storage_attachments WHEN NEW.record_type = 'Message' BEGIN
	DELETE FROM encoded_messages WHERE place = (SELECT (room_id << 40) | id FROM messages WHERE id = NEW.record_id);
END;

CREATE TRIGGER message_file_detached AFTER DELETE ON active_storage_attachments WHEN OLD.record_type = 'Message' BEGIN
	DELETE FROM encoded_messages WHERE place = (SELECT (room_id << 40) | id FROM messages WHERE id = OLD.record_id);
END;

CREATE TRIGGER message_file_changed AFTER UPDATE ON active_storage_blobs BEGIN
	DELETE FROM encoded_messages
	WHERE place IN (
		SELECT (m.room_id << 40) | m.id
		FROM active_storage_attachments a
		JOIN messages m ON m.id = a.record_id
		WHERE a.blob_id = NEW.id AND a.record_type = 'Message');
END;

CREATE TRIGGER person_renamed AFTER UPDATE ON users
WHEN OLD.name IS NOT NEW.name OR OLD.role IS NOT NEW.role OR OLD.status IS NOT NEW.status BEGIN
	UPDATE feed SET people = people + 1;
END;

CREATE TRIGGER person_pictured AFTER INSERT ON active_storage_attachments WHEN NEW.record_type = 'User' BEGIN
	UPDATE feed SET people = people + 1;
END;

CREATE TRIGGER person_unpictured AFTER DELETE ON active_storage_attachments WHEN OLD.record_type = 'User' BEGIN
	UPDATE feed SET people = people + 1;
END;

-- What was posted and deleted is not posted again by a client that does not know.
CREATE INDEX index_room_events_on_deleted_client_message_id
	ON room_events (client_message_id, user_id)
	WHERE type = 'message.deleted';

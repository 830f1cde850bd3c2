-- A small team's history with every shape of value the original writes: times
-- with 6, 3 and no digits of a second, bare text as a body, no body, a repeated
-- client message id, rooms of all types.

INSERT INTO accounts (id, name, join_code, created_at, updated_at) VALUES
	(1, 'Basecamp', 'abcd-efgh-ijkl', '2023-12-01 09:30:00.123456', '2023-12-01 09:30:00');

INSERT INTO users (id, name, email_address, password_digest, role, bio, created_at, updated_at) VALUES
	(1, 'David', 'david@example.com', '$2a$04$DhNZYRL3iqiNsX.P5wKm1uVwE9fRlX.kybSuxBvOYn.f8ioEJoqKa', 1, NULL, '2023-12-01 09:30:00.123456', '2023-12-01 09:30:00.123456'),
	(2, 'Kevin', 'kevin@example.com', '$2a$04$DhNZYRL3iqiNsX.P5wKm1uVwE9fRlX.kybSuxBvOYn.f8ioEJoqKa', 0, 'Sails', '2023-12-01 09:31:00', '2023-12-01 09:31:00'),
	(3, 'Jason', 'jason-deactivated-x@example.com', '', 0, NULL, '2023-12-01 09:32:00.5', '2023-12-01 09:32:00.500');

INSERT INTO sessions (id, user_id, token, ip_address, user_agent, last_active_at, created_at, updated_at) VALUES
	(1, 1, 'AxJs94fteQ5Autv2VrKsH68c', '192.0.2.1', 'Browser', '2023-12-02 10:00:00', '2023-12-02 10:00:00.000001', '2023-12-02 10:00:00.000001');

INSERT INTO rooms (id, name, type, creator_id, created_at, updated_at) VALUES
	(1, 'All Talk', 'Rooms::Open', 1, '2023-12-01 09:30:00.123456', '2023-12-01 10:00:00.000004'),
	(2, 'Founders', 'Rooms::Closed', 1, '2023-12-01 09:30:00.123456', '2023-12-01 09:30:00.123456'),
	(3, NULL, 'Rooms::Direct', 2, '2023-12-01 09:30:00.123456', '2023-12-01 09:30:00');

INSERT INTO memberships (id, room_id, user_id, involvement, unread_at, created_at, updated_at) VALUES
	(1, 1, 1, 'everything', NULL, '2023-12-01 09:30:00.123', '2023-12-01 09:30:00.123'),
	(2, 1, 2, 'mentions', '2023-12-01 10:00:00.000002', '2023-12-01 09:31:00.000', '2023-12-01 09:31:00.000'),
	(3, 1, 3, 'invisible', NULL, '2023-12-01 09:32:00.123', '2023-12-01 09:32:00.123'),
	(4, 2, 1, 'mentions', NULL, '2023-12-01 09:30:00.123', '2023-12-01 09:30:00.123'),
	(5, 3, 1, 'everything', '2023-12-01 10:00:00', '2023-12-01 09:30:00.123', '2023-12-01 09:30:00.123'),
	(6, 3, 2, 'everything', NULL, '2023-12-01 09:30:00.123', '2023-12-01 09:30:00.123'),
	(7, 2, 99, NULL, NULL, '2023-12-01 09:30:00.123', '2023-12-01 09:30:00.123');

INSERT INTO messages (id, room_id, creator_id, client_message_id, created_at, updated_at) VALUES
	(1, 1, 1, 'first', '2023-12-01 10:00:00', '2023-12-01 10:00:00'),
	(2, 1, 1, 'again', '2023-12-01 10:00:00.000002', '2023-12-01 10:00:00.000002'),
	(3, 1, 1, 'again', '2023-12-01 10:00:00.000002', '2023-12-01 10:00:00.000002'),
	(4, 1, 1, 'again-3', '2023-12-01 10:00:00.000004', '2023-12-01 10:00:00.000004'),
	(5, 3, 2, 'file', '2023-12-01 10:00:00', '2023-12-01 10:00:00.123456');

INSERT INTO action_text_rich_texts (id, record_type, record_id, name, body, created_at, updated_at) VALUES
	(1, 'Message', 1, 'body', 'Hello Bot World!', '2023-12-01 10:00:00', '2023-12-01 10:00:00'),
	(2, 'Message', 2, 'body', '<div>Twice</div>', '2023-12-01 10:00:00.000002', '2023-12-01 10:00:00.000002'),
	(3, 'Message', 3, 'body', '<div>Twice</div>', '2023-12-01 10:00:00.000002', '2023-12-01 10:00:00.000002'),
	(4, 'Message', 4, 'body', NULL, '2023-12-01 10:00:00.000004', '2023-12-01 10:00:00.000004');

INSERT INTO boosts (id, message_id, booster_id, content, created_at, updated_at) VALUES
	(1, 1, 2, '👏', '2023-12-01 10:01:00', '2023-12-01 10:01:00');

INSERT INTO active_storage_blobs (id, key, filename, content_type, metadata, service_name, byte_size, checksum, created_at) VALUES
	(1, 'x1y2z3', 'plan.pdf', 'application/pdf', '{"identified":true}', 'local', 1234, 'rL0Y20zC+Fzt72VPzMSk2A==', '2023-12-01 10:00:00');

INSERT INTO active_storage_attachments (id, name, record_type, record_id, blob_id, created_at) VALUES
	(1, 'attachment', 'Message', 5, 1, '2023-12-01 10:00:00');

INSERT INTO message_search_index (rowid, body) VALUES (1, 'Hello Bot World!'), (2, 'Twice'), (3, 'Twice');

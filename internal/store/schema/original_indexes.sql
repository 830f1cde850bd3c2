-- The original's indexes. They come after the columns that older files lack.

CREATE UNIQUE INDEX IF NOT EXISTS "index_accounts_on_singleton_guard" ON "accounts" ("singleton_guard");
CREATE UNIQUE INDEX IF NOT EXISTS "index_users_on_email_address" ON "users" ("email_address");
CREATE UNIQUE INDEX IF NOT EXISTS "index_users_on_bot_token" ON "users" ("bot_token");
CREATE UNIQUE INDEX IF NOT EXISTS "index_memberships_on_room_id_and_user_id" ON "memberships" ("room_id", "user_id");
CREATE INDEX IF NOT EXISTS "index_memberships_on_room_id_and_created_at" ON "memberships" ("room_id", "created_at");
CREATE INDEX IF NOT EXISTS "index_memberships_on_room_id" ON "memberships" ("room_id");
CREATE INDEX IF NOT EXISTS "index_memberships_on_user_id" ON "memberships" ("user_id");
CREATE INDEX IF NOT EXISTS "index_messages_on_room_id" ON "messages" ("room_id");
CREATE INDEX IF NOT EXISTS "index_messages_on_creator_id" ON "messages" ("creator_id");
CREATE INDEX IF NOT EXISTS "index_boosts_on_booster_id" ON "boosts" ("booster_id");
CREATE INDEX IF NOT EXISTS "index_boosts_on_message_id" ON "boosts" ("message_id");
CREATE UNIQUE INDEX IF NOT EXISTS "index_sessions_on_token" ON "sessions" ("token");
CREATE INDEX IF NOT EXISTS "index_sessions_on_user_id" ON "sessions" ("user_id");
CREATE INDEX IF NOT EXISTS "index_searches_on_user_id" ON "searches" ("user_id");
CREATE INDEX IF NOT EXISTS "idx_on_endpoint_p256dh_key_auth_key_7553014576" ON "push_subscriptions" ("endpoint", "p256dh_key", "auth_key");
CREATE INDEX IF NOT EXISTS "index_push_subscriptions_on_user_id" ON "push_subscriptions" ("user_id");
CREATE INDEX IF NOT EXISTS "index_webhooks_on_user_id" ON "webhooks" ("user_id");
CREATE INDEX IF NOT EXISTS "index_bans_on_ip_address" ON "bans" ("ip_address");
CREATE INDEX IF NOT EXISTS "index_bans_on_user_id" ON "bans" ("user_id");
CREATE UNIQUE INDEX IF NOT EXISTS "index_action_text_rich_texts_uniqueness" ON "action_text_rich_texts" ("record_type", "record_id", "name");
CREATE UNIQUE INDEX IF NOT EXISTS "index_active_storage_blobs_on_key" ON "active_storage_blobs" ("key");
CREATE INDEX IF NOT EXISTS "index_active_storage_attachments_on_blob_id" ON "active_storage_attachments" ("blob_id");
CREATE UNIQUE INDEX IF NOT EXISTS "index_active_storage_attachments_uniqueness" ON "active_storage_attachments" ("record_type", "record_id", "name", "blob_id");
CREATE UNIQUE INDEX IF NOT EXISTS "index_active_storage_variant_records_uniqueness" ON "active_storage_variant_records" ("blob_id", "variation_digest");

-- The tables of the original Campfire as its schema.rb creates them: names,
-- types, defaults and names of constraints are those a Rails database has.

CREATE TABLE IF NOT EXISTS "schema_migrations" (
	"version" varchar NOT NULL PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS "ar_internal_metadata" (
	"key" varchar NOT NULL PRIMARY KEY,
	"value" varchar,
	"created_at" datetime(6) NOT NULL,
	"updated_at" datetime(6) NOT NULL
);

CREATE TABLE IF NOT EXISTS "accounts" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"custom_styles" text,
	"join_code" varchar NOT NULL,
	"name" varchar NOT NULL,
	"settings" json,
	"singleton_guard" integer DEFAULT 0 NOT NULL,
	"updated_at" datetime(6) NOT NULL
);

CREATE TABLE IF NOT EXISTS "users" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"bio" text,
	"bot_token" varchar,
	"created_at" datetime(6) NOT NULL,
	"email_address" varchar,
	"name" varchar NOT NULL,
	"password_digest" varchar,
	"role" integer DEFAULT 0 NOT NULL,
	"status" integer DEFAULT 0 NOT NULL,
	"updated_at" datetime(6) NOT NULL
);

CREATE TABLE IF NOT EXISTS "rooms" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"creator_id" bigint NOT NULL,
	"name" varchar,
	"type" varchar NOT NULL,
	"updated_at" datetime(6) NOT NULL
);

CREATE TABLE IF NOT EXISTS "memberships" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"connected_at" datetime(6),
	"connections" integer DEFAULT 0 NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"involvement" varchar DEFAULT 'mentions',
	"room_id" integer NOT NULL,
	"unread_at" datetime(6),
	"updated_at" datetime(6) NOT NULL,
	"user_id" integer NOT NULL
);

CREATE TABLE IF NOT EXISTS "messages" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"client_message_id" varchar NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"creator_id" integer NOT NULL,
	"room_id" integer NOT NULL,
	"updated_at" datetime(6) NOT NULL,
	CONSTRAINT "fk_rails_a8db0fb63a" FOREIGN KEY ("room_id") REFERENCES "rooms" ("id"),
	CONSTRAINT "fk_rails_761a2f12b3" FOREIGN KEY ("creator_id") REFERENCES "users" ("id")
);

CREATE TABLE IF NOT EXISTS "boosts" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"booster_id" integer NOT NULL,
	"content" varchar(16) NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"message_id" integer NOT NULL,
	"updated_at" datetime(6) NOT NULL,
	CONSTRAINT "fk_rails_3539c52d73" FOREIGN KEY ("message_id") REFERENCES "messages" ("id")
);

CREATE TABLE IF NOT EXISTS "sessions" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"ip_address" varchar,
	"last_active_at" datetime(6) NOT NULL,
	"token" varchar NOT NULL,
	"updated_at" datetime(6) NOT NULL,
	"user_agent" varchar,
	"user_id" integer NOT NULL,
	CONSTRAINT "fk_rails_758836b4f0" FOREIGN KEY ("user_id") REFERENCES "users" ("id")
);

CREATE TABLE IF NOT EXISTS "searches" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"query" varchar NOT NULL,
	"updated_at" datetime(6) NOT NULL,
	"user_id" integer NOT NULL,
	CONSTRAINT "fk_rails_e192b86393" FOREIGN KEY ("user_id") REFERENCES "users" ("id")
);

CREATE TABLE IF NOT EXISTS "push_subscriptions" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"auth_key" varchar,
	"created_at" datetime(6) NOT NULL,
	"endpoint" varchar,
	"p256dh_key" varchar,
	"updated_at" datetime(6) NOT NULL,
	"user_agent" varchar,
	"user_id" integer NOT NULL,
	CONSTRAINT "fk_rails_43d43720fc" FOREIGN KEY ("user_id") REFERENCES "users" ("id")
);

CREATE TABLE IF NOT EXISTS "webhooks" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"updated_at" datetime(6) NOT NULL,
	"url" varchar,
	"user_id" integer NOT NULL,
	CONSTRAINT "fk_rails_51bf96d3bc" FOREIGN KEY ("user_id") REFERENCES "users" ("id")
);

CREATE TABLE IF NOT EXISTS "bans" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"ip_address" varchar NOT NULL,
	"updated_at" datetime(6) NOT NULL,
	"user_id" integer NOT NULL,
	CONSTRAINT "fk_rails_070022cd76" FOREIGN KEY ("user_id") REFERENCES "users" ("id")
);

CREATE TABLE IF NOT EXISTS "action_text_rich_texts" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"body" text,
	"created_at" datetime(6) NOT NULL,
	"name" varchar NOT NULL,
	"record_id" bigint NOT NULL,
	"record_type" varchar NOT NULL,
	"updated_at" datetime(6) NOT NULL
);

CREATE TABLE IF NOT EXISTS "active_storage_blobs" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"byte_size" bigint NOT NULL,
	"checksum" varchar,
	"content_type" varchar,
	"created_at" datetime(6) NOT NULL,
	"filename" varchar NOT NULL,
	"key" varchar NOT NULL,
	"metadata" text,
	"service_name" varchar NOT NULL
);

CREATE TABLE IF NOT EXISTS "active_storage_attachments" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"blob_id" bigint NOT NULL,
	"created_at" datetime(6) NOT NULL,
	"name" varchar NOT NULL,
	"record_id" bigint NOT NULL,
	"record_type" varchar NOT NULL,
	CONSTRAINT "fk_rails_c3b3935057" FOREIGN KEY ("blob_id") REFERENCES "active_storage_blobs" ("id")
);

CREATE TABLE IF NOT EXISTS "active_storage_variant_records" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"blob_id" bigint NOT NULL,
	"variation_digest" varchar NOT NULL,
	CONSTRAINT "fk_rails_993965df05" FOREIGN KEY ("blob_id") REFERENCES "active_storage_blobs" ("id")
);

CREATE VIRTUAL TABLE IF NOT EXISTS "message_search_index" USING fts5(body, tokenize=porter);

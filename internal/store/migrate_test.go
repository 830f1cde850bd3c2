package store_test

import (
	"database/sql"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// original makes a database as the original did: one of the files of testdata,
// with the team's history, and then what extra says.
func original(t *testing.T, schema string, extra ...string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "db", "production.sqlite3")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/data.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, statements := range append([]string{schema, string(data)}, extra...) {
		rawExec(t, path, statements)
	}
	return path
}

func schemaFile(t *testing.T, name string) string {
	t.Helper()
	schema, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(schema)
}

// rawExec changes a file that no store has open.
func rawExec(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("PRAGMA synchronous = off;" + statements); err != nil {
		t.Fatal(err)
	}
}

func TestFilesOfTheOriginalAreAdopted(t *testing.T) {
	current, grown, old := schemaFile(t, "current.sql"), schemaFile(t, "grown.sql"), schemaFile(t, "old.sql")
	required := strings.Replace(old, `"password_digest" varchar`, `"password_digest" varchar NOT NULL`, 1)
	required = strings.Replace(required, `"checksum" varchar`, `"checksum" varchar NOT NULL`, 1)
	fresh := describe(t, openStore(t, store.Options{}))
	inactive := `UPDATE users SET active = 0 WHERE id = 3;`
	for _, c := range []struct {
		name, path string
	}{
		{"made from schema.rb", original(t, current, `UPDATE users SET status = 1 WHERE id = 3; UPDATE users SET password_digest = NULL WHERE password_digest = ''`)},
		{"grown through migrations", original(t, grown, `UPDATE users SET status = 1 WHERE id = 3`)},
		{"with active people and owners", original(t, old, inactive, `UPDATE users SET role = 2 WHERE id = 1`)},
		{"with a required password", original(t, required, inactive)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := openStore(t, store.Options{Path: c.path})
			checkTeam(t, s)
			checkHistory(t, s)
			checkCursors(t, s)
			checkSchema(t, s, fresh)
			if faults, err := store.Check(t.Context(), c.path, ""); len(faults) > 0 || err != nil {
				t.Errorf("faults: %q, error %v", faults, err)
			}
		})
	}
}

func checkTeam(t *testing.T, s *store.Store) {
	t.Helper()
	account, err := s.Account(t.Context())
	want := chat.Account{
		Name: "Basecamp", JoinCode: "abcd-efgh-ijkl",
		CreatedAt: time.Date(2023, 12, 1, 9, 30, 0, 123456000, time.UTC), UpdatedAt: time.Date(2023, 12, 1, 9, 30, 0, 0, time.UTC),
	}
	if err != nil || account != want {
		t.Errorf("account = %+v, error %v; want %+v", account, err, want)
	}
	session, david, err := s.SessionByToken(t.Context(), "AxJs94fteQ5Autv2VrKsH68c")
	if err != nil || david.Name != "David" || david.Role != chat.Administrator || david.Status != chat.Active ||
		!strings.HasPrefix(david.PasswordDigest, "$2a$04$") || session.LastActiveAt.Hour() != 10 {
		t.Errorf("session %+v of %+v, error %v", session, david, err)
	}
	jason, err := s.User(t.Context(), 3)
	if err != nil || jason.Status != chat.Deactivated || jason.PasswordDigest != "" || jason.CreatedAt.Nanosecond() != 5e8 {
		t.Errorf("jason = %+v, error %v", jason, err)
	}
	if users, err := s.Users(t.Context()); err != nil || len(users) != 2 {
		t.Errorf("users = %+v, error %v", users, err)
	}
	bot := chat.User{Name: "Bender", Role: chat.Bot, CreatedAt: epoch, UpdatedAt: epoch}
	inTx(t, s, func(tx chat.Tx) error { // with neither address nor password
		bot, err = tx.CreateUser(bot)
		return err
	})
	if bot.ID != 4 {
		t.Errorf("the next user has id %d, want 4", bot.ID)
	}
}

func checkHistory(t *testing.T, s *store.Store) {
	t.Helper()
	page, err := s.Messages(t.Context(), 1, chat.Cursor{Limit: 40})
	if err != nil {
		t.Fatal(err)
	}
	var bodies, clientIDs []string
	for _, m := range page.Messages {
		bodies, clientIDs = append(bodies, m.Body), append(clientIDs, m.ClientMessageID)
	}
	if want := []string{"Hello Bot World!", "<div>Twice</div>", "<div>Twice</div>", ""}; !slices.Equal(bodies, want) {
		t.Errorf("bodies = %q, want %q", bodies, want)
	}
	if want := []string{"first", "again", "again-3", "again-3-4"}; !slices.Equal(clientIDs, want) {
		t.Errorf("client message ids = %q, want %q", clientIDs, want)
	}
	first := page.Messages[0]
	if first.Creator.Name != "David" || len(first.Boosts) != 1 || first.Boosts[0].Booster.Name != "Kevin" || !first.EditedAt.IsZero() {
		t.Errorf("first message = %+v", first)
	}
	told, err := s.Inbox(t.Context(), 1, chat.BoostsBox, math.MaxInt64, 10)
	if err != nil || len(told) != 1 || told[0].Message.ID != 1 || told[0].Boost.Booster.Name != "Kevin" {
		t.Errorf("boosts of David's messages = %+v, error %v", told, err)
	}
	if news, err := s.InboxNews(t.Context(), 1, 10); err != nil || news != (chat.InboxNews{}) {
		t.Errorf("old boosts are new: %+v, error %v", news, err)
	}
	file, err := s.Message(t.Context(), 3, 5)
	want := chat.Attachment{Filename: "plan.pdf", ContentType: "application/pdf", ByteSize: 1234}
	if err != nil || file.Body != "" || file.Attachment == nil || *file.Attachment != want {
		t.Errorf("file = %+v, error %v", file, err)
	}
	wantGone(t, s, chat.Room{ID: 1}, 0) // its history is on the page, not in the feed
	if page, err := s.Events(t.Context(), 1, page.Seq, 40); err != nil || len(page.Events) != 0 {
		t.Errorf("events after the page = %+v, error %v", page, err)
	}
}

func checkCursors(t *testing.T, s *store.Store) {
	t.Helper()
	rooms, err := s.RoomsOf(t.Context(), 2)
	if err != nil || len(rooms) != 2 {
		t.Fatalf("rooms = %+v, error %v", rooms, err)
	}
	all, direct := rooms[0], rooms[1]
	if all.Type != chat.Open || all.ReadMessageID != 1 || all.UnreadCount != 3 || all.Involvement != chat.Mentions {
		t.Errorf("All Talk = %+v", all)
	}
	if direct.Type != chat.Direct || direct.Name != "" || direct.ReadMessageID != 5 || len(direct.Members) != 2 {
		t.Errorf("direct room = %+v", direct)
	}
	if rooms, err := s.RoomsOf(t.Context(), 1); err != nil || len(rooms) != 3 || rooms[0].ReadMessageID != 4 || rooms[2].UnreadCount != 1 {
		t.Errorf("rooms = %+v, error %v", rooms, err)
	}
}

// checkSchema compares an adopted file with a new one: but for the order of
// columns they must be the same.
func checkSchema(t *testing.T, s *store.Store, fresh []string) {
	t.Helper()
	adopted := describe(t, s)
	for _, line := range fresh {
		if !slices.Contains(adopted, line) {
			t.Errorf("missing: %s", line)
		}
	}
	for _, line := range adopted {
		if !slices.Contains(fresh, line) {
			t.Errorf("left over: %s", line)
		}
	}
}

func describe(t *testing.T, s *store.Store) (lines []string) {
	t.Helper()
	inTx(t, s, func(tx chat.Tx) (err error) {
		lines, err = store.Query(tx, `
			SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || (coalesce(c.dflt_value, '') NOT IN ('', '0', '''mentions''')) || ' ' || c.pk
			FROM sqlite_master m, pragma_table_info(m.name) c
			WHERE m.type = 'table'
			UNION ALL
			SELECT m.name || '.' || i.name || ' ' || i."unique" || ' ' || (SELECT group_concat(coalesce(name, '?')) FROM pragma_index_info(i.name))
			FROM sqlite_master m, pragma_index_list(m.name) i
			WHERE m.type = 'table'
			UNION ALL
			SELECT m.name || '.' || f."from" || ' refers to ' || f."table" || ' ' || f.on_delete
			FROM sqlite_master m, pragma_foreign_key_list(m.name) f
			WHERE m.type = 'table'`)
		return err
	})
	return lines
}

func TestTheOriginalCanStillWriteTheFile(t *testing.T) {
	path := original(t, schemaFile(t, "current.sql"))
	openStore(t, store.Options{Path: path})
	rawExec(t, path, `
		PRAGMA foreign_keys = ON;
		INSERT INTO rooms (name, type, creator_id, created_at, updated_at) VALUES ('New', 'Rooms::Closed', 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00');
		INSERT INTO memberships (room_id, user_id, created_at, updated_at) VALUES (4, 1, '2026-01-01 00:00:00.000', '2026-01-01 00:00:00.000');
		INSERT INTO messages (room_id, creator_id, client_message_id, created_at, updated_at) VALUES (4, 1, 'x', '2026-01-01 00:00:00', '2026-01-01 00:00:00');
		DELETE FROM boosts WHERE message_id = 1;
		DELETE FROM messages WHERE id = 1;`)
}

func TestBotsOfTheOriginalStayBots(t *testing.T) {
	bot := `INSERT INTO users (id, name, role, created_at, updated_at) VALUES (9, 'Bender', 2, '2024-02-01 00:00:00', '2024-02-01 00:00:00');`
	webhooks := `CREATE TABLE "webhooks" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "user_id" integer NOT NULL, "url" varchar, "created_at" datetime(6) NOT NULL, "updated_at" datetime(6) NOT NULL);`
	for _, path := range []string{
		original(t, schemaFile(t, "current.sql"), bot),
		original(t, schemaFile(t, "old.sql"), bot, webhooks),
		original(t, schemaFile(t, "old.sql"), bot, `INSERT INTO schema_migrations (version) VALUES ('20240115124901')`),
	} {
		s := openStore(t, store.Options{Path: path})
		if u, err := s.User(t.Context(), 9); err != nil || u.Role != chat.Bot {
			t.Errorf("user = %+v, error %v", u, err)
		}
	}
}

func TestMigratingTwiceChangesNothing(t *testing.T) {
	path := original(t, schemaFile(t, "old.sql"), `UPDATE users SET role = 2 WHERE id = 1`)
	s, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	before := describe(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := openStore(t, store.Options{Path: path})
	if after := describe(t, again); !slices.Equal(before, after) {
		t.Errorf("schema changed from %q to %q", before, after)
	}
	if copies := backups(t, path); len(copies) != 1 {
		t.Errorf("copies = %q, want one", copies)
	}
}

// backups returns the copies made of a file.
func backups(t *testing.T, path string) []string {
	t.Helper()
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(path)), "backups", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return copies
}

package store_test

import (
	"slices"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// TestReadsUseIndexes looks at the plan of every statement that reading
// prepares: none may go through a whole table or sort a room's history.
func TestReadsUseIndexes(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, messages := conversation(t, s, 20)
	createRoom(t, s, chat.Room{Type: chat.Direct}, author)
	appendEvents(t, s, chat.Event{RoomID: room.ID, Type: chat.MemberJoined, User: &author})
	createSession(t, s, author, "token")
	middle := messages[10].ID
	reads := []func() error{
		func() error { _, err := s.Messages(t.Context(), room.ID, chat.Cursor{Limit: 5}); return err },
		func() error {
			_, err := s.Messages(t.Context(), room.ID, chat.Cursor{Before: middle, Limit: 5})
			return err
		},
		func() error {
			_, err := s.Messages(t.Context(), room.ID, chat.Cursor{Around: middle, Limit: 5})
			return err
		},
		func() error { _, err := s.Message(t.Context(), room.ID, middle); return err },
		func() error { _, _, err := s.MessageHistory(t.Context(), room.ID, middle); return err },
		func() error { _, err := s.Events(t.Context(), room.ID, 0, 40); return err },
		func() error { _, err := s.SeqAt(t.Context(), room.ID, epoch); return err },
		func() error { _, err := s.FeedEpoch(t.Context()); return err },
		func() error { _, err := s.Searches(t.Context(), author.ID); return err },
		func() error { _, err := s.PlacesOf(t.Context(), author.ID); return err },
		func() error { _, err := s.RoomsOf(t.Context(), author.ID); return err },
		func() error { _, err := s.HiddenRoomsOf(t.Context(), author.ID); return err },
		func() error { _, err := s.MemberIDs(t.Context(), room.ID); return err },
		func() error { _, err := s.Involvement(t.Context(), author.ID, room.ID); return err },
		func() error { _, err := s.RoomSize(t.Context(), room.ID); return err },
		func() error { _, err := s.RoomOf(t.Context(), author.ID, room.ID); return err },
		func() error { _, err := s.IsMember(t.Context(), author.ID, room.ID); return err },
		func() error { _, err := s.UserByEmail(t.Context(), author.EmailAddress); return err },
		func() error { _, err := s.User(t.Context(), author.ID); return err },
		func() error { _, _, err := s.SessionByToken(t.Context(), "token"); return err },
		func() error { _, err := s.Transfer(t.Context(), "digest"); return notMissing(err) },
		func() error { _, err := s.NextJobAt(t.Context(), []chat.JobKind{chat.WebhookJob}); return err },
		func() error { _, err := s.BuriedJobs(t.Context(), 5); return err },
		func() error { _, _, err := s.BotToken(t.Context(), author.ID); return err },
		func() error { _, _, err := s.BotToCall(t.Context(), author.ID, room.ID); return notMissing(err) },
		func() error { _, err := s.Deliveries(t.Context(), author.ID, 5); return err },
		func() error { _, err := s.PushSubscriptionsOf(t.Context(), author.ID); return err },
		func() error { _, err := s.PushSubscription(t.Context(), author.ID, 1); return notMissing(err) },
		func() error { _, err := s.PushTargets(t.Context(), middle, chat.PushCursor{}, 5); return err },
		func() error { _, err := s.PushTarget(t.Context(), middle, 1); return notMissing(err) },
		func() error { _, err := s.QuietHours(t.Context(), author.ID); return notMissing(err) },
		func() error { _, err := s.Bookmarks(t.Context(), author.ID); return err },
		func() error { _, err := s.Pins(t.Context(), room.ID); return err },
		func() error { _, err := s.Inbox(t.Context(), author.ID, chat.MentionsBox, middle, 5); return err },
		func() error { _, err := s.Inbox(t.Context(), author.ID, chat.BoostsBox, middle, 5); return err },
		func() error { _, err := s.Inbox(t.Context(), author.ID, chat.SavedBox, middle, 5); return err },
		func() error { _, err := s.InboxNews(t.Context(), author.ID, 5); return err },
		func() error {
			_, err := s.FirstUnread(t.Context(), author.ID+1, []chat.ReadCursor{{RoomID: room.ID}})
			return err
		},
		func() error { _, err := s.AuditEntries(t.Context(), chat.AuditFilter{Limit: 5}); return err },
		func() error {
			_, err := s.AuditEntries(t.Context(), chat.AuditFilter{ActorID: author.ID, Kind: "session", Limit: 5})
			return err
		},
	}
	for i, read := range reads {
		if err := read(); err != nil {
			t.Fatalf("read %d: %v", i, err)
		}
	}
	statements := s.ReadStatements()
	if len(statements) < len(reads) {
		t.Fatalf("%d statements for %d reads", len(statements), len(reads))
	}
	for _, statement := range statements {
		checkPlan(t, s, statement)
	}
}

// TestAPostDoesNotGoThroughTheFeed looks at how it finds out that it repeats nothing deleted.
func TestAPostDoesNotGoThroughTheFeed(t *testing.T) {
	inTx(t, openStore(t, store.Options{}), func(tx chat.Tx) error {
		plan, err := store.Plan(tx, store.InsertMessage)
		want := "SEARCH room_events USING COVERING INDEX index_room_events_on_deleted_client_message_id (client_message_id=? AND user_id=?)"
		if !slices.Contains(plan, want) {
			t.Errorf("the plan is\n%s\nwithout %s", strings.Join(plan, "\n"), want)
		}
		return err
	})
}

// notMissing is err, or nil when it says that there is no such record.
func notMissing(err error) error {
	if chat.KindOf(err) == chat.NotFound {
		return nil
	}
	return err
}

func checkPlan(t *testing.T, s *store.Store, statement string) {
	t.Helper()
	inTx(t, s, func(tx chat.Tx) error {
		plan, err := store.Plan(tx, statement)
		for _, step := range plan {
			scan := strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "unread") && step != "SCAN CONSTANT ROW"
			// Those who share an address but for its case are few to sort.
			sort := strings.Contains(step, "TEMP B-TREE") && !strings.Contains(statement, "email_address = ? DESC")
			if scan || sort {
				t.Errorf("%s in the plan of %s", step, statement)
			}
		}
		if strings.Contains(statement, "SELECT id, creator_id") && !strings.Contains(strings.Join(plan, "\n"), "SEARCH messages USING COVERING INDEX index_messages_on_room_id_and_id_and_creator_id (room_id=? AND id>?)") {
			t.Errorf("unread messages are counted without a range: %q", plan)
		}
		return err
	})
}

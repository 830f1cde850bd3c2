package chat_test

import (
	"fmt"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

// draftsOf returns "room id body" of each of a person's drafts, the latest first.
func draftsOf(t *testing.T, c *chattest.Campfire, v chat.Viewer) string {
	t.Helper()
	drafts, err := c.Drafts(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, d := range drafts {
		all = append(all, fmt.Sprint(d.RoomID, " ", d.ID, " ", d.Body))
	}
	return strings.Join(all, "\n")
}

func TestADraftIsKeptForItsAuthorUntilItIsSentOrThrownAway(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	den := c.AddRoom(chat.Closed, "Den", ada, bob)
	save := func(id, body string) error {
		_, err := c.SaveDraft(t.Context(), ada, chat.SavedDraft{RoomID: den.ID, ID: id, Body: body})
		return err
	}
	for _, body := range []string{"half", `<div onclick="x()">half <strong>a</strong> thought<script>x()</script></div>`} {
		if err := save("first", body); err != nil {
			t.Fatal(err)
		}
	}
	want := fmt.Sprint(den.ID, " first <div>half <strong>a</strong> thought</div>")
	if got := draftsOf(t, c, ada); got != want {
		t.Errorf("ada's drafts are %q, want %q", got, want)
	}
	if got := draftsOf(t, c, bob); got != "" {
		t.Errorf("bob sees %q", got)
	}

	if err := save("second", "begun elsewhere"); codeOf(err) != "another_draft" {
		t.Errorf("another draft takes its place: %v", err)
	}
	if err := c.DeleteDraft(t.Context(), ada, den.ID, "second"); err != nil || draftsOf(t, c, ada) != want {
		t.Errorf("another draft takes it away: %v", err)
	}
	if err := c.DeleteDraft(t.Context(), ada, den.ID, "first"); err != nil || draftsOf(t, c, ada) != "" {
		t.Errorf("it cannot be thrown away: %v, %q", err, draftsOf(t, c, ada))
	}
}

func TestADraftIsRefusedAsAMessageWouldBe(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	den := c.AddRoom(chat.Closed, "Den", ada)
	for name, tt := range map[string]struct {
		v        chat.Viewer
		id, body string
		want     string
	}{
		"a stranger's":   {bob, "d", "words", "room_not_found"},
		"without an id":  {ada, "", "words", "invalid"},
		"with a bad id":  {ada, "a b", "words", "invalid"},
		"a blank one":    {ada, "d", "<div><br></div>", "blank"},
		"a long one":     {ada, "d", strings.Repeat("word ", 7000), "too_long"},
		"a very long id": {ada, strings.Repeat("d", 129), "words", "invalid"},
	} {
		_, err := c.SaveDraft(t.Context(), tt.v, chat.SavedDraft{RoomID: den.ID, ID: tt.id, Body: tt.body})
		if codeOf(err) != tt.want {
			t.Errorf("%s draft: %v, want %s", name, err, tt.want)
		}
	}
	if err := c.DeleteDraft(t.Context(), bob, den.ID, "d"); codeOf(err) != "room_not_found" {
		t.Errorf("a stranger may delete: %v", err)
	}
}

func TestADraftGoesWithItsAuthorsPlaceInTheRoom(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	den, pit := c.AddRoom(chat.Closed, "Den", ada, bob), c.AddRoom(chat.Closed, "Pit", ada, bob)
	for _, room := range []chat.Room{den, pit} {
		if _, err := c.SaveDraft(t.Context(), bob, chat.SavedDraft{RoomID: room.ID, ID: "d", Body: "words"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.RemoveMember(t.Context(), ada, den.ID, bob.User.ID); err != nil {
		t.Fatal(err)
	}
	if got, want := draftsOf(t, c, bob), fmt.Sprint(pit.ID, " d words"); got != want {
		t.Errorf("having left one room bob has %q, want %q", got, want)
	}
	if err := c.DeleteRoom(t.Context(), ada, pit.ID); err != nil {
		t.Fatal(err)
	}
	if got := draftsOf(t, c, bob); got != "" {
		t.Errorf("when the room is gone bob has %q", got)
	}
}

func TestOnlyTheLatestDraftsOfAPersonAreKept(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	var last chat.Room
	for n := range 51 {
		last = c.AddRoom(chat.Closed, fmt.Sprint("Room ", n), ada)
		if _, err := c.SaveDraft(t.Context(), ada, chat.SavedDraft{RoomID: last.ID, ID: "d", Body: "words"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Split(draftsOf(t, c, ada), "\n"); len(got) != 50 {
		t.Errorf("%d drafts are kept", len(got))
	}
}

package chat_test

import (
	"fmt"
	"slices"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestTheInboxHasMentionsOfMeInMyRooms(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	talk, den := c.AllTalk(ada), c.AddRoom(chat.Closed, "Den", ada, bob)
	c.Post(ada, talk.ID, "nobody is named")
	byName := c.Post(ada, talk.ID, mentionOf(c, bob)+" look")
	everyone := c.Post(ada, den.ID, "@everyone look")
	c.Post(bob, den.ID, "@everyone I said it myself")
	if got := inbox(t, c, bob, chat.MentionsBox); !slices.Equal(got, []int64{everyone.ID, byName.ID}) {
		t.Errorf("bob is mentioned in %v", got)
	}
	if news := news(t, c, bob); news != (chat.InboxNews{Mentions: 2}) {
		t.Errorf("new to bob are %+v", news)
	}
	if err := c.MarkRead(t.Context(), bob, den.ID, 0); err != nil {
		t.Fatal(err)
	}
	if news := news(t, c, bob); news != (chat.InboxNews{Mentions: 1}) {
		t.Errorf("with one read in its room, new are %+v", news)
	}
	for _, seen := range []int64{1 << 60, 1} { // It goes no further than there is, and not back.
		if err := c.MarkInboxSeen(t.Context(), bob, chat.InboxMark{MessageID: seen}); err != nil {
			t.Fatal(err)
		}
	}
	if news := news(t, c, bob); news != (chat.InboxNews{}) {
		t.Errorf("after looking, new are %+v", news)
	}
	c.Post(ada, talk.ID, "@everyone once more")
	if news := news(t, c, bob); news != (chat.InboxNews{Mentions: 1}) {
		t.Errorf("then new are %+v", news)
	}
	if err := c.RemoveMember(t.Context(), ada, den.ID, bob.User.ID); err != nil {
		t.Fatal(err)
	}
	if got := inbox(t, c, bob, chat.MentionsBox); slices.Contains(got, everyone.ID) {
		t.Errorf("out of the room bob still sees %v", got)
	}
}

func TestAMentionByNameAndWithEveryoneIsOne(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	m := c.Post(ada, c.AllTalk(ada).ID, mentionOf(c, bob)+" and @everyone")
	if got := inbox(t, c, bob, chat.MentionsBox); !slices.Equal(got, []int64{m.ID}) {
		t.Errorf("bob is mentioned in %v", got)
	}
	if news := news(t, c, bob); news.Mentions != 1 {
		t.Errorf("new are %+v", news)
	}
}

func TestWhereNobodyWantsToHearNothingIsNew(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	if err := c.SetInvolvement(t.Context(), bob, room.ID, chat.Nothing); err != nil {
		t.Fatal(err)
	}
	m := c.Post(ada, room.ID, "@everyone")
	if news := news(t, c, bob); news != (chat.InboxNews{}) {
		t.Errorf("new are %+v", news)
	}
	if got := inbox(t, c, bob, chat.MentionsBox); !slices.Equal(got, []int64{m.ID}) {
		t.Errorf("to be found are %v", got)
	}
}

func TestTheInboxHasBoostsOfOthersOnMyMessages(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, eve := c.Add("bob"), c.Add("eve")
	room := c.AddRoom(chat.Closed, "Den", ada, bob, eve)
	mine, theirs := c.Post(ada, room.ID, "mine"), c.Post(bob, room.ID, "theirs")
	give := func(v chat.Viewer, m chat.Message, content string) chat.Boost {
		b, _, err := c.CreateBoost(t.Context(), v, room.ID, m.ID, content)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	first, second := give(bob, mine, "🔥"), give(eve, mine, "👏")
	give(ada, mine, "👍")
	give(eve, theirs, "👍")
	page, err := c.Inbox(t.Context(), ada, chat.BoostsBox, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range page.Items {
		got = append(got, fmt.Sprint(item.Cursor, item.Boost.Booster.Name, item.Boost.Content, item.Message.Text, item.RoomName))
	}
	want := []string{fmt.Sprint(second.ID, "eve👏mineDen"), fmt.Sprint(first.ID, "bob🔥mineDen")}
	if !slices.Equal(got, want) {
		t.Errorf("ada has %q, want %q", got, want)
	}
	if news := news(t, c, ada); news != (chat.InboxNews{Boosts: 2}) {
		t.Errorf("new are %+v", news)
	}
	if err := c.MarkInboxSeen(t.Context(), ada, chat.InboxMark{BoostID: first.ID}); err != nil {
		t.Fatal(err)
	}
	if news := news(t, c, ada); news != (chat.InboxNews{Boosts: 1}) {
		t.Errorf("with one seen, new are %+v", news)
	}
	if err := c.DeleteBoost(t.Context(), eve, room.ID, mine.ID, second.ID); err != nil {
		t.Fatal(err)
	}
	if got := inbox(t, c, ada, chat.BoostsBox); !slices.Equal(got, []int64{mine.ID}) {
		t.Errorf("with one taken back, there are %v", got)
	}
	if err := c.DeleteMessage(t.Context(), ada, room.ID, mine.ID); err != nil {
		t.Fatal(err)
	}
	if got := inbox(t, c, ada, chat.BoostsBox); len(got) > 0 {
		t.Errorf("with the message gone, there are %v", got)
	}
}

func TestTheInboxHasRoomsAtTheirFirstUnreadMessage(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	quiet, busy := c.AddRoom(chat.Closed, "Quiet", ada, bob), c.AddRoom(chat.Closed, "Busy", ada, bob)
	c.AddRoom(chat.Closed, "Empty", ada, bob)
	c.Post(bob, quiet.ID, "my own")
	first := c.Post(ada, quiet.ID, "first in quiet")
	other := c.Post(ada, busy.ID, "first in busy")
	c.Post(ada, busy.ID, "@everyone second in busy")
	page, err := c.Inbox(t.Context(), bob, chat.UnreadBox, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range page.Items {
		got = append(got, fmt.Sprint(item.Message.ID, item.RoomName, item.UnreadCount, item.MentionCount))
	}
	want := []string{fmt.Sprint(other.ID, "Busy", 2, 1), fmt.Sprint(first.ID, "Quiet", 1, 0)}
	if !slices.Equal(got, want) || page.Before != 0 {
		t.Errorf("unread are %q, want %q", got, want)
	}
	if older := inboxFrom(t, c, bob, chat.UnreadBox, page.Items[0].Cursor); !slices.Equal(older, []int64{first.ID}) {
		t.Errorf("older are %v", older)
	}
}

func TestTheInboxIsPaged(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	var want []int64
	for range 45 {
		want = append(want, c.Post(ada, room.ID, "@everyone").ID)
	}
	slices.Reverse(want)
	var got []int64
	before, pages := int64(0), 0
	for {
		page, err := c.Inbox(t.Context(), bob, chat.MentionsBox, before)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			got = append(got, item.Message.ID)
		}
		pages++
		if before = page.Before; before == 0 {
			break
		}
	}
	if pages != 3 || !slices.Equal(got, want) {
		t.Errorf("%d pages with %v", pages, got)
	}
}

func inbox(t *testing.T, c *chattest.Campfire, v chat.Viewer, box chat.Box) []int64 {
	t.Helper()
	return inboxFrom(t, c, v, box, 0)
}

// inboxFrom returns the messages of a page.
func inboxFrom(t *testing.T, c *chattest.Campfire, v chat.Viewer, box chat.Box, before int64) []int64 {
	t.Helper()
	page, err := c.Inbox(t.Context(), v, box, before)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]int64, len(page.Items))
	for i, item := range page.Items {
		ids[i] = item.Message.ID
	}
	return ids
}

func news(t *testing.T, c *chattest.Campfire, v chat.Viewer) chat.InboxNews {
	t.Helper()
	n, err := c.InboxNews(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

package chat_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
	"campfire/internal/search"
)

// said is a conversation in many scripts; the tests name a message by its number.
var said = []string{
	"The deployment pipeline is green again, café au lait for everyone",                           // 0
	"Who broke the pipelines? Deploys are failing since Tuesday.",                                 // 1
	"I was happy, now I am even happier about naïve façades",                                      // 2
	`<a href="https://example.com/guide">the guide</a> v1.2 to foo-bar and C++`,                   // 3
	"<pre>func main() { println(42) }</pre>",                                                      // 4
	"/play tada",                                                                                  // 5
	"明日の会議は東京タワーで行います",                                                                            // 6
	"会議室を予約しました。ﾃｽﾄ OK",                                                                           // 7
	"我们明天在上海开会，讨论新的聊天软件",                                                                          // 8
	"這個軟體很好用",                                                                                     // 9
	"내일 회의는 서울에서 합니다",                                                                             // 10
	"서울시청에서 만나요",                                                                                  // 11
	"Ёлка стоит в переговорной, приносите подарки",                                                // 12
	"Η Αθήνα είναι όμορφη την άνοιξη",                                                             // 13
	"Straße, Łódź, Ærø und smørrebrød",                                                            // 14
	"Cộng hòa xã hội chủ nghĩa Việt Nam",                                                          // 15
	"การประชุมจะเริ่มตอนเช้า",                                                                     // 16
	"🎉 100% done AND NOT late OR early",                                                           // 17
	"新しいAPIを使う",                                                                                   // 18
	"Let us go, my good old friend " + strings.Repeat("and on ", 40) + "to the needle in the hay", // 19
}

func TestSearchFindsWhatIsMeant(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	number := make(map[int64]int)
	for i, text := range said {
		number[c.Post(ada, room.ID, text).ID] = i
	}
	for _, tt := range []struct {
		query string
		want  []int // newest first
	}{
		{"pipeline", []int{1, 0}},
		{"PIPELINE deploy", []int{1, 0}},
		{"pipelines deploying", []int{1}}, // Porter tells deploys from deployment
		{"happiness", []int{2}},           // the same stem
		{"ploym", []int{0}},               // inside a word
		{"pipeline tuesday", []int{1}},
		{"pipeline wednesday", nil},
		{"cafe", []int{0}},
		{"café", []int{0}},
		{"CAFÉ AU", []int{0}},
		{"naive facade", []int{2}},
		{`"pipeline is green"`, []int{0}},
		{`"pipeline green"`, nil},
		{`“pipeline is green”`, []int{0}},
		{`"deploy"`, nil}, // quotation marks mean the word itself
		{`"deploys are`, []int{1}},
		{`"cafe au lait"`, []int{0}},
		{"v1.2", []int{3}},
		{"foo-bar", []int{3}},
		{"c++", []int{3}},
		{"broke?", []int{1}},
		{"- pipeline -", []int{1, 0}},
		{"go", []int{19}}, // two letters must begin a word
		{"ol", []int{19}},
		{"needle", []int{19}},
		{"has:link", []int{3}},
		{"has:code", []int{4}},
		{"has:sound", []int{5}},
		{"has:sounds tada", []int{5}},
		{"has:link needle", nil},
		{"has:nothing", nil},
		{"会議", []int{7, 6}},
		{"会", []int{8, 7, 6}},
		{"東京", []int{6}},
		{"タワー", []int{6}},
		{"京タ", []int{6}},
		{"テスト", []int{7}}, // half width in the text
		{"会議 予約", []int{7}},
		{"会議 ok", []int{7}},
		{"議会", nil},
		{"明天", []int{8}},
		{"聊天软件", []int{8}},
		{"軟體", []int{9}},
		{"회의", []int{10}},
		{"서울", []int{11, 10}},
		{"시청", []int{11}},
		{"елка", []int{12}},
		{"ПЕРЕГОВОРНОЙ", []int{12}},
		{"говор", []int{12}},
		{"αθηνα", []int{13}},
		{"όμορφη ανοιξη", []int{13}},
		{"strasse", []int{14}},
		{"lodz", []int{14}},
		{"smorrebrod", []int{14}},
		{"cong hoa", []int{15}},
		{"việt", []int{15}},
		{"ประชุม", []int{16}},
		{"🎉", []int{17}},
		{"AND", []int{19, 17, 3}},
		{"NOT", []int{17}},
		{"100%", []int{17}},
		{"api", []int{18}},
		{"API 使う", []int{18}},
		{"APIを", []int{18}},
		{"from:ada has:code", []int{4}},
		{"from:nobody pipeline", nil},
		{"from: pipeline", []int{1, 0}},
		{"in:nowhere pipeline", nil},
		{`in:"all talk" pipeline`, []int{1, 0}},
		{"in:#all pipeline", []int{1, 0}},
		{"before:today pipeline", nil},
		{"after:today pipeline", []int{1, 0}},
		{"on:today pipeline", []int{1, 0}},
		{"before:soon", nil},
		{"mentions:me", nil},
		{"", nil},
		{"   ", nil},
		{`""`, nil},
		{"from:", nil},
	} {
		hits := searchFor(t, c, ada, tt.query)
		var got []int
		for _, h := range hits {
			got = append(got, number[h.ID])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s finds %v, want %v", tt.query, got, tt.want)
		}
	}
}

func searchFor(t testing.TB, c *chattest.Campfire, v chat.Viewer, query string) []chat.Hit {
	t.Helper()
	found, err := c.Search(t.Context(), v, chat.SearchRequest{Text: query})
	if err != nil {
		t.Fatalf("search for %q: %v", query, err)
	}
	return found.Hits
}

func TestSearchSeesOnlyTheRoomsOneIsIn(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, eve := c.Add("bob"), c.Add("eve")
	secret := c.AddRoom(chat.Closed, "Secret", ada, bob)
	direct := c.AddRoom(chat.Direct, "", ada, eve)
	open := c.Post(ada, c.AllTalk(ada).ID, "the treasure is a word")
	hidden := c.Post(ada, secret.ID, "the treasure 宝物 is under the oak")
	private := c.Post(eve, direct.ID, "which treasure?")
	for _, tt := range []struct {
		who   chat.Viewer
		query string
		want  []int64
	}{
		{ada, "treasure", []int64{private.ID, hidden.ID, open.ID}},
		{bob, "treasure", []int64{hidden.ID, open.ID}},
		{eve, "treasure", []int64{private.ID, open.ID}},
		{eve, "easur", []int64{private.ID, open.ID}},
		{eve, "宝物", nil},
		{eve, "in:secret treasure", nil},
		{bob, "in:secret", []int64{hidden.ID}},
		{bob, "in:secret treasure", []int64{hidden.ID}},
		{ada, "in:eve treasure", []int64{private.ID}},
		{ada, "from:me treasure", []int64{hidden.ID, open.ID}},
		{eve, "from:ada", []int64{open.ID}},
		{bob, "from:eve", nil},
		{ada, "from:eve from:bob treasure", []int64{private.ID}},
	} {
		var got []int64
		for _, h := range searchFor(t, c, tt.who, tt.query) {
			got = append(got, h.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s searches %s and finds %v, want %v", tt.who.User.Name, tt.query, got, tt.want)
		}
	}
	if hits := searchFor(t, c, ada, "which treasure"); len(hits) != 1 || hits[0].RoomName != "eve" {
		t.Errorf("the room of a direct message is %+v", hits)
	}
}

func TestSearchFindsWhoIsMentioned(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	mention := fmt.Sprintf(`<action-text-attachment sgid="%s" content-type="application/vnd.campfire.mention"></action-text-attachment> `, c.Mention(bob.User.ID))
	first := c.Post(ada, room.ID, mention+"look at the oak")
	second := c.Post(ada, room.ID, mention+"look at the elm")
	c.Post(ada, room.ID, "look at me")
	third := c.Post(ada, room.ID, "everything, @everyone")
	c.Post(bob, room.ID, "everything of mine, @everyone")
	for query, want := range map[string][]int64{
		"mentions:me":      {third.ID, second.ID, first.ID},
		"mentions:me oak":  {first.ID},
		"mentions:me look": {second.ID, first.ID},
	} {
		var got []int64
		for _, h := range searchFor(t, c, bob, query) {
			got = append(got, h.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", query, got, want)
		}
	}
}

func TestSearchFollowsEditsAndDeletions(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	m := c.Post(ada, c.AllTalk(ada).ID, "the walrus 海象 sleeps")
	if _, err := c.EditMessage(t.Context(), ada, m.RoomID, m.ID, "<div>the otter 海獭 swims</div>"); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]int{"walrus": 0, "walr": 0, "海象": 0, "otter": 1, "ott": 1, "海獭": 1} {
		if got := len(searchFor(t, c, ada, query)); got != want {
			t.Errorf("after the edit %s finds %d, want %d", query, got, want)
		}
	}
	if err := c.DeleteMessage(t.Context(), ada, m.RoomID, m.ID); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"otter", "海獭", "from:me"} {
		if got := len(searchFor(t, c, ada, query)); got != 0 {
			t.Errorf("after the deletion %s finds %d", query, got)
		}
	}
}

func TestSearchIsPaged(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	var want []int64
	for i := range 2*chat.SearchPage + 3 {
		want = append(want, c.Post(ada, room.ID, fmt.Sprint("word number ", i)).ID)
	}
	slices.Reverse(want)
	for _, query := range []string{"word", "wor", "from:ada", "number word"} {
		var got []int64
		for before, pages := int64(0), 0; pages == 0 || before > 0; pages++ {
			page, err := c.Search(t.Context(), ada, chat.SearchRequest{Text: query, Before: before})
			if err != nil || pages > 3 {
				t.Fatalf("page %d: %v", pages, err)
			}
			for _, h := range page.Hits {
				got = append(got, h.ID)
			}
			before = page.Before
		}
		if !slices.Equal(got, want) {
			t.Errorf("the pages of %s are %v, want %v", query, got, want)
		}
	}
}

func TestDaysOfASearchBeginWhereTheAskerIs(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	c.SetTime(time.Date(2026, 5, 11, 23, 30, 0, 0, time.UTC)) // the 12th in Tokyo
	m := c.Post(ada, c.AllTalk(ada).ID, "good night")
	c.SetTime(time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC))
	tokyo := time.FixedZone("", 9*3600)
	for _, tt := range []struct {
		query string
		zone  *time.Location
		found bool
	}{
		{"on:2026-05-11 night", nil, true},
		{"on:2026-05-11 night", tokyo, false},
		{"on:2026-05-12", tokyo, true},
		{"before:2026-05-12", tokyo, false},
		{"before:2026-05-12", nil, true},
		{"after:2026-05-12 night", tokyo, true},
		{"after:2026-05-12 night", nil, false},
		{"on:2026-05", nil, true},
		{"after:2026 before:2027", nil, true},
		{"on:9d", nil, true},
		{"after:8d", nil, false},
	} {
		found, err := c.Search(t.Context(), ada, chat.SearchRequest{Text: tt.query, Zone: tt.zone})
		if err != nil || (len(found.Hits) == 1 && found.Hits[0].ID == m.ID) != tt.found {
			t.Errorf("%s in %v finds %d, want %t; error %v", tt.query, tt.zone, len(found.Hits), tt.found, err)
		}
	}
}

func TestWhatASearchDoesNotUnderstandIsTold(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	c.AddRoom(chat.Closed, "Secret", ada)
	for _, tt := range []struct {
		query string
		want  []search.Operator
	}{
		{"before:yesterdayish cake", []search.Operator{{Name: "before", Value: "yesterdayish"}}},
		{"after:2026-13 on:31.12.2026", []search.Operator{{Name: "after", Value: "2026-13"}, {Name: "on", Value: "31.12.2026"}}},
		{"has:cake mentions:ada", []search.Operator{{Name: "has", Value: "cake"}, {Name: "mentions", Value: "ada"}}},
		{`from:@Nobody in:"#No Where"`, []search.Operator{{Name: "in", Value: "No Where"}, {Name: "from", Value: "Nobody"}}},
		{"in:secret", []search.Operator{{Name: "in", Value: "secret"}}},
		{"from:ad from:Me in:#all before:2026 after:2026-01 on:yesterday before:7d has:links mentions:@me", nil},
		{"before: from: in: has: mentions:", nil},
		{`"before:yesterdayish" http://before:x`, nil},
	} {
		found, err := c.Search(t.Context(), bob, chat.SearchRequest{Text: tt.query})
		if err != nil || !slices.Equal(found.Unknown, tt.want) {
			t.Errorf("of %s, %v is not understood, want %v; error %v", tt.query, found.Unknown, tt.want, err)
		}
	}
}

func TestRecentSearchesAreKeptPerPerson(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	for _, query := range []string{"one", "two", "  one ", "three"} {
		searchFor(t, c, ada, query)
	}
	searchFor(t, c, bob, "his own")
	searchFor(t, c, ada, "   ")
	if got, err := c.Searches(t.Context(), ada); err != nil || !slices.Equal(got, []string{"three", "one", "two"}) {
		t.Errorf("ada's searches are %q, error %v", got, err)
	}
	for i := range 12 {
		searchFor(t, c, ada, fmt.Sprint("number ", i))
	}
	if got, err := c.Searches(t.Context(), ada); err != nil || len(got) != 10 || got[0] != "number 11" {
		t.Errorf("ada's searches are %q, error %v", got, err)
	}
	if err := c.ClearSearches(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Searches(t.Context(), ada); err != nil || len(got) != 0 {
		t.Errorf("after clearing, ada's searches are %q, error %v", got, err)
	}
	if got, err := c.Searches(t.Context(), bob); err != nil || !slices.Equal(got, []string{"his own"}) {
		t.Errorf("bob's searches are %q, error %v", got, err)
	}
}

// FuzzSearchQuery holds that whatever is looked for is answered, that the index
// leaves out nothing that the query would take, and that the excerpts are safe.
func FuzzSearchQuery(f *testing.F) {
	c := chattest.New(f)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	for _, text := range said {
		c.Post(ada, room.ID, text)
	}
	for _, query := range append([]string{
		`cats AND`, `NOT foo`, `"`, `""""`, `*`, `a*`, `^a`, `{body}: a`, `body:a`, `-a`, `NEAR(a b, 2)`, `(`, `a OR`, "\x00", "a\x00b",
		`'; DROP TABLE messages; --`, `from:"`, `in:`, `has:link has:link`, `before:9999-99-99`, `after:99999999999d`, `on:0001-01-01`,
		"\xff\xfe", "\u202e", "é", "e\u0301", "ﾃﾞ", "ー", "👩‍👩‍👧‍👦", strings.Repeat("ab ", 300), strings.Repeat("字", 300), `<script>`, `mentions:me from:me`,
	}, said...) {
		f.Add(query)
	}
	page, err := c.Messages(f.Context(), ada, room.ID, chat.Cursor{Limit: 100})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, query string) {
		hits, err := c.Search(t.Context(), ada, chat.SearchRequest{Text: query})
		if err != nil && chat.KindOf(err) != chat.Invalid {
			t.Fatalf("search for %q: %v", query, err)
		}
		if err == nil {
			checkHits(t, query, hits.Hits, page.Messages)
		}
	})
}

func checkHits(t *testing.T, query string, hits []chat.Hit, messages []chat.Message) {
	t.Helper()
	found := make(map[int64]bool)
	for _, h := range hits {
		found[h.ID] = true
		words := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(h.ExcerptHTML)
		if strings.ContainsAny(words, "<>\"\n") || strings.Count(h.ExcerptHTML, "<mark>") != strings.Count(h.ExcerptHTML, "</mark>") {
			t.Errorf("search for %q: the excerpt is %q", query, h.ExcerptHTML)
		}
	}
	q := search.Parse(query, time.Now())
	if words := (search.Query{Terms: q.Terms, Unknown: q.Unknown}); q.Blank() || !reflect.DeepEqual(q, words) {
		return // not of words alone
	}
	for _, m := range messages {
		if q.Says(m.Text) != found[m.ID] {
			t.Errorf("search for %q finds %q: %t, want %t", query, m.Text, found[m.ID], q.Says(m.Text))
		}
	}
}

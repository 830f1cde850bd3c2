package main

import (
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode"

	"campfire/internal/chat"
	"campfire/internal/chattest"
	"campfire/internal/config"
	"campfire/internal/richtext"
)

func parseDemoNow(t *testing.T) demoScript {
	t.Helper()
	script, err := parseDemo(demoText, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return script
}

func TestDemoIsNeverInTheFuture(t *testing.T) {
	for _, now := range []time.Time{
		time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC),    // midnight before a Monday
		time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),    // Monday morning
		time.Date(2026, 3, 6, 23, 59, 59, 0, time.UTC), // Friday night
		time.Date(2026, 3, 8, 3, 30, 0, 0, time.UTC),   // Sunday
		time.Date(2026, 1, 1, 0, 0, 1, 0, time.FixedZone("", 14*60*60)),
	} {
		script, err := parseDemo(demoText, now)
		if err != nil {
			t.Fatalf("at %v: %v", now, err)
		}
		last := map[*demoRoom]time.Time{}
		for _, line := range script.lines {
			if line.at.After(now) {
				t.Errorf("at %v, %s says %q at %v", now, line.who, line.body[0], line.at)
			}
			if line.at.Before(last[line.room]) {
				t.Errorf("at %v, %q at %v comes after a later one", now, line.body[0], line.at)
			}
			last[line.room] = line.at
			old := now.Sub(line.at) > 24*time.Hour
			if weekend := line.at.Weekday() == time.Saturday || line.at.Weekday() == time.Sunday; old && weekend {
				t.Errorf("at %v, %q is said at the weekend, %v", now, line.body[0], line.at)
			}
			if hour := line.at.Hour(); old && (hour < 8 || hour > 18) {
				t.Errorf("at %v, %q is said out of hours, at %v", now, line.body[0], line.at)
			}
		}
	}
}

func TestDemoScriptIsChecked(t *testing.T) {
	const team = "person ada | Ada | member\nperson eve | Eve | member\nroom a | closed | A | ada\n"
	for text, want := range map[string]string{
		"dance":                               `demo.txt:1: "dance" is neither`,
		"  more":                              "belongs to no message",
		"+ 🎉 ada":                             "belongs to no message",
		"person bob | Bob | boss":             `"boss" is no role`,
		"in nowhere":                          `there is no room "nowhere"`,
		"at noon":                             `"noon" is no time`,
		"at soon ago":                         "invalid duration",
		"pause long":                          "invalid duration",
		"ada: hi":                             "ada is not in the room",
		team + "in a\neve: hi":                "demo.txt:5: eve is not in the room",
		team + "in a\nada: hi\n+ 🎉 eve":       "eve is not in the room",
		team + "in a\nunread ada\nada: hi":    "",
		team + "in a\nat 5m ago\nat 6m ago":   "goes back in time",
		team + "in a\nat -1 10:00\nada: hi\n": "",
	} {
		_, err := parseDemo(text, time.Now())
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	script := team + "room b | open | B | everyone\nin b\nunread eve\nada: hi\neve: hello"
	if _, err := parseDemo(script, time.Now()); err == nil {
		t.Error("eve answers what she has not read, and nobody minds")
	}
}

func TestDemoHTML(t *testing.T) {
	mention := func(short string) (string, bool) { return "[" + short + "]", short == "ada" }
	for text, want := range map[string]string{
		"hi":                        "<div>hi</div>",
		"hi\nthere":                 "<div>hi<br>there</div>",
		"a < b & c":                 "<div>a &lt; b &amp; c</div>",
		"**big** *so* `x`":          "<div><strong>big</strong> <em>so</em> <code>x</code></div>",
		"@ada and @bob":             "<div>[ada] and @bob</div>",
		"list:\n- a\n- @ada\nend":   "<div>list:</div><ul><li>a</li><li>[ada]</li></ul><div>end</div>",
		"1. a\n2. b":                "<ol><li>a</li><li>b</li></ol>",
		"> a\n> b":                  "<blockquote>a<br>b</blockquote>",
		"x\n```\na <\n  **b**\n```": "<div>x</div><pre>a &lt;\n  **b**</pre>",
		"```\nnever closed":         "<pre>never closed</pre>",
	} {
		if got := demoHTML(strings.Split(text, "\n"), mention); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestDemoHasEverythingToLookAt is what the people who work on screens count on.
func TestDemoHasEverythingToLookAt(t *testing.T) {
	c := chattest.New(t)
	people, err := seedDemo(t.Context(), c.Store, richtext.NewSigner([]byte(chattest.Secret)), parseDemoNow(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(people) != 8 || people[0].Role != chat.Administrator || people[1].Role != chat.Member {
		t.Errorf("there are %d people, the first two %v and %v", len(people), people[0].Role, people[1].Role)
	}
	rooms := map[int64]chat.RoomType{}
	seen := map[string]int{}
	for _, person := range people {
		v := chat.Viewer{User: person}
		mine, err := c.Rooms(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		for _, room := range mine {
			if _, known := rooms[room.ID]; !known {
				rooms[room.ID] = room.Type
				seen[string(room.Type)]++
				look(t, c, v, room.ID, seen)
			}
		}
	}
	for what, atLeast := range map[string]int{
		"open": 3, "closed": 2, "direct": 2, "messages": 250, "authors in one room": 8, "sound": 5, "mention": 5, "boost": 100, "bot": 5,
		"<ul>": 5, "<ol>": 2, "<pre>": 3, "<blockquote>": 3, "<cite>": 2, "<a ": 1, "<strong>": 3, "<code>": 3,
		"emoji only": 3, "long word": 2, "long name": 1, "right to left": 3, "events": 400,
	} {
		if seen[what] < atLeast {
			t.Errorf("there are %d of %s, want at least %d", seen[what], what, atLeast)
		}
	}
	for _, person := range people[:3] { // an administrator and two members
		mine, err := c.Rooms(t.Context(), chat.Viewer{User: person})
		unread, mentions := 0, 0
		for _, room := range mine {
			unread += min(room.UnreadCount, 1)
			mentions += room.MentionCount
		}
		if err != nil || unread == 0 || unread == len(mine) || mentions == 0 {
			t.Errorf("%s has %d of %d rooms unread with %d mentions, %v; want some of each", person.Name, unread, len(mine), mentions, err)
		}
	}
}

// look counts what there is in a room.
func look(t *testing.T, c *chattest.Campfire, v chat.Viewer, roomID int64, seen map[string]int) {
	t.Helper()
	page, err := c.Messages(t.Context(), v, roomID, chat.Cursor{Limit: 100})
	if err != nil || page.HasBefore {
		t.Fatalf("room %d: more than a page: %v, %v", roomID, page.HasBefore, err)
	}
	authors := map[int64]bool{}
	for _, m := range page.Messages {
		seen["messages"]++
		authors[m.Creator.ID] = true
		seen[string(m.Kind)]++
		seen["mention"] += len(m.MentionedUserIDs)
		seen["boost"] += len(m.Boosts)
		for _, tag := range []string{"<ul>", "<ol>", "<pre>", "<blockquote>", "<cite>", "<a ", "<strong>", "<code>"} {
			seen[tag] += strings.Count(m.HTML, tag)
		}
		for what, there := range map[string]bool{
			"bot":           m.Creator.Role == chat.Bot,
			"emoji only":    richtext.EmojiOnly(m.Text),
			"long name":     len(m.Creator.Name) > 30,
			"long word":     strings.ContainsFunc(m.Text, unicode.IsLetter) && longestWord(m.Text) > 40,
			"right to left": strings.ContainsFunc(m.Text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }),
		} {
			if there {
				seen[what]++
			}
		}
	}
	seen["authors in one room"] = max(seen["authors in one room"], len(authors))
	for after, more := int64(0), true; more; {
		events, err := c.Events(t.Context(), v, roomID, after, 100)
		if err != nil {
			t.Fatal(err)
		}
		seen["events"] += len(events.Events)
		after, more = events.Seq, events.More
	}
}

func longestWord(text string) (length int) {
	for _, word := range strings.Fields(text) {
		length = max(length, len(word))
	}
	return length
}

func TestDemoLinkSignsIn(t *testing.T) {
	data := t.TempDir()
	cfg, err := config.Load([]string{"DATA_PATH=" + data})
	if err != nil {
		t.Fatal(err)
	}
	a, err := newApp(t.Context(), cfg, quietLogger())
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	people, err := seedDemo(t.Context(), a.store, a.signer, parseDemoNow(t))
	if err != nil {
		t.Fatal(err)
	}
	links := demoLinks{app: a, token: "token"}
	server := httptest.NewServer(links.handler())
	defer server.Close()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	status := func(path string) int {
		response, err := browser.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if path == links.path("2") && response.Header.Get("Location") != "/" {
			t.Errorf("the link leads to %q", response.Header.Get("Location"))
		}
		return response.StatusCode
	}
	for _, path := range []string{"/demo/guess/2", links.path("99"), links.path("me"), "/demo/"} {
		if got := status(path); got != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, got)
		}
	}
	if got := status("/api/session"); got != http.StatusUnauthorized {
		t.Errorf("before the link: %d", got)
	}
	if got := status(links.path("2")); got != http.StatusSeeOther {
		t.Errorf("the link: %d", got)
	}
	if got := status("/api/session"); got != http.StatusOK {
		t.Errorf("after the link %s is signed in: %d", people[1].Name, got)
	}
}

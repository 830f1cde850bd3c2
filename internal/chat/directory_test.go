package chat_test

import (
	"slices"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func namesOf(users []chat.User) (names []string) {
	for _, u := range users {
		names = append(names, u.Name)
	}
	return names
}

func TestFindingPeople(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("Ada")
	for _, name := range []string{"Émile Zola", "Zoe Ada", "Radames", "אדה לאבלייס", "Jean  Paul"} {
		add(c, name)
	}
	closed := newRoom(t, c, ada, chat.NewRoom{Type: chat.Closed, Name: "Design"})
	for _, tt := range []struct {
		query string
		room  int64
		want  []string
	}{
		{"ada", 0, []string{"Ada", "Zoe Ada", "Radames"}},
		{"EMILE z", 0, []string{"Émile Zola"}},
		{"é", 0, []string{"Émile Zola", "Jean  Paul", "Radames", "Zoe Ada"}},
		{" jean paul ", 0, []string{"Jean  Paul"}},
		{"לאב", 0, []string{"אדה לאבלייס"}},
		{"", closed.ID, []string{"Ada"}},
		{"zoe", closed.ID, nil},
		{"nobody", 0, nil},
	} {
		found, err := c.FindUsers(t.Context(), ada, tt.query, tt.room, 20)
		if names := namesOf(found); err != nil || !slices.Equal(names, tt.want) {
			t.Errorf("%q: %q, %v; want %q", tt.query, names, err, tt.want)
		}
	}
}

func TestPeopleAreFoundAsTheyAreNow(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	find := func(query string) []string {
		t.Helper()
		found, err := c.FindUsers(t.Context(), ada, query, 0, 20)
		if err != nil {
			t.Fatal(err)
		}
		return namesOf(found)
	}
	if got := find("bo"); got != nil {
		t.Errorf("before bob came: %q", got)
	}
	bob := add(c, "bob")
	if got := find("bo"); !slices.Equal(got, []string{"bob"}) {
		t.Errorf("when bob came: %q", got)
	}
	bob.Status = chat.Deactivated
	c.InTx(func(tx chat.Tx) error { return tx.UpdateUser(bob) })
	if got := find("bo"); got != nil {
		t.Errorf("when bob was gone: %q", got)
	}
}

func TestAFewOfManyAreFound(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	crowd(c, 120)
	for limit, want := range map[int]int{0: 1, 20: 20, 1000: chat.MaxFound} {
		if found, err := c.FindUsers(t.Context(), ada, "person", 0, limit); err != nil || len(found) != want {
			t.Errorf("%d asked for, %d found, %v", limit, len(found), err)
		}
	}
	closed := newRoom(t, c, ada, chat.NewRoom{Type: chat.Closed, Name: "Design"})
	bob := c.Add("bob")
	if _, err := c.FindUsers(t.Context(), bob, "", closed.ID, 20); chat.KindOf(err) != chat.NotFound {
		t.Errorf("who is in a room one is not in: %v", err)
	}
}

// add makes an active user who never signed in.
func add(c *chattest.Campfire, name string) (u chat.User) {
	c.InTx(func(tx chat.Tx) (err error) {
		u, err = tx.CreateUser(chat.User{Name: name, CreatedAt: now, UpdatedAt: now})
		return err
	})
	return u
}

// BenchmarkFindUsers is what a letter typed in a picker costs among 2,000 people.
func BenchmarkFindUsers(b *testing.B) {
	c := chattest.New(b)
	ada := c.SetUp("ada")
	crowd(c, 2000)
	for b.Loop() {
		if found, err := c.FindUsers(b.Context(), ada, "son 19", 0, 20); err != nil || len(found) != 20 {
			b.Fatal(len(found), err)
		}
	}
}

package httpapi_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"campfire/internal/chat"
)

const rightsFile = "../../docs/rights.md"

func TestRightsAtEveryRoute(t *testing.T) {
	s := newStage(t)
	held := make(map[string]bool)
	for _, section := range rights {
		for _, a := range section.actions {
			held[a.route] = true
			s.holds(a)
		}
	}
	registered := s.handler.Patterns()
	for _, route := range registered {
		if !held[route] {
			t.Errorf("nobody has said who may %s: add a line for it to rights in internal/httpapi/rights_table_test.go", route)
		}
	}
	for route := range held {
		if !slices.Contains(registered, route) {
			t.Errorf("there is no route %s any more: take its lines out of rights in internal/httpapi/rights_table_test.go", route)
		}
	}
}

// holds has every kind of person do something.
func (s *stage) holds(a action) {
	s.t.Helper()
	for kind, want := range a.want {
		if r := s.play(kind).ask(a); r.StatusCode != want {
			s.t.Errorf("%s: %s, %s: %d, want %d: %s", a.route, a.does, kindNames[kind], r.StatusCode, want, r.text)
		}
	}
}

func TestRightsThatAreKeptToAdministrators(t *testing.T) {
	s := newStage(t)
	s.InTx(func(tx chat.Tx) error {
		account, err := tx.Account()
		account.Settings.RestrictRoomCreationToAdministrators = true
		account.Settings.RestrictMassMentionsToAdministrators = true
		return errors.Join(err, tx.UpdateAccount(account))
	})
	for _, a := range keptRights.actions {
		s.holds(a)
	}
}

func TestRightsToActOnEveryChannel(t *testing.T) {
	s := newStage(t)
	for _, p := range channelActions {
		for kind, want := range p.want {
			if heard := s.play(kind).perform(p); heard != (want == 200) {
				t.Errorf("%s: %s, %s: heard %v, want %d", p.channel, p.does, kindNames[kind], heard, want)
			}
		}
	}
}

func TestRightsToEveryChannel(t *testing.T) {
	s := newStage(t)
	held := make(map[string]bool)
	for _, what := range channelRights {
		held[what.channel] = true
		for kind, want := range what.want {
			if status := s.play(kind).subscribe(what); status != want {
				t.Errorf("%s: %s, %s: %d, want %d", what.channel, what.does, kindNames[kind], status, want)
			}
		}
	}
	for channel := range s.channels {
		if !held[channel] {
			t.Errorf("nobody has said who may follow %s: add a line for it to channelRights in internal/httpapi/rights_table_test.go", channel)
		}
	}
	for channel := range held {
		if s.channels[channel] == nil {
			t.Errorf("there is no %s any more: take its lines out of channelRights in internal/httpapi/rights_table_test.go", channel)
		}
	}
}

func TestRightsAreWrittenDown(t *testing.T) {
	page := printRights()
	if *update {
		if err := os.WriteFile(rightsFile, page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(rightsFile)
	if err != nil || !bytes.Equal(committed, page) {
		t.Errorf("docs/rights.md is stale (%v); run make generate", err)
	}
}

const rightsIntroduction = `# Who may do what

Printed by the test that holds it: the table is in ` + "`internal/httpapi/rights_table_test.go`" + `, make generate writes this page.
Every route and every channel is here; one that is not fails the test. What is not allowed here is refused.

The creator made the room, wrote the message and boosted it. Everybody but the two non-members is in the room. The bot
comes with its key, as the original makes it; the deactivated and the banned with the cookie of a session they had.

| word | means | status |
|---|---|---|
| yes | it is done | 2xx |
| sign in | nobody is signed in | 401 |
| no | it is there, and not for them | 403 |
| hidden | for them it is not there | 404 |
| conflict | it contradicts what is there already | 409 |
`

var words = map[int]string{200: "yes", 201: "yes", 204: "yes", 401: "sign in", 403: "no", 404: "hidden", 409: "conflict"}

func printRights() []byte {
	var b bytes.Buffer
	b.WriteString(rightsIntroduction)
	for _, section := range append(slices.Clone(rights), keptRights) {
		heading(&b, section.noun, "route")
		for _, a := range section.actions {
			row(&b, a.does, a.route, a.want)
		}
	}
	heading(&b, "On the cable", "channel")
	for _, what := range channelRights {
		row(&b, what.does, what.channel, what.want)
	}
	for _, p := range channelActions {
		row(&b, p.does, p.channel+"#"+p.actions[len(p.actions)-1], p.want)
	}
	return b.Bytes()
}

func heading(b *bytes.Buffer, title, at string) {
	fmt.Fprintf(b, "\n## %s\n\n| action | %s | %s |\n|---|---|%s\n", title, at, strings.Join(kindNames[:], " | "), strings.Repeat("---|", kinds))
}

func row(b *bytes.Buffer, does, at string, want answers) {
	fmt.Fprintf(b, "| %s | `%s` |", does, at)
	for _, status := range want {
		word, known := words[status]
		if !known {
			word = fmt.Sprint(status)
		}
		fmt.Fprintf(b, " %s |", word)
	}
	b.WriteByte('\n')
}

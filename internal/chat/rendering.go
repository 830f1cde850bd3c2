package chat

import (
	"context"
	"sync"

	"campfire/internal/richtext"
	"campfire/internal/sounds"
)

// renderedBodies bounds how many bodies a renderer remembers, twice over.
const renderedBodies = 4_000

// renderer makes what readers see of stored bodies. The result depends on the
// body and on people's names alone, so it is remembered by body until somebody
// changes. What is remembered was cleaned; the store is not trusted.
type renderer struct {
	store  Store
	sounds *sounds.Library

	mu       sync.Mutex
	people   uint64                       // guarded by mu; the PeopleVersion of what is remembered
	current  map[string]richtext.Rendered // guarded by mu
	previous map[string]richtext.Rendered // guarded by mu; what was current before
}

func newRenderer(s Store, library *sounds.Library) *renderer {
	return &renderer{store: s, sounds: library, current: make(map[string]richtext.Rendered)}
}

// render fills in what readers see of a message.
func (r *renderer) render(ctx context.Context, m Message) Message {
	return show(m, r.body(ctx, m.Body), r.sounds.Catalogue())
}

// show fills in what readers see of a message whose body is shown so, when this
// is what can be played.
func show(m Message, shown richtext.Rendered, catalogue *sounds.Catalogue) Message {
	m.HTML, m.Text, m.MentionedUserIDs = shown.HTML, shown.Text, shown.MentionedUserIDs
	m.Mass = shown.Mass
	m.Kind = TextMessage
	if m.Attachment != nil {
		m.Kind = AttachmentMessage
		if m.Text == "" {
			m.Text = m.Attachment.Filename
		}
	} else if sound, played := catalogue.Played(m.Text); played {
		m.Kind, m.Sound = SoundMessage, sound
	}
	return m
}

func (r *renderer) body(ctx context.Context, body string) richtext.Rendered {
	people := r.store.PeopleVersion()
	if shown, known := r.remembered(people, body); known {
		return shown
	}
	complete := true
	shown := richtext.Render(body, func(id int64) (string, bool) {
		user, err := r.store.User(ctx, id)
		complete = complete && (err == nil || KindOf(err) == NotFound)
		return user.Name, err == nil
	})
	if complete {
		r.remember(people, body, shown)
	}
	return shown
}

// nameOf answers a user's current name.
func (r *renderer) nameOf(ctx context.Context) richtext.Users {
	return func(id int64) (string, bool) {
		user, err := r.store.User(ctx, id)
		return user.Name, err == nil
	}
}

func (r *renderer) remembered(people uint64, body string) (richtext.Rendered, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.people != people {
		return richtext.Rendered{}, false
	}
	if shown, known := r.current[body]; known {
		return shown, true
	}
	shown, known := r.previous[body]
	if known {
		r.keep(body, shown)
	}
	return shown, known
}

// remember notes what was made after people was read.
func (r *renderer) remember(people uint64, body string, shown richtext.Rendered) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if people < r.people {
		return
	}
	if people > r.people {
		r.people, r.current, r.previous = people, make(map[string]richtext.Rendered), nil
	}
	r.keep(body, shown)
}

// keep makes body one of the recent; beyond the bound the longest unused are
// forgotten. The caller holds mu.
func (r *renderer) keep(body string, shown richtext.Rendered) {
	if len(r.current) >= renderedBodies {
		r.previous, r.current = r.current, make(map[string]richtext.Rendered)
	}
	r.current[body] = shown
}

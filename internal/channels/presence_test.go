package channels_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
)

// present is the message that says who is.
func present(userIDs ...int64) string {
	return `{"type":"presence","present":[` + strings.Trim(strings.ReplaceAll(fmt.Sprint(userIDs), " ", ","), "[]") + `]}`
}

// pause is longer than two lists to a small room are kept apart.
const pause = time.Second

func TestPresenceIsToldOnSubscribeAndOnChange(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		david := f.tab(1).subscribe("PresenceChannel", 2, present(1))
		time.Sleep(pause)
		kevin := f.tab(3).subscribe("PresenceChannel", 2, present(1, 3))
		david.gets(present(1, 3))
		time.Sleep(pause)

		kevin.perform("absent")
		david.gets(present(1))
		kevin.gets(present(1))
		time.Sleep(pause)
		kevin.perform("present")
		david.gets(present(1, 3))
		time.Sleep(pause)
		kevin.leave()
		david.gets(present(1))
		kevin.wants(kevin.wrap([]string{present(1, 3)})...)
	})
}

func TestPersonWithSeveralTabsCountsOnce(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		david := f.tab(1).subscribe("PresenceChannel", 1, present(1))
		time.Sleep(pause)
		one := f.tab(2).subscribe("PresenceChannel", 1, present(1, 2))
		two := f.tab(2).subscribe("PresenceChannel", 1, present(1, 2))
		david.gets(present(1, 2))
		one.gets()

		one.perform("absent")
		one.perform("absent") // twice is once
		time.Sleep(pause)
		david.gets()
		_ = two.conn.Close()
		david.gets(present(1))
	})
}

func TestPresenceExpiresWithoutRefresh(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		refreshes := f.tab(1).subscribe("PresenceChannel", 1, present(1))
		time.Sleep(pause)
		forgets := f.tab(2).subscribe("PresenceChannel", 1, present(1, 2))
		refreshes.gets(present(1, 2))

		time.Sleep(50 * time.Second)
		refreshes.perform("refresh")
		refreshes.gets()
		time.Sleep(8*time.Second - time.Nanosecond)
		refreshes.gets()
		time.Sleep(time.Nanosecond) // 58 s after the subscribe
		refreshes.gets(present(1))
		forgets.gets(present(1))

		time.Sleep(40 * time.Second)
		refreshes.perform("refresh")
		refreshes.gets()
		forgets.perform("refresh") // is a way back, too
		refreshes.gets(present(1, 2))
	})
}

// Lists that follow each other closely become one, and the last one is right.
func TestManyChangesAreToldTogether(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		david := f.tab(1).subscribe("PresenceChannel", 2, present(1))
		time.Sleep(pause)
		kevin := f.tab(3).subscribe("PresenceChannel", 2, present(1, 3))
		david.gets(present(1, 3))
		for range 5 {
			kevin.perform("absent")
			kevin.perform("present")
		}
		jason := f.tab(2).subscribe("PresenceChannel", 2, present(1, 2, 3))
		david.gets()
		time.Sleep(pause)
		david.gets(present(1, 2, 3))
		jason.gets(present(1, 2, 3))
		kevin.gets(present(1, 2, 3))
	})
}

func TestRoomsHaveTheirOwnPresence(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		david := f.tab(1)
		one := david.subscribe("PresenceChannel", 1, present(1))
		two := david.subscribe("PresenceChannel", 2, present(1))
		time.Sleep(pause)
		f.tab(2).subscribe("PresenceChannel", 2, present(1, 2))
		two.gets(present(1, 2))
		one.gets()
	})
}

// hide sets who does not want to be seen, and has that published as the chat does.
func (f *campfire) hide(notice chat.NoticeType, userIDs ...int64) {
	f.members.mu.Lock()
	f.members.hides = make(map[int64]bool)
	for _, id := range userIDs {
		f.members.hides[id] = true
	}
	f.members.mu.Unlock()
	for id := range int64(4) {
		if notice == chat.UserUpdated || id == 0 {
			f.publisher.Notify([]chat.Notice{{Type: notice, User: &chat.User{ID: id}}})
		}
	}
	time.Sleep(pause)
}

// TestWhoLooksIsKnownHiddenOrNot is for those who need not be told of what is said.
func TestWhoLooksIsKnownHiddenOrNot(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		looking := func(want ...int64) {
			t.Helper()
			if got := slices.Sorted(slices.Values(f.publisher.Present(2))); !slices.Equal(got, want) {
				t.Errorf("%v look, want %v", got, want)
			}
		}
		looking()
		f.hide(chat.UserUpdated, 1)
		david := f.tab(1).subscribe("PresenceChannel", 2, present())
		time.Sleep(pause)
		kevin := f.tab(3).subscribe("PresenceChannel", 2, present(3))
		time.Sleep(pause)
		looking(1, 3)
		kevin.perform("absent")
		time.Sleep(pause)
		looking(1)
		kevin.perform("present")
		time.Sleep(56 * time.Second)
		kevin.perform("refresh")
		time.Sleep(pause)
		looking(3) // the other has said nothing for a minute
		_ = david.conn.Close()
		kevin.leave()
		time.Sleep(pause)
		looking()
	})
}

func TestWhoHidesIsNotShown(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		f.hide(chat.UserUpdated, 1)
		david := f.tab(1).subscribe("PresenceChannel", 2, present())
		time.Sleep(pause)
		kevin := f.tab(3).subscribe("PresenceChannel", 2, present(3))
		david.gets(present(3))
		david.perform("present")
		time.Sleep(pause)
		kevin.gets()

		f.hide(chat.UserUpdated)
		kevin.gets(present(1, 3))
		f.hide(chat.UserUpdated, 3)
		kevin.gets(present(1))
		david.gets(present(1, 3), present(1))
		kevin.leave()
		time.Sleep(pause)
		david.gets()
	})
}

func TestPresenceTurnedOffForEveryoneIsSentToNobody(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		david := f.tab(1).subscribe("PresenceChannel", 2, present(1))
		time.Sleep(pause)
		f.hide(chat.AccountUpdated, 0)
		david.gets(present())
		f.tab(3).subscribe("PresenceChannel", 2, present())
		time.Sleep(pause)
		david.gets()
		f.hide(chat.AccountUpdated)
		david.gets(present(1, 3))
	})
}

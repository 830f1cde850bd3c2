package channels_test

import (
	"fmt"
	"testing"
	"time"

	"campfire/internal/chat"
)

// counted is longer than a room of a few waits to be counted, and shorter than
// twice that.
const counted = 300 * time.Millisecond

func (f *campfire) setUnread(userID, roomID int64, count, mentions int) {
	f.members.mu.Lock()
	defer f.members.mu.Unlock()
	f.members.unread[[2]int64{userID, roomID}] = chat.Unread{Count: count, Mentions: mentions, NewestMessageID: 70 + int64(count)}
}

func (f *campfire) setMembers(roomID int64, userIDs ...int64) {
	f.members.mu.Lock()
	defer f.members.mu.Unlock()
	f.members.rooms[roomID] = userIDs
}

// say publishes a message in a room as the writer does, and waits until it was
// counted.
func (f *campfire) say(roomID int64) {
	f.publisher.Publish([]chat.Event{{RoomID: roomID, Seq: 1, Type: chat.MessageCreated, Message: &chat.Message{}}})
	time.Sleep(counted)
}

func unread(roomID int64, count, mentions int) string {
	return fmt.Sprintf(`{"room_id":%d,"unread_count":%d,"mention_count":%d,"message_id":%d}`, roomID, count, mentions, 70+count)
}

func TestWhatIsUnreadIsToldToThoseConcerned(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		david, kevin := f.tab(1).subscribeAlone("UnreadRoomsChannel"), f.tab(3).subscribeAlone("UnreadRoomsChannel")
		phone := f.tab(1).subscribeAlone("UnreadRoomsChannel")
		f.setUnread(1, 1, 1, 0)
		f.setUnread(3, 1, 9, 9) // who is not in the room
		f.say(1)
		david.gets(unread(1, 1, 0))
		phone.gets(unread(1, 1, 0))
		kevin.gets()

		f.setUnread(1, 2, 4, 1)
		f.setUnread(3, 2, 0, 0)
		f.say(2)
		david.gets(unread(2, 4, 1))
		kevin.gets(unread(2, 0, 0))
		f.say(2) // which both have read at once
		david.gets()
		kevin.gets()
	})
}

func TestABusyRoomIsCountedNowAndThen(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		david := f.tab(1).subscribeAlone("UnreadRoomsChannel")
		message := []chat.Event{{RoomID: 1, Seq: 1, Type: chat.MessageCreated, Message: &chat.Message{}}}
		for i := range 1000 { // in a second
			f.setUnread(1, 1, i+1, 0)
			f.publisher.Publish(message)
			time.Sleep(time.Millisecond)
		}
		time.Sleep(counted)
		f.members.mu.Lock()
		defer f.members.mu.Unlock()
		if n := f.members.counts; n < 2 || n > 6 {
			t.Errorf("counted %d times", n)
		}
		david.mu.Lock()
		defer david.mu.Unlock()
		if last := david.heard[len(david.heard)-1]; last != david.wrap([]string{unread(1, 1000, 0)})[0] {
			t.Errorf("told last: %s", last)
		}
	})
}

func TestReadingIsToldToMyDevicesAlone(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		laptop, counts := f.tab(1).subscribeAlone("ReadRoomsChannel"), f.tab(1).subscribeAlone("UnreadRoomsChannel")
		user, other := f.tab(1).subscribeAlone("UserChannel"), f.tab(2).subscribeAlone("ReadRoomsChannel")
		f.setUnread(1, 2, 3, 0)
		f.publisher.Notify([]chat.Notice{{To: 1, Type: chat.RoomRead, RoomID: 2, MessageID: 70}})
		laptop.gets(`{"room_id":2,"read_message_id":70}`)
		f.publisher.Notify([]chat.Notice{{To: 1, Type: chat.RoomRead, RoomID: 2, MessageID: 60, Unread: true}})
		laptop.gets(`{"room_id":2,"read_message_id":60,"marked_unread":true}`)
		other.gets()
		user.gets()
		time.Sleep(counted)
		counts.gets(unread(2, 3, 0))
	})
}

func TestWhoComesIntoARoomHearsOfItAndWhoLeavesDoesNot(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		kevin := f.tab(3).subscribeAlone("UnreadRoomsChannel")
		f.setUnread(3, 1, 1, 0)
		f.setMembers(1, 1, 2, 3)
		f.publisher.Notify([]chat.Notice{{To: 3, Type: chat.RoomAdded, RoomID: 1}})
		f.say(1)
		kevin.gets(unread(1, 1, 0))

		f.setMembers(1, 1, 2)
		f.publisher.Publish([]chat.Event{{RoomID: 1, Type: chat.MemberLeft, User: &chat.User{ID: 3}}})
		f.setUnread(3, 1, 2, 0)
		f.say(1)
		kevin.gets()

		f.setMembers(1, 1, 2, 3)
		f.publisher.Publish([]chat.Event{{RoomID: 1, Type: chat.MemberJoined, User: &chat.User{ID: 3}}})
		f.say(1)
		kevin.gets(unread(1, 2, 0))
	})
}

func TestChangingHowMuchOneWantsToHearIsCounted(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		kevin := f.tab(3).subscribeAlone("UnreadRoomsChannel")
		f.setUnread(3, 2, 5, 0)
		f.publisher.Notify([]chat.Notice{{To: 3, Type: chat.RoomChanged, RoomID: 2}})
		time.Sleep(counted)
		kevin.gets(unread(2, 5, 0))
	})
}

func TestNobodyIsCountedForOnceGone(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		david := f.tab(1).subscribeAlone("UnreadRoomsChannel")
		f.publisher.Publish([]chat.Event{{RoomID: 1, Seq: 1, Type: chat.MessageCreated, Message: &chat.Message{}}})
		david.leave()
		f.say(1)
		f.members.mu.Lock()
		defer f.members.mu.Unlock()
		if f.members.counts != 0 {
			t.Errorf("counted %d times", f.members.counts)
		}
	})
}

func TestPublishingDoesNotWaitForCounting(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		f.tab(1).subscribeAlone("UnreadRoomsChannel")
		f.members.mu.Lock() // whoever counts has to wait
		f.publisher.Publish([]chat.Event{{RoomID: 1, Seq: 1, Type: chat.MessageCreated, Message: &chat.Message{}}})
		f.publisher.Notify([]chat.Notice{{To: 1, Type: chat.RoomRead, RoomID: 1, MessageID: 70}})
		f.members.mu.Unlock()
		time.Sleep(counted)
		f.members.mu.Lock()
		defer f.members.mu.Unlock()
		if f.members.counts == 0 {
			t.Error("not counted afterwards")
		}
	})
}

package channels

import (
	"context"
	"encoding/json"
	"strconv"

	"campfire/internal/cable"
)

// userChannel tells a person what changed for them outside the rooms. What it
// sends comes from the Publisher.
type userChannel struct{}

func (userChannel) Subscribe(_ context.Context, sub *cable.Subscription) error {
	if !sub.Stream(noticeStream(who(sub).UserID)) || !sub.Stream(noticeStream(0)) {
		return cable.ErrRejected
	}
	return nil
}

func (userChannel) Perform(context.Context, *cable.Subscription, string, json.RawMessage) error {
	return errUnknownAction
}

func (userChannel) Unsubscribe(*cable.Subscription) {}

// noticeStream carries the notices for one user, or with 0 those for everyone.
func noticeStream(userID int64) string {
	if userID == 0 {
		return "everyone"
	}
	return "user:" + strconv.FormatInt(userID, 10)
}

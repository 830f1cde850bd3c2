-- Since when the push service refuses what is sent to a device; see chat.PushSubscription.
ALTER TABLE push_subscriptions ADD COLUMN refused_at datetime(6); -- NULL: it does not

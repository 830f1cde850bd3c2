-- Why an answer to a call was not posted; see chat.Delivery.
ALTER TABLE webhook_deliveries ADD COLUMN note varchar; -- NULL: it was, or there was none

-- What a bot was told of a message goes with the message.
CREATE INDEX index_webhook_deliveries_on_message_id ON webhook_deliveries (message_id);

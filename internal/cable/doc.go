// Package cable serves Action Cable, the protocol actioncable-v1-json, to any
// client that speaks it, and to those that can do more AnyCable's extension of
// it, actioncable-v1-ext-json. A [Server] upgrades requests to connections, clients
// subscribe on them to the [Channel]s the server was built with, and a [Hub]
// carries messages broadcast on streams to the subscriptions attached to them.
//
// # Handshake
//
//	no WebSocket request, or a foreign Origin    404
//	full, or shutting down                       503, Retry-After
//	too many connections of one identity         429, Retry-After
//	authentication fails on our side             503, Retry-After
//	not authorised                               upgrade, disconnect "unauthorized" for good, close 1000
//	offers actioncable-v1-ext-json               that; welcome with a sid
//	offers actioncable-v1-json, or nothing       that, or no subprotocol; welcome
//	offers actioncable-unsupported, others       the former, or no subprotocol; close 1002
//
// # Commands
//
//	subscribe                                    confirm_subscription, then its messages
//	  again, while subscribed                    nothing
//	  refused, or no such channel                reject_subscription
//	  one more than 100, identifier over 1 KB    reject_subscription
//	unsubscribe                                  nothing; no message follows
//	message                                      what the channel does
//	  action or subscription unknown, bad data   nothing
//	unknown command                              nothing
//	text that is no command object               disconnect "invalid_request" for good, close 1008
//	over 50 frames a second, 250 at once         disconnect "rate_limited", come back; close 1008
//
// # The extended protocol
//
// Messages of a stream that counts ([Hub.BroadcastAt]) carry its name, the
// server's epoch and their offset. Who says, for each stream, what it had last
// is sent what came after that and then what comes, each message once and in
// order; a stream it had nothing of begins with what came since a time.
//
//	subscribe with a history                     confirm_subscription, what was missed, confirm_history
//	  another epoch, pruned, over 512 KB, or
//	  the channel is no [Historian]              confirm_subscription, reject_history
//	history, while subscribed                    what was missed and not sent since, confirm_history
//	pong                                         nothing
//
// A sid is not looked at when it comes back: the client subscribes again, with
// what it knows. Commands for AnyCable's own whispers and presence are unknown.
//
// # Frames (RFC 6455)
//
//	broken: not masked, reserved bits or opcode,
//	a fragment out of turn, a control frame that
//	is long or fragmented, a bad close code      close 1002
//	binary                                       close 1003
//	text or close reason that is not UTF-8       close 1007
//	frame or message over 64 KB                  close 1009
//	ping, also between fragments                 pong with its payload
//	close                                        close with its code
//
// # Ends from our side
//
//	Disconnect                                   disconnect, as told; close 1000
//	Shutdown                                     disconnect "server_restart", come back; close 1001
//	a channel panics                             close 1011
//	reads slower than 1 MB behind                cut
//	three pings unanswered, 90 to 120 s          cut
//
// After a close frame the client has 2 s to close its side. A subscription
// whose right is withdrawn ([Hub.Revoke]) gets a late reject_subscription.
//
// # Waiting
//
// Clients are silent most of the time, so waiting for one has to cost little.
// On Linux a TCP connection without TLS is parked between two things its client
// says: it keeps a descriptor and some hundred bytes, no goroutine and no
// buffer, and one epoll instance waits for all. Elsewhere a goroutine waits for
// each. What is written goes straight to the descriptor; only what a slow client
// does not take waits in a queue, with a goroutine for as long as it is there.
package cable

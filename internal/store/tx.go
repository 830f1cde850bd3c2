package store

import "campfire/internal/chat"

// tx is a transaction as its function sees it.
type tx struct {
	conn    *conn
	events  []chat.Event
	search  []searchRow
	changes changes
}

var _ chat.Tx = (*tx)(nil)

// overConn stands in for the connection of a transaction whose function has
// returned: it answers everything with errTxOver.
var overConn = &conn{}

package store

import "campfire/internal/chat"

// tx is a transaction as its function sees it.
type tx struct {
	conn    *conn
	group   *group // what shares its commit and came before it
	events  []chat.Event
	notices []chat.Notice
	search  []searchRow
	changes changes
}

var _ chat.Tx = (*tx)(nil)

// Notify implements chat.Tx.
func (t *tx) Notify(n chat.Notice) { t.notices = append(t.notices, n) }

// overConn stands in for the connection of a transaction whose function has
// returned: it answers everything with errTxOver.
var overConn = &conn{}

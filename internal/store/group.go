package store

import (
	"fmt"
	"log/slog"
	"runtime/debug"

	"campfire/internal/chat"
)

// group is the transactions that share a commit.
type group struct {
	conn     *conn
	versions *versions
	memory   *memory
	logger   *slog.Logger
	requests []*request
	results  []error // what the requests' functions returned
	events   []chat.Event
	notices  []chat.Notice
	search   []searchRow
	indexer  *indexer
	changes  changes
	begun    bool  // a transaction is open, and something in it is to stay
	lost     error // why nothing of the group stays
}

// attempt runs one request so that its failure undoes nothing but itself.
//
// The first needs no savepoint: nothing came before it in the transaction, so
// undoing that undoes it alone.
func (g *group) attempt(r *request) {
	enter, keep, undo := "BEGIN IMMEDIATE", []string(nil), []string{"ROLLBACK"}
	if g.begun {
		enter, keep, undo = "SAVEPOINT request", []string{"RELEASE request"}, []string{"ROLLBACK TO request", "RELEASE request"}
	}
	t, err := &tx{conn: g.conn, group: g}, g.control(enter)
	if err == nil {
		err = g.call(t, r.fn)
	}
	t.conn = overConn
	g.requests, g.results = append(g.requests, r), append(g.results, err)
	if g.conn.fault != nil {
		g.lost = g.conn.fault
		return
	}
	if err != nil {
		_ = g.control(undo...)
		return
	}
	if g.control(keep...) == nil {
		g.begun = true
		g.events, g.search = append(g.events, t.events...), append(g.search, t.search...)
		g.notices = append(g.notices, t.notices...)
		g.changes.add(t.changes)
	}
}

// call runs a request's function; a panic becomes an error.
func (g *group) call(t *tx, fn func(chat.Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			g.logger.Error("transaction panicked", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("transaction panicked: %v", p)
		}
	}()
	return fn(t)
}

// control runs the statements that begin and end things. When one fails there
// is no telling what the transaction still holds.
func (g *group) control(statements ...string) error {
	for _, statement := range statements {
		if _, err := g.conn.exec(statement); err != nil {
			g.lost = fmt.Errorf("%s: %w", statement, err)
			return g.lost
		}
	}
	return nil
}

// commit writes the search rows of the group and commits. They come last
// because FTS5 writes its pending words out at every savepoint.
func (g *group) commit() {
	if g.lost != nil || !g.begun {
		return
	}
	for _, row := range g.search {
		if err := g.indexer.index(row); err != nil {
			g.lost = fmt.Errorf("index message %d: %w", row.messageID, err)
			return
		}
	}
	_ = g.control("COMMIT")
}

// answer tells every caller what became of its request.
func (g *group) answer() {
	for i, r := range g.requests {
		if g.lost != nil {
			r.answer <- g.lost
		} else {
			r.answer <- g.results[i]
		}
	}
}

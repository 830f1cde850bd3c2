package store

import (
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"campfire/internal/chat"
)

var (
	errClosed = &chat.Error{Kind: chat.Unavailable, Code: "shutting_down", Message: "Campfire is shutting down. Try again in a moment."}
	errTxOver = errors.New("store: a transaction was used after its function returned")
)

// notFound says that a record of the named kind is not there.
func notFound(what string) error {
	return &chat.Error{Kind: chat.NotFound, Code: what + "_not_found", Message: "There is no such " + what + "."}
}

// code returns SQLite's extended result code in err's chain; 0 when there is none.
func code(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return sqlite3.SQLITE_OK
}

// primary returns the result code that an extended one refines.
func primary(code int) int { return code & 0xff }

// classify gives an error of the driver the kind a caller can act on; see
// https://www.sqlite.org/rescode.html. What has none stays Internal.
func classify(err error) error {
	kind, name, message := chat.Internal, "", ""
	switch c := code(err); c {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		kind, name, message = chat.Conflict, "already_there", "That is already there."
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		kind, name, message = chat.NotFound, "reference_not_found", "What this belongs to is no longer there."
	default:
		kind, name, message = classifyPrimary(primary(c))
	}
	if kind == chat.Internal {
		return err
	}
	return &chat.Error{Kind: kind, Code: name, Message: message, Err: err}
}

func classifyPrimary(code int) (kind chat.Kind, name, message string) {
	switch code {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR:
		return chat.Unavailable, "storage_full", "The server's disk is full or failing, so nothing was saved. Try again later."
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return chat.Unavailable, "storage_read_only", "The server may not write to its database, so nothing was saved. Try again later."
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return chat.Unavailable, "storage_busy", "The server's database is in use by another program, so nothing was saved. Try again in a moment."
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return chat.Unavailable, "database_corrupt", "A part of the server's database is damaged. Tell your administrator to run campfire doctor."
	case sqlite3.SQLITE_NOMEM:
		return chat.Unavailable, "out_of_memory", "The server is out of memory, so nothing was saved. Try again later."
	case sqlite3.SQLITE_TOOBIG:
		return chat.Invalid, "too_large", "That is too large to be saved."
	default:
		return chat.Internal, "", ""
	}
}

// isFault reports whether SQLite may have undone more than the statement that
// failed (https://www.sqlite.org/lang_transaction.html, section 3), or the
// connection can no longer be trusted.
func isFault(err error) bool {
	switch primary(code(err)) {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY,
		sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB,
		sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL:
		return true
	default:
		return false
	}
}

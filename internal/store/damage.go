package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"campfire/internal/chat"
)

// checkTrees goes down the right edge of every table and index, where all that
// is new is written, and tells the first page that cannot be one of them. It
// takes a millisecond whatever the size of the file; Check reads all of it.
func checkTrees(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, `SELECT rootpage FROM sqlite_master WHERE rootpage > 0`)
	if err != nil {
		return err
	}
	roots, err := collect(rows, nil, scanInt)
	if err != nil {
		return err
	}
	read, err := db.PrepareContext(ctx, `SELECT data FROM sqlite_dbpage WHERE pgno = ?`)
	if err != nil {
		return err
	}
	defer read.Close()
	for _, root := range roots {
		if err := checkEdge(ctx, read, root); err != nil {
			return err
		}
	}
	return nil
}

// The kinds of pages of a B-tree, https://www.sqlite.org/fileformat2.html, section 1.6.
const (
	indexInterior = 2
	tableInterior = 5
	indexLeaf     = 10
	tableLeaf     = 13
)

// maxDepth is more levels than a tree of 2³² pages has.
const maxDepth = 20

func checkEdge(ctx context.Context, read *sql.Stmt, number int64) error {
	allowed := []byte{indexInterior, indexLeaf, tableInterior, tableLeaf}
	for range maxDepth {
		var page []byte
		if err := read.QueryRowContext(ctx, number).Scan(&page); errors.Is(err, sql.ErrNoRows) {
			return damagedPage(number)
		} else if err != nil {
			return err
		}
		if !slices.Contains(allowed, page[0]) || !cellsFit(page) {
			return damagedPage(number)
		}
		switch page[0] {
		case indexInterior:
			allowed = []byte{indexInterior, indexLeaf}
		case tableInterior:
			allowed = []byte{tableInterior, tableLeaf}
		default:
			return nil
		}
		number = int64(binary.BigEndian.Uint32(page[8:])) // the rightmost child
	}
	return damagedPage(number)
}

// cellsFit reports whether the cells that a page says it has are within it.
func cellsFit(page []byte) bool {
	cells, header := int(binary.BigEndian.Uint16(page[3:])), 8
	if page[0] == indexInterior || page[0] == tableInterior {
		header = 12
	}
	if header+2*cells > len(page) {
		return false
	}
	for i := range cells {
		if at := int(binary.BigEndian.Uint16(page[header+2*i:])); at < header+2*cells || at >= len(page) {
			return false
		}
	}
	return true
}

// errDamaged is found by us; SQLite has SQLITE_CORRUPT.
var errDamaged = errors.New("is damaged")

func damagedPage(number int64) error { return fmt.Errorf("page %d %w", number, errDamaged) }

// damaged says what to do about a database that is, with the command to type.
func damaged(path, backupDir string, err error) *chat.Error {
	message := "The database " + path + " is damaged. "
	switch copied := newestCopy(path, backupDir); {
	case copied == "":
		message += "There is no copy of it in " + backupDir + ". Save what can be read: sqlite3 " + path + " .recover | sqlite3 " + path +
			".recovered, and start with DATABASE_PATH=" + path + ".recovered"
	case copied == snapshotPath(path, backupDir):
		message += "Put its copy " + copied + " back: campfire hook post-restore"
	default:
		message += "Put its newest copy back: cp " + copied + " " + snapshotPath(path, backupDir) + " && campfire hook post-restore"
	}
	return &chat.Error{Kind: chat.Unavailable, Code: "database_corrupt", Message: message, Err: err}
}

// snapshotPath is where the copy is that is made by request.
func snapshotPath(path, backupDir string) string {
	return filepath.Join(backupDir, filepath.Base(path))
}

// newestCopy returns the copy in the folder that was written last; "" when there is none.
func newestCopy(path, backupDir string) (newest string) {
	copies, _ := filepath.Glob(filepath.Join(backupDir, "*"+filepath.Ext(path))) // the pattern is well formed
	var written int64
	for _, c := range copies {
		if info, err := os.Stat(c); err == nil && info.ModTime().UnixNano() > written {
			newest, written = c, info.ModTime().UnixNano()
		}
	}
	return newest
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"campfire/internal/config"
	"campfire/internal/store"
)

// reindex makes the search index anew.
func reindex(ctx context.Context, t terminal) error {
	cfg, err := config.Load(t.environ)
	if err != nil {
		return err
	}
	if _, err := os.Stat(cfg.DatabasePath); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no database at %s to index", cfg.DatabasePath)
	}
	db, err := store.Open(ctx, store.Options{Path: cfg.DatabasePath, BackupDir: cfg.BackupsPath()})
	if err != nil {
		return err
	}
	messages, err := db.Reindex(ctx)
	if err := errors.Join(err, db.Close()); err != nil {
		return fmt.Errorf("make the search index anew: %w", err)
	}
	fmt.Fprintf(t.out, "%-8s %-9s The index was made anew from %d messages.\n", well, "search", messages)
	return nil
}

// checkSearch looks for messages that search cannot find. A database that
// cannot be read is told of elsewhere.
func checkSearch(ctx context.Context, cfg config.Config) []finding {
	const about = "search"
	if _, err := os.Stat(cfg.DatabasePath); err != nil {
		return nil
	}
	missing, err := store.Unindexed(ctx, cfg.DatabasePath)
	switch {
	case err != nil:
		return nil
	case missing > 0:
		return []finding{{warning, about, fmt.Sprintf("Search cannot find %d messages. Stop the server and run campfire doctor --reindex.", missing)}}
	default:
		return []finding{{well, about, "Every message is in the index."}}
	}
}

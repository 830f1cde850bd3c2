package main

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"

	"campfire/internal/config"
	"campfire/internal/store"
)

// The hooks of 37signals' ONCE: it runs /hooks/pre-backup beside the server
// before it copies the volume, and /hooks/post-restore on a volume it has put
// back, in a container of the image that it keeps up with "sleep infinity". The
// image has no shell, so all three names are links to this program.

// calledAs gives the command for the names the program may be called by.
var calledAs = map[string][]string{
	"pre-backup":   {"hook", "pre-backup"},
	"post-restore": {"hook", "post-restore"},
	"sleep":        {"hook", "wait"},
}

// commandLine returns what to do, from the program's name and arguments.
func commandLine(argv []string) []string {
	if command, link := calledAs[filepath.Base(argv[0])]; link {
		return append(command, argv[1:]...)
	}
	return argv[1:]
}

func hookPreBackupCommand() command {
	return command{
		name: "hook pre-backup", summary: "leave a consistent copy of the database in the backups folder",
		details: "It may be used while the server runs. The copy has the database's name and\n" +
			"takes the place of the one before.",
		example: "campfire hook pre-backup",
		prepare: func(*flag.FlagSet) action {
			return onDatabase(func(ctx context.Context, t terminal, database, snapshot string) error {
				if err := store.Snapshot(ctx, database, snapshot); err != nil {
					return err
				}
				_, err := fmt.Fprintf(t.out, "A copy of %s is at %s.\n", database, snapshot)
				return err
			})
		},
	}
}

func hookPostRestoreCommand() command {
	return command{
		name: "hook post-restore", summary: "put the copy in the backups folder in place of the database",
		details: "The server must be stopped. What is replaced is kept beside the database.",
		example: "campfire hook post-restore",
		prepare: func(*flag.FlagSet) action {
			return onDatabase(func(ctx context.Context, t terminal, database, snapshot string) error {
				replaced, err := store.Restore(ctx, database, snapshot)
				if err != nil {
					return err
				}
				fmt.Fprintf(t.out, "%s is in place as %s.\n", snapshot, database)
				if replaced != "" {
					fmt.Fprintf(t.out, "What was there is kept as %s.\n", replaced)
				}
				return nil
			})
		},
	}
}

func hookWaitCommand() command {
	return command{
		name: "hook wait", summary: "do nothing until it is stopped, to keep a container up",
		details: "ONCE starts the image like this to run post-restore in it.",
		example: "campfire hook wait",
		prepare: func(*flag.FlagSet) action {
			return func(ctx context.Context, _ terminal, _ []string) error { // sleep's argument does not matter
				<-ctx.Done()
				return nil
			}
		},
	}
}

// onDatabase runs do with the paths of the database and of its copy.
func onDatabase(do func(ctx context.Context, t terminal, database, snapshot string) error) action {
	return func(ctx context.Context, t terminal, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		cfg, err := config.Load(t.environ)
		if err != nil {
			return err
		}
		return do(ctx, t, cfg.DatabasePath, filepath.Join(cfg.BackupsPath(), filepath.Base(cfg.DatabasePath)))
	}
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

func auditCommand() command {
	return command{
		name: "audit", args: "[--kind KIND] [--actor ID] [--user ID] [--since TIME] [--until TIME] [--limit N]",
		summary: "print who did what, one line of JSON each, newest first",
		details: "KIND is such as user.banned, or a noun alone, such as session. TIME is 2026-01-31,\n" +
			"2026-01-31T12:00:00Z, or how long ago, such as 24h. Entries are kept for a year,\n" +
			"refused sign-ins for 90 days.",
		example: "campfire audit --kind session --since 24h",
		prepare: func(flags *flag.FlagSet) action {
			var filter chat.AuditFilter
			flags.StringVar((*string)(&filter.Kind), "kind", "", "only entries of this kind")
			flags.Int64Var(&filter.ActorID, "actor", 0, "only what the user of this id did")
			flags.Int64Var(&filter.UserID, "user", 0, "only what was done to the user of this id")
			flags.Func("since", "only from this time on", func(s string) (err error) { filter.Since, err = readTime(s); return err })
			flags.Func("until", "only before this time", func(s string) (err error) { filter.Until, err = readTime(s); return err })
			limit := flags.Int("limit", 0, "at most so many; 0 is all")
			return func(ctx context.Context, t terminal, args []string) error {
				if err := noArguments(args); err != nil {
					return err
				}
				if *limit < 0 {
					return usageError{"--limit takes a number of entries, 0 or more"}
				}
				return printAudit(ctx, t, filter, *limit)
			}
		},
	}
}

// auditPage is how many entries are asked for at once.
const auditPage = 5000

// printAudit prints page after page; a limit of 0 is none.
func printAudit(ctx context.Context, t terminal, filter chat.AuditFilter, limit int) error {
	for left := limit; limit == 0 || left > 0; left -= filter.Limit {
		filter.Limit = auditPage
		if limit > 0 {
			filter.Limit = min(left, auditPage)
		}
		lines, err := perform(ctx, t, operation{Verb: readAudit, Audit: filter})
		if err != nil || lines == "" {
			return err
		}
		if _, err := fmt.Fprint(t.out, lines); err != nil {
			return err
		}
		if filter.Before, err = lastID(lines); err != nil {
			return err
		}
	}
	return nil
}

// auditLines is a page as JSON lines.
func auditLines(page chat.AuditPage) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	for _, e := range page.Entries {
		_ = encoder.Encode(wire.NewAuditEntry(e)) // strings and numbers only
	}
	return b.String()
}

// lastID is the id of the entry in the last of lines.
func lastID(lines string) (int64, error) {
	lines = strings.TrimSuffix(lines, "\n")
	var entry wire.AuditEntry
	err := json.Unmarshal([]byte(lines[strings.LastIndexByte(lines, '\n')+1:]), &entry)
	return entry.ID, err
}

// readTime reads a time, a day, which begins at midnight UTC, or how long ago.
func readTime(s string) (time.Time, error) {
	if ago, err := time.ParseDuration(s); err == nil {
		return time.Now().Add(-ago), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, nil
		}
	}
	return time.Time{}, errors.New("it takes a time such as 2026-01-31, 2026-01-31T12:00:00Z or 24h")
}

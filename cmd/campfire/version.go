package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
)

func versionCommand() command {
	return command{
		name: "version", summary: "print the version, the commit and the Go it was built with",
		example: "campfire version",
		prepare: func(*flag.FlagSet) action {
			return func(_ context.Context, t terminal, args []string) error {
				if err := noArguments(args); err != nil {
					return err
				}
				_, err := fmt.Fprintf(t.out, "campfire %s (%s, %s)\n", version, commit, runtime.Version())
				return err
			}
		},
	}
}

package main

import (
	"context"
	"flag"

	"campfire/internal/config"
)

func generateSecretsCommand() command {
	return command{
		name: "generate-secrets", summary: "print new secrets, to be set in the environment",
		details: "campfire serve makes its own and keeps them in secrets.env; this is for those who keep secrets elsewhere.",
		example: "campfire generate-secrets > campfire.env",
		prepare: func(*flag.FlagSet) action {
			return func(_ context.Context, t terminal, args []string) error {
				if err := noArguments(args); err != nil {
					return err
				}
				secrets, err := config.GenerateSecrets()
				if err != nil {
					return err
				}
				_, err = secrets.WriteTo(t.out)
				return err
			}
		},
	}
}

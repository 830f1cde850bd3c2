package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"campfire/internal/chat"
	"campfire/internal/config"
)

func userListCommand() command {
	return command{
		name: "user list", summary: "list the active people and bots",
		example: "campfire user list",
		prepare: func(*flag.FlagSet) action {
			return func(ctx context.Context, t terminal, args []string) error {
				if err := noArguments(args); err != nil {
					return err
				}
				return operate(ctx, t, operation{Verb: listUsers})
			}
		},
	}
}

func userAddCommand() command {
	return command{
		name: "user add", args: "[--admin] [--password-stdin] NAME EMAIL", summary: "add a person",
		details: "Without --password-stdin a password is made and printed.",
		example: `campfire user add "Ada Lovelace" ada@example.com`,
		prepare: func(flags *flag.FlagSet) action {
			admin := flags.Bool("admin", false, "make them an administrator")
			stdin := flags.Bool("password-stdin", false, "read the password from standard input")
			return func(ctx context.Context, t terminal, args []string) error {
				if len(args) != 2 {
					return usageError{"it takes a name and an email address"}
				}
				password, err := newPassword(t.in, *stdin)
				if err != nil {
					return err
				}
				return operate(ctx, t, operation{Verb: addUser, Name: args[0], EmailAddress: args[1], Password: password, Shown: !*stdin, Administrator: *admin})
			}
		},
	}
}

func userPasswordCommand() command {
	return command{
		name: "user password", args: "[--password-stdin] EMAIL", summary: "give a person a new password and sign them out everywhere",
		details: "Without --password-stdin a password is made and printed.",
		example: "campfire user password ada@example.com",
		prepare: func(flags *flag.FlagSet) action {
			stdin := flags.Bool("password-stdin", false, "read the password from standard input")
			return func(ctx context.Context, t terminal, args []string) error {
				if len(args) != 1 {
					return usageError{"it takes an email address"}
				}
				password, err := newPassword(t.in, *stdin)
				if err != nil {
					return err
				}
				return operate(ctx, t, operation{Verb: setPassword, EmailAddress: args[0], Password: password, Shown: !*stdin})
			}
		},
	}
}

func userAdminCommand() command {
	return command{
		name: "user admin", args: "[--remove] EMAIL", summary: "make a person an administrator",
		example: "campfire user admin ada@example.com",
		prepare: func(flags *flag.FlagSet) action {
			remove := flags.Bool("remove", false, "make them a member again")
			return func(ctx context.Context, t terminal, args []string) error {
				if len(args) != 1 {
					return usageError{"it takes an email address"}
				}
				return operate(ctx, t, operation{Verb: setRole, EmailAddress: args[0], Administrator: !*remove})
			}
		},
	}
}

// newPassword reads a password from in, or makes one.
func newPassword(in io.Reader, read bool) (string, error) {
	if !read {
		return rand.Text()[:16], nil
	}
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// operate carries out an operation in the server that is running on the data,
// or here when none is: there is one writer at a time.
func operate(ctx context.Context, t terminal, op operation) error {
	reply, err := perform(ctx, t, op)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(t.out, reply)
	return err
}

// perform is operate that returns what was done.
func perform(ctx context.Context, t terminal, op operation) (string, error) {
	cfg, err := config.Load(t.environ)
	if err != nil {
		return "", err
	}
	reply, err := callServer(ctx, controlSocket(cfg), op)
	if errors.Is(err, errNoServer) {
		return operateHere(ctx, cfg, op)
	}
	return reply, err
}

func operateHere(ctx context.Context, cfg config.Config, op operation) (string, error) {
	if _, err := os.Stat(cfg.DatabasePath); err != nil {
		return "", fmt.Errorf("there is no Campfire in %s that this user may open. Set DATA_PATH to its folder, or start one with campfire serve (%w)", cfg.DataPath, err)
	}
	a, err := newApp(ctx, cfg, quietLogger())
	if err != nil {
		return "", err
	}
	reply, err := op.run(ctx, a.chat)
	return reply, errors.Join(err, a.close())
}

// verb says what an operation does.
type verb string

const (
	listUsers   verb = "list users"
	addUser     verb = "add user"
	setPassword verb = "set password"
	setRole     verb = "set role"
	readAudit   verb = "read the audit log"
)

// operation is what somebody with a shell on the server wants done.
type operation struct {
	Verb          verb
	Name          string
	EmailAddress  string
	Password      string
	Shown         bool // the password was made here, so say it
	Administrator bool
	Audit         chat.AuditFilter
}

// run returns the sentence that says what was done.
func (op operation) run(ctx context.Context, service *chat.Service) (string, error) {
	switch op.Verb {
	case listUsers:
		users, err := service.Users(ctx)
		return userTable(users), err
	case addUser:
		r := chat.Registration{Name: op.Name, EmailAddress: op.EmailAddress, Password: op.Password}
		user, err := service.AddUser(ctx, r, op.role())
		return fmt.Sprintf("%s can sign in as %s.%s", user.Name, user.EmailAddress, op.shownPassword()), err
	case setPassword:
		user, err := service.SetPassword(ctx, op.EmailAddress, op.Password)
		return fmt.Sprintf("%s is signed out everywhere and can sign in as %s.%s", user.Name, user.EmailAddress, op.shownPassword()), err
	case setRole:
		user, err := service.SetRole(ctx, op.EmailAddress, op.role())
		return fmt.Sprintf("%s is now %s.", user.Name, withArticle(user.Role)), err
	case readAudit:
		page, err := service.AuditLog(ctx, op.Audit)
		return auditLines(page), err
	default:
		return "", fmt.Errorf("the server does not know how to %s", op.Verb)
	}
}

func (op operation) role() chat.Role {
	if op.Administrator {
		return chat.Administrator
	}
	return chat.Member
}

func (op operation) shownPassword() string {
	if !op.Shown {
		return ""
	}
	return "\nThe password is " + op.Password
}

func withArticle(r chat.Role) string {
	if r == chat.Administrator {
		return "an administrator"
	}
	return "a member"
}

func userTable(users []chat.User) string {
	var b strings.Builder
	for _, u := range users {
		fmt.Fprintf(&b, "%-6d %-13s %-30s %s\n", u.ID, u.Role, u.EmailAddress, u.Name)
	}
	return strings.TrimRight(b.String(), "\n")
}

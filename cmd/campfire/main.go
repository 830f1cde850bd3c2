// Command campfire is chat for one team on one server, in one binary.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"campfire/internal/chat"
)

// Set when the binary is linked, see the Makefile.
var (
	version = "dev"
	commit  = "unknown"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	t := terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr, environ: os.Environ()}
	code := run(ctx, t, commandLine(os.Args))
	stop()
	os.Exit(code)
}

// terminal is where a command was called from.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	environ  []string
}

// command is one thing campfire can be told to do.
type command struct {
	name    string // one word or two: "user add"
	args    string // what follows it in the usage line
	summary string
	details string // further help; may be empty
	example string
	// prepare declares the flags and returns what to do once they are read.
	prepare func(*flag.FlagSet) action
}

type action func(ctx context.Context, t terminal, args []string) error

// commands in the order of the help.
func commands() []command {
	return []command{
		serveCommand(), demoCommand(),
		userListCommand(), userAddCommand(), userPasswordCommand(), userAdminCommand(), auditCommand(),
		generateSecretsCommand(), doctorCommand(), healthcheckCommand(),
		hookPreBackupCommand(), hookPostRestoreCommand(), hookWaitCommand(), versionCommand(),
	}
}

// usageError is a command called the wrong way.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

func run(ctx context.Context, t terminal, args []string) int {
	if len(args) == 0 {
		args = []string{"serve"}
	}
	if args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		printHelp(t.out)
		return 0
	}
	c, rest, found := find(args)
	if !found {
		fmt.Fprintf(t.err, "campfire: %s.\n", unknown(args))
		return 2
	}
	return c.run(ctx, t, rest)
}

// unknown says that args are no command, and which ones begin like it.
func unknown(args []string) string {
	var alike []string
	for _, c := range commands() {
		if strings.HasPrefix(c.name, args[0]+" ") {
			alike = append(alike, "campfire "+c.name)
		}
	}
	if len(alike) > 0 {
		return "say which: " + strings.Join(alike, ", ")
	}
	return fmt.Sprintf("there is no command %q; see campfire --help", strings.Join(args, " "))
}

// find returns the command args begin with and what follows its name.
func find(args []string) (c command, rest []string, found bool) {
	for _, c := range commands() {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == c.name {
			return c, args[len(words):], true
		}
	}
	return command{}, nil, false
}

func (c command) run(ctx context.Context, t terminal, args []string) int {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	act := c.prepare(flags)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		c.printHelp(t.out, flags)
		return 0
	case err != nil:
		err = usageError{err.Error()}
	default:
		err = act(ctx, t, flags.Args())
	}
	return c.report(t, err)
}

// report says what went wrong, in one sentence, and returns the exit code.
func (c command) report(t terminal, err error) int {
	if err == nil {
		return 0
	}
	if usage, ok := errors.AsType[usageError](err); ok {
		fmt.Fprintf(t.err, "campfire %s: %s; see campfire %s --help.\n", c.name, usage.message, c.name)
		return 2
	}
	fmt.Fprintf(t.err, "campfire %s: %s\n", c.name, forPeople(err))
	return 1
}

// forPeople is the sentence of an error that has one, with its cause in
// brackets, else the error as it is.
func forPeople(err error) string {
	known, ok := errors.AsType[*chat.Error](err)
	if !ok {
		return err.Error()
	}
	sentence := strings.TrimSuffix(known.Message, ".") + "."
	if known.Err != nil {
		sentence += fmt.Sprintf(" (%v)", known.Err)
	}
	return sentence
}

func printHelp(w io.Writer) {
	fmt.Fprint(w, "Campfire is chat for one team on one server.\n\nUsage: campfire [command]; alone it is campfire serve.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-17s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, "\ncampfire COMMAND --help says more of each.\n")
}

func (c command) printHelp(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "campfire %s: %s\n\nUsage: campfire %s", c.name, c.summary, strings.TrimSpace(c.name+" "+c.args))
	flags.SetOutput(w)
	fmt.Fprint(w, "\n")
	flags.PrintDefaults()
	if c.details != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(c.details))
	}
	fmt.Fprintf(w, "\nExample:\n  %s\n", c.example)
}

// noArguments refuses what a command does not take.
func noArguments(args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Sprintf("it takes no argument, so %q is one too many", args[0])}
	}
	return nil
}

// Command bench measures the running binary, bin/campfire, beside a baseline
// for each thing it does, and writes one table. make bench runs all of it;
//
//	go run ./bench -scenario 'fan-out|idle' -rounds 1
//	go run ./bench -quick
//
// run a part, and everything small within a minute. All traffic stays on the
// loopback; everything started here is stopped here.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := command(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// command is the bench, or, called as "bench bare", the server that is the
// baseline of pages.
func command(ctx context.Context, args []string, in io.Reader, out, progress io.Writer) error {
	if len(args) == 1 && args[0] == bareCommand {
		return serveBare(ctx, in, out)
	}
	o, err := parseFlags(args, progress)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	return o.run(ctx, out, progress)
}

// options are what the command line chooses.
type options struct {
	binary   string
	rounds   int
	scale    float64
	measure  time.Duration
	scenario *regexp.Regexp
	page     string
}

// parseFlags prints help to where it is told to.
func parseFlags(args []string, help io.Writer) (options, error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(help)
	o := options{scenario: regexp.MustCompile("")}
	flags.StringVar(&o.binary, "binary", filepath.Join("bin", "campfire"), "the server to measure")
	flags.IntVar(&o.rounds, "rounds", 3, "how often each thing is measured; the median counts")
	flags.Float64Var(&o.scale, "scale", 1, "part of the people, messages and sockets to make, such as 0.1")
	flags.DurationVar(&o.measure, "measure", 5*time.Second, "how long each measurement takes")
	flags.StringVar(&o.page, "out", "", "page to write the table into; empty is the terminal alone")
	flags.Func("scenario", "regular expression of the scenarios to run (default all)", func(s string) (err error) {
		o.scenario, err = regexp.Compile(s)
		return err
	})
	quick := flags.Bool("quick", false, "everything small, within a minute: -rounds 1 -scale 0.02 -measure 300ms unless set")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if *quick {
		if err := setDefaults(flags, map[string]string{"rounds": "1", "scale": "0.02", "measure": "300ms"}); err != nil {
			return o, err
		}
	}
	return o, o.check(flags.NArg())
}

// setDefaults sets the flags that were not given.
func setDefaults(flags *flag.FlagSet, values map[string]string) error {
	flags.Visit(func(f *flag.Flag) { delete(values, f.Name) })
	for name, value := range values {
		if err := flags.Set(name, value); err != nil {
			return err
		}
	}
	return nil
}

func (o options) check(arguments int) error {
	switch {
	case arguments > 0:
		return errors.New("it takes flags only; see -help")
	case o.rounds < 1 || o.scale <= 0 || o.scale > 1 || o.measure <= 0:
		return errors.New("rounds and measure are above 0, scale is above 0 and at most 1")
	case o.page != "" && (o.scenario.String() != "" || o.scale < 1):
		return errors.New("the page shows all scenarios at full size: leave out -scenario, -scale and -quick, or -out")
	}
	return nil
}

// run measures and reports. When anything went wrong the page stays as it is.
func (o options) run(ctx context.Context, out, progress io.Writer) error {
	runtime.GOMAXPROCS(runtime.NumCPU() + 1) // one is asleep in the kernel, see sleepUntil
	b, err := newBench(ctx, o, progress)
	if err != nil {
		return err
	}
	machine := describeMachine(b.dir)
	err = b.runAll(ctx, o.scenario)
	report := machine.String() + "\n\n" + b.table.String()
	fmt.Fprint(out, report)
	if err == nil && o.page != "" {
		err = writeSection(o.page, report)
	}
	return errors.Join(err, b.close())
}

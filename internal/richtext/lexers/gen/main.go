// Command gen writes chroma's lexers of the languages named as XML files into
// the folder lexers. chroma's own package of lexers has some 300, and makes all
// of them when a program starts.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"reflect"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

func main() {
	for _, language := range os.Args[1:] {
		if err := write(language); err != nil {
			log.Fatalf("%s: %v", language, err)
		}
	}
}

func write(language string) error {
	lexer, err := regexLexer(lexers.Get(language))
	if err != nil {
		return err
	}
	if lexer, err = plainStrings(lexer); err != nil {
		return err
	}
	file, err := chroma.Marshal(lexer)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("lexers", language+".xml"), append(file, '\n'), 0o644)
}

// regexLexer returns the rules' lexer that may be inside of another, such as of
// Markdown, whose front matter goes without colours then.
func regexLexer(l chroma.Lexer) (*chroma.RegexLexer, error) {
	if lexer, ok := l.(*chroma.RegexLexer); ok {
		return lexer, nil
	}
	if outer := reflect.Indirect(reflect.ValueOf(l)); outer.IsValid() && outer.Kind() == reflect.Struct {
		if inner := outer.FieldByName("Lexer"); inner.IsValid() {
			if lexer, ok := inner.Interface().(*chroma.RegexLexer); ok {
				return lexer, nil
			}
		}
	}
	return nil, fmt.Errorf("%T has no rules of its own", l)
}

// plainStrings has Go's raw strings be strings: what looks for templates in them
// cannot be written down.
func plainStrings(l *chroma.RegexLexer) (*chroma.RegexLexer, error) {
	rules, err := l.Rules()
	if err != nil || l.Config().Name != "Go" {
		return l, err
	}
	rules = rules.Clone()
	for i, rule := range rules["root"] {
		if rule.Pattern == "(`)([^`]*)(`)" {
			rules["root"][i] = chroma.Rule{Pattern: "`[^`]*`", Type: chroma.LiteralString}
		}
	}
	return chroma.NewLexer(l.Config(), func() chroma.Rules { return rules })
}

package richtext

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
)

// What is coloured of one message; beyond it code is shown as it is. A span is
// many times the code in it, and some lexers need quadratic time for code that
// was made to be slow: the time is looked at after each token, for the worst of
// which of so many bytes they were seen to take a third of a second.
const (
	maxColoured     = 8 << 10 // bytes of code
	maxSpans        = 4000
	maxColouredTime = 250 * time.Millisecond
)

// colours gives the class of what is coloured, by chroma's names for both. What
// is not here looks like the code around it.
var colours = []struct {
	kind  chroma.TokenType
	class string
}{
	{chroma.NameFunction, "nf"},
	{chroma.NameClass, "nc"},
	{chroma.NameTag, "nt"},
	{chroma.NameBuiltin, "nb"},
	{chroma.NameAttribute, "na"},
	{chroma.NameDecorator, "nd"},
	{chroma.GenericDeleted, "gd"},
	{chroma.GenericInserted, "gi"},
	{chroma.GenericHeading, "gh"},
	{chroma.GenericSubheading, "gu"},
	{chroma.LiteralString, "s"},
	{chroma.LiteralNumber, "m"},
	{chroma.Keyword, "k"},
	{chroma.Comment, "c"},
}

// painter colours the code of one message. The zero painter is ready.
type painter struct {
	bytes, spans int       // coloured
	until        time.Time // set with the first code
}

// paint colours a code block that says what language it is in.
func (p *painter) paint(pre *node) {
	language := languageOf(pre)
	if language == "" {
		return
	}
	lexer := lexerFor(language)
	code, plain := codeIn(pre)
	if p.bytes += len(code); lexer == nil || !plain || p.bytes > maxColoured {
		return
	}
	if p.until.IsZero() {
		p.until = time.Now().Add(maxColouredTime)
	}
	if painted, ok := p.tokens(lexer, code); ok {
		pre.children = painted
	}
}

// tokens returns code as runs of text, coloured or not. A lexer that fails, or
// that loses a letter, is not ok.
func (p *painter) tokens(lexer chroma.Lexer, code string) (painted []*node, ok bool) {
	defer func() {
		if recover() != nil { // chroma's iterators fail so
			painted, ok = nil, false
		}
	}()
	next, err := lexer.Tokenise(nil, code)
	if err != nil {
		return nil, false
	}
	var text strings.Builder
	last := ""
	for token := next(); token != chroma.EOF; token = next() {
		text.WriteString(token.Value)
		class := classOf(token.Type)
		if len(painted) > 0 && class == last {
			run := painted[len(painted)-1]
			if class != "" {
				run = run.children[0]
			}
			run.text += token.Value
			continue
		}
		if p.spans++; p.spans > maxSpans || time.Now().After(p.until) {
			return nil, false
		}
		painted, last = append(painted, coloured(token.Value, class)), class
	}
	if text.String() == code+"\n" { // some lexers end the last line
		run := &painted[len(painted)-1].text
		if last != "" {
			run = &painted[len(painted)-1].children[0].text
		}
		*run = strings.TrimSuffix(*run, "\n")
		return painted, true
	}
	return painted, text.String() == code
}

func coloured(text, class string) *node {
	if class == "" {
		return textNode(text)
	}
	return element("span", textNode(text), "class", class)
}

func classOf(kind chroma.TokenType) string {
	for _, c := range colours {
		if kind == c.kind || kind.SubCategory() == c.kind || kind.Category() == c.kind {
			return c.class
		}
	}
	return ""
}

// lexerFiles are chroma's lexers of what people write to each other in, one file
// for each language. NOTICES.md says whose they are.
//
//go:generate go run ./lexers/gen bash batch c clojure cmake cpp csharp css dart diff docker elixir elm erlang fsharp go graphql groovy haskell hcl html ini java javascript json julia kotlin latex lua make markdown nginx nix objective-c ocaml perl php powershell protobuf python r ruby rust sass scala scss sql swift terraform toml typescript vue xml yaml zig
//go:embed lexers/*.xml
var lexerFiles embed.FS

// lexersByName gives each lexer by all the names its language goes by, in lower
// case. Nothing is read before code is first coloured, and of each lexer little
// more than its names before it is used.
var lexersByName = sync.OnceValue(func() map[string]chroma.Lexer {
	files, _ := fs.Glob(lexerFiles, "lexers/*.xml") // the pattern is right
	byName, registry := map[string]chroma.Lexer{}, chroma.NewLexerRegistry()
	for _, file := range files {
		lexer := registry.Register(chroma.MustNewXMLLexer(lexerFiles, file))
		byName[strings.TrimSuffix(path.Base(file), ".xml")] = lexer
		for _, alias := range lexer.Config().Aliases {
			byName[strings.ToLower(alias)] = lexer
		}
	}
	return byName
})

// lexerFor returns the lexer of a language that is named; nil when there is none.
// Nothing is guessed.
func lexerFor(language string) chroma.Lexer {
	return lexersByName()[strings.ToLower(language)]
}

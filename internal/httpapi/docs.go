package httpapi

import (
	_ "embed"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// docsPath is where the API's description is to be read.
const docsPath = "/api/docs"

//go:embed docs.html
var docsHTML string

//go:embed docs.js
var docsScript []byte

var docsPage = template.Must(template.New("docs").Parse(docsHTML))

// docsView is the API's description arranged for reading.
type docsView struct {
	Title, Version, Description string
	Operations                  []docsOperation
	Shapes                      []docsShape
}

type docsOperation struct {
	*huma.Operation
	Public  bool
	Input   []docsField
	Answers []docsField // Name is the status
}

type docsShape struct {
	Name   string
	Fields []docsField
}

type docsField struct {
	Name, Type, Ref, Doc string
	Required             bool
}

// docs answers the API's description as a page to read. Its script is for
// trying what it says.
func (s *Server) docs(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := docsPage.Execute(w, newDocsView(s.api.OpenAPI())); err != nil {
		s.Logger.Debug("docs not written", "error", err)
	}
}

func (s *Server) docsScript(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	write(w, r, docsScript, http.StatusOK)
}

func newDocsView(api *huma.OpenAPI) docsView {
	view := docsView{Title: api.Info.Title, Version: api.Info.Version, Description: api.Info.Description}
	for _, path := range slices.Sorted(maps.Keys(api.Paths)) {
		item := api.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				view.Operations = append(view.Operations, newDocsOperation(op))
			}
		}
	}
	schemas := api.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		view.Shapes = append(view.Shapes, docsShape{Name: name, Fields: fieldsOf(schemas[name])})
	}
	return view
}

func newDocsOperation(op *huma.Operation) docsOperation {
	d := docsOperation{Operation: op, Public: op.Security == nil}
	for _, p := range op.Parameters {
		if p.In == "path" || p.In == "query" {
			d.Input = append(d.Input, field(p.Name, p.Schema, p.Required, p.Schema.Description))
		}
	}
	if op.RequestBody != nil {
		for _, media := range op.RequestBody.Content {
			d.Input = append(d.Input, field("body", media.Schema, true, ""))
		}
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		response := op.Responses[status]
		answer := docsField{Name: status, Doc: response.Description}
		for _, media := range response.Content {
			answer = field(status, media.Schema, false, response.Description)
		}
		d.Answers = append(d.Answers, answer)
	}
	return d
}

func fieldsOf(schema *huma.Schema) []docsField {
	var fields []docsField
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
		property := schema.Properties[name]
		fields = append(fields, field(name, property, slices.Contains(schema.Required, name), property.Description))
	}
	return fields
}

func field(name string, schema *huma.Schema, required bool, doc string) docsField {
	f := docsField{Name: name, Required: required, Doc: doc}
	if schema == nil {
		return f
	}
	if schema.Items != nil && schema.Items.Ref != "" {
		f.Type, f.Ref = "list of ", refName(schema.Items.Ref)
		return f
	}
	if len(schema.OneOf) == 2 { // an object or null
		f.Type, f.Ref = "null or ", refName(schema.OneOf[0].Ref)
		return f
	}
	if schema.Ref != "" {
		f.Ref = refName(schema.Ref)
		return f
	}
	f.Type = schema.Type
	if schema.Items != nil {
		f.Type = "list of " + schema.Items.Type
	}
	if schema.Nullable {
		f.Type += " or null"
	}
	return f
}

func refName(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }

package httpapi_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated files")

const openAPIFile = "../../web/openapi.json"

func TestOpenAPIDocumentIsCurrent(t *testing.T) {
	r := newSite(t).browser().send("GET", "/api/openapi.json", "")
	var document bytes.Buffer
	if err := json.Indent(&document, []byte(r.text), "", "  "); err != nil {
		t.Fatal(err)
	}
	document.WriteByte('\n')
	if *update {
		if err := os.WriteFile(openAPIFile, document.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(openAPIFile)
	if err != nil || !bytes.Equal(committed, document.Bytes()) {
		t.Errorf("web/openapi.json is stale (%v); run make generate", err)
	}
}

func TestDocsPageListsEveryRoute(t *testing.T) {
	s := newSite(t)
	page := s.browser().send("GET", "/api/docs", "")
	var api struct {
		Paths map[string]map[string]any
	}
	if err := json.Unmarshal([]byte(s.browser().send("GET", "/api/openapi.json", "").text), &api); err != nil {
		t.Fatal(err)
	}
	if len(api.Paths) < 8 {
		t.Fatalf("only %d paths are described", len(api.Paths))
	}
	for path, methods := range api.Paths {
		for method := range methods {
			if !strings.Contains(page.text, "<b>"+strings.ToUpper(method)+"</b> "+path) {
				t.Errorf("%s %s is not on the page", method, path)
			}
		}
	}
	script := s.browser().send("GET", "/api/docs.js", "")
	if got := script.Header.Get("Content-Type"); strings.Count(page.text, "<script") != 1 || !strings.HasPrefix(got, "text/javascript") {
		t.Errorf("the page has not its script, and that alone: %s", got)
	}
}

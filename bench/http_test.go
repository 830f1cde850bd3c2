package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestClientReadsWhatNetHTTPAnswers(t *testing.T) {
	long := strings.Repeat("0123456789", 10_000)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /short", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Etag", `"1"`)
		_, _ = w.Write([]byte("short " + r.Header.Get("Cookie")))
	})
	mux.HandleFunc("GET /long", func(w http.ResponseWriter, _ *http.Request) {
		for part := range strings.SplitAfterSeq(long, "9") {
			_, _ = w.Write([]byte(part)) // in chunks
		}
	})
	mux.HandleFunc("GET /same", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
		}
	})
	mux.HandleFunc("POST /made", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", r.Header.Get("Content-Type"))
		w.WriteHeader(http.StatusCreated)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	c, err := dialHTTP(t.Context(), server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	for range 2 { // on the same connection
		for _, want := range []struct {
			request []byte
			answer
		}{
			{getRequest("/short", "a=b"), answer{200, "text/plain; charset=utf-8", `"1"`, []byte("short a=b")}},
			{getRequest("/long", ""), answer{200, "text/plain; charset=utf-8", "", []byte(long)}},
			{getRequest("/same", "", "If-None-Match: \"1\"\r\n"), answer{304, "", "", nil}},
			{postRequest("/made", "", []byte(`{}`)), answer{201, "application/json", "", nil}},
			{getRequest("/nothing", ""), answer{404, "text/plain; charset=utf-8", "", []byte("404 page not found\n")}},
		} {
			got, err := c.do(want.request)
			if err != nil || got.status != want.status || got.contentType != want.contentType || got.etag != want.etag || string(got.body) != string(want.body) {
				t.Errorf("got %d %q %q %.50q, %v; want %+v", got.status, got.contentType, got.etag, got.body, err, want.answer)
			}
		}
	}
}

func TestNumberAfter(t *testing.T) {
	for text, want := range map[string]int64{
		`{"seq":12,"id":3}`:                   12,
		`{"body":"\"seq\":7","seq":8}`:        8,
		`{"seq":"x"}`:                         -1,
		`{"id":1}`:                            -1,
		`{"seq":9007199254740993,"more":true`: 9007199254740993,
	} {
		got, ok := numberAfter([]byte(text), `"seq":`)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}

package safehttp

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestWhatIsDialled has addresses as the dialler has them, after names were looked up: what a
// name said before does not matter.
func TestWhatIsDialled(t *testing.T) {
	safe := control(true)
	for address, public := range map[string]bool{
		"93.184.215.14:443": true, "93.184.215.14:8443": true, "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443": true,
		"[64:ff9b::93.184.215.14]:443": true,

		"127.0.0.1:80": false, "127.255.255.254:80": false, "0.0.0.0:80": false, "0.1.2.3:80": false, "[::1]:80": false, "[::]:80": false,
		"10.0.0.1:80": false, "172.16.0.1:80": false, "172.31.255.255:80": false, "192.168.1.1:80": false, "100.64.0.1:80": false,
		"169.254.169.254:80": false, "224.0.0.1:80": false, "255.255.255.255:80": false, "192.0.0.1:80": false, "198.18.0.1:80": false,
		"[::ffff:127.0.0.1]:80": false, "[::ffff:10.0.0.1]:80": false, "[::127.0.0.1]:80": false,
		"[64:ff9b::7f00:1]:80": false, "[64:ff9b::10.0.0.1]:80": false, "[64:ff9b:1::93.184.215.14]:80": false, "[2002:7f00:1::]:80": false, "[2001:0:7f00:1::]:80": false,
		"[fe80::1%eth0]:80": false, "[fc00::1]:80": false, "[fd00::1]:80": false, "[ff02::1]:80": false, "[100::1]:80": false,
	} {
		network := "tcp4"
		if strings.HasPrefix(address, "[") {
			network = "tcp6"
		}
		if err := safe(network, address, nil); (err == nil) != public || err != nil && !Refused(err) {
			t.Errorf("%s: %v, want public %v", address, err, public)
		}
	}
	if err := safe("unix", "/run/docker.sock", nil); !Refused(err) {
		t.Errorf("a socket: %v", err)
	}
}

func TestARequestGoesNowhereElse(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it went elsewhere") }))
	defer elsewhere.Close()
	server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	request, err := http.NewRequestWithContext(t.Context(), "POST", server.URL, strings.NewReader("secret"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := NewClient(Options{Timeout: time.Minute}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	if got.StatusCode != http.StatusTemporaryRedirect {
		t.Errorf("answered %s", got.Status)
	}
}

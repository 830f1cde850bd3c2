package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestWhatIsToComeIsRefusedWithAReason(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	ada.header = http.Header{"Content-Type": {"multipart/form-data; boundary=x"}}
	form := "--x\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"a.txt\"\r\n\r\nhello\r\n--x--\r\n"
	for _, request := range [][2]string{
		{"POST", "/api/rooms/1/messages"},
		{"PUT", "/api/users/me/avatar"},
		{"PUT", "/api/account/logo"},
		{"POST", "/api/unfurl_link"},
	} {
		r := ada.send(request[0], request[1], form)
		if r.StatusCode != http.StatusForbidden || r.body["code"] != "feature_disabled" || !strings.Contains(r.text, "v2.0") {
			t.Errorf("%s %s answers %d %s", request[0], request[1], r.StatusCode, r.text)
		}
	}
}

package httpapi

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"

	"rsc.io/qr"
)

// maxQR is far more than any link of ours has, and less than a code can hold.
const maxQR = 1000

// qrCode draws an address of this Campfire, given in URL-safe base64 as in the
// original. Of other addresses it draws nothing: that would lend them our name.
func (s *Server) qrCode(w http.ResponseWriter, r *http.Request) {
	if _, err := s.Chat.AuthenticateRequest(r.Context(), s.Token(r), clientOf(r)); err != nil {
		s.writeProblem(w, s.problem(r.Context(), err))
		return
	}
	text, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(r.PathValue("id"), "="))
	if err != nil || len(text) > maxQR || !strings.HasPrefix(string(text), Origin(r)+"/") {
		s.writeProblem(w, newProblem(http.StatusNotFound, "a QR code is drawn only of addresses of this Campfire", nil))
		return
	}
	code, err := qr.Encode(string(text), qr.M)
	if err != nil {
		s.writeProblem(w, s.internal(r.Context(), err))
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "private, max-age=31536000")
	write(w, r, drawQR(code), http.StatusOK)
}

// quiet zone around a code, ISO/IEC 18004: 4 modules.
const quietZone = 4

// drawQR draws each run of black modules in a row as one rectangle of a path.
func drawQR(code *qr.Code) []byte {
	var b bytes.Buffer
	size := code.Size + 2*quietZone
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`, size, size)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/><path fill="#000" d="`, size, size)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			first := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > first {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", first+quietZone, y+quietZone, x-first, x-first)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes()
}

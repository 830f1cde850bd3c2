package httpapi

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"campfire/internal/chat"
)

// stylesPath is where the team's own styles are: a sheet of its own, so that
// nothing in it can end up as markup, and under the same policy as all others, so
// that it loads nothing from elsewhere.
const stylesPath = "/account/custom_styles.css"

// stylesURL changes with the styles; empty when there are none.
func stylesURL(a chat.Account) string {
	if a.CustomStyles == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(a.CustomStyles))
	return stylesPath + "?v=" + hex.EncodeToString(sum[:6])
}

// customStyles is public: the sign-in page is dressed too.
func (s *Server) customStyles(w http.ResponseWriter, r *http.Request) {
	account, err := s.Chat.Account(r.Context())
	if err != nil && chat.KindOf(err) != chat.NotFound {
		s.writeProblem(w, s.problem(r.Context(), err))
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	write(w, r, []byte(account.CustomStyles), http.StatusOK)
}

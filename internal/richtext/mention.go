package richtext

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// MentionSalt is the salt of the key that signs mentions, as Rails names it.
const MentionSalt = "signed_global_ids"

// Signer issues and checks the tokens ("sgid") by which a body names the users
// it mentions. They are those of Rails, so mentions stay genuine when the
// original opens the database. A Signer may be used concurrently.
type Signer struct{ key []byte }

// NewSigner returns a Signer. The key is 64 bytes, derived from SECRET_KEY_BASE
// with [MentionSalt].
func NewSigner(key []byte) *Signer { return &Signer{key: key} }

// Sign returns the token that mentions a user. It does not expire.
func (s *Signer) Sign(userID int64) string {
	payload := fmt.Sprintf(`{"_rails":{"data":"gid://campfire/User/%d?expires_in","pur":"attachable"}}`, userID)
	text := base64.URLEncoding.EncodeToString([]byte(payload))
	return text + "--" + s.mac(text)
}

// Verify returns the user a token mentions, and whether it was signed with the
// key, for a mention, and without expiry. Without a key nothing is genuine.
func (s *Signer) Verify(sgid string) (userID int64, ok bool) {
	text, mac, _ := strings.Cut(sgid, "--")
	if len(s.key) == 0 || !hmac.Equal([]byte(mac), []byte(s.mac(text))) {
		return 0, false
	}
	token, ok := decodeSGID(sgid)
	if !ok || token.Purpose != "attachable" || token.Expires != "" {
		return 0, false
	}
	userID = token.userID()
	return userID, userID != 0
}

func (s *Signer) mac(text string) string {
	h := hmac.New(sha1.New, s.key)
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}

// pickedUser reads the user our editor names in a mention it has just made; 0
// is none. Whoever may post may mention, so this needs no token.
func pickedUser(text string) int64 {
	if text == "" {
		return 0
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}

// settleMentions signs the mentions that were made in our editor, and turns
// every other that s did not sign into text.
func (s *Signer) settleMentions(root *node) {
	root.walk(func(n *node) {
		if n.kind != mention {
			return
		}
		if n.pickedID != 0 {
			n.userID = n.pickedID
			n.attrs = attrs("sgid", s.Sign(n.userID), "content-type", mentionType)
			return
		}
		if _, ok := s.Verify(n.attr("sgid")); !ok {
			*n = *textNode(n.shown())
		}
	})
}

// shown returns, as text, the name under which the poster's editor showed a
// mention. It is theirs to choose, like anything else they type.
func (n *node) shown() string {
	if name := oneLine(plainText(parse(n.snapshot)), maxTitle); name != "" {
		return "@" + strings.TrimPrefix(name, "@")
	}
	return missing
}

// resolveMentions puts the current name into every mention and returns the
// users mentioned. A mention of nobody known becomes an unknown attachment.
func resolveMentions(root *node, users Users) (ids []int64) {
	names := map[int64]string{0: ""} // empty: asked, and not known
	root.walk(func(n *node) {
		if n.kind != mention {
			return
		}
		name, asked := names[n.userID]
		if !asked {
			if found, ok := users(n.userID); ok {
				name = "@" + oneLine(found, maxTitle)
				ids = append(ids, n.userID)
			}
			names[n.userID] = name
		}
		if n.text = name; name == "" {
			n.kind = unknown
		}
	})
	return ids
}

// maxSGID is several times the length of any token that Rails or we make.
const maxSGID = 1024

// sgidShape is what a token looks like: base64 of either alphabet, a MAC.
var sgidShape = regexp.MustCompile(`^[A-Za-z0-9+/_=-]+$`)

var (
	gidShape   = regexp.MustCompile(`^gid://campfire/User/([0-9]{1,18})(?:\?|$)`)
	gidInBytes = regexp.MustCompile(`gid://campfire/User/([0-9]{1,18})(?:[^0-9]|$)`)
)

// token is the payload of an sgid. Rails writes a JSON object with the global id
// in data; older versions wrote message, the base64 of a marshalled string.
type token struct {
	Data    json.RawMessage `json:"data"`
	Message string          `json:"message"`
	Purpose string          `json:"pur"`
	Expires string          `json:"exp"`
}

// userOf returns the user an sgid names, whoever signed it, or 0. The original
// shows mentions so too: they outlive a change of the secret.
func userOf(sgid string) int64 {
	t, ok := decodeSGID(sgid)
	if !ok {
		return 0
	}
	return t.userID()
}

func decodeSGID(sgid string) (token, bool) {
	if sgid == "" || len(sgid) > maxSGID {
		return token{}, false
	}
	text, _, _ := strings.Cut(sgid, "--")
	var payload struct {
		Rails token `json:"_rails"`
	}
	err := json.Unmarshal(decodeBase64(text), &payload)
	return payload.Rails, err == nil
}

// userID returns 0 for a token that names something else than a user.
func (t token) userID() int64 {
	var gid string
	match := gidInBytes.FindStringSubmatch(string(decodeBase64(t.Message)))
	if json.Unmarshal(t.Data, &gid) == nil && gid != "" {
		match = gidShape.FindStringSubmatch(gid)
	}
	if match == nil {
		return 0
	}
	id, _ := strconv.ParseInt(match[1], 10, 64) // 18 digits fit
	return id
}

// decodeBase64 accepts both alphabets. It returns nil for anything else.
func decodeBase64(s string) []byte {
	for _, encoding := range []*base64.Encoding{base64.StdEncoding.Strict(), base64.URLEncoding} {
		if b, err := encoding.DecodeString(s); err == nil {
			return b
		}
	}
	return nil
}

package richtext_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"campfire/internal/richtext"
)

// The tokens of user 42, as current and as older versions of Rails write them.
const (
	sgid42    = "eyJfcmFpbHMiOnsiZGF0YSI6ImdpZDovL2NhbXBmaXJlL1VzZXIvNDI_ZXhwaXJlc19pbiIsInB1ciI6ImF0dGFjaGFibGUifX0=--b6da0f1f4aac0ef5708bd11034e34e61bc886e17"
	oldSGID42 = "eyJfcmFpbHMiOnsibWVzc2FnZSI6IkJBaEpJaVpuYVdRNkx5OWpZVzF3Wm1seVpTOVZjMlZ5THpReVAyVjRjR2x5WlhOZmFXNEdPZ1pGVkE9PSIsImV4cCI6bnVsbCwicHVyIjoiYXR0YWNoYWJsZSJ9fQ=="
)

func TestSignMakesTheTokensOfTheOriginal(t *testing.T) {
	if got := signer.Sign(42); got != sgid42 {
		t.Errorf("got %s", got)
	}
}

func TestVerify(t *testing.T) {
	for _, userID := range []int64{1, 42, 1 << 40} {
		if got, ok := signer.Verify(signer.Sign(userID)); got != userID || !ok {
			t.Errorf("Verify(Sign(%d)) = %d, %v", userID, got, ok)
		}
	}
	text, mac, _ := strings.Cut(sgid42, "--")
	forgeries := map[string]string{
		"nothing":           "",
		"no MAC":            text,
		"empty MAC":         text + "--",
		"other key":         newSigner("other").Sign(42),
		"other text":        signer.Sign(43)[:len(text)] + "--" + mac,
		"MAC in upper case": text + "--" + strings.ToUpper(mac),
		"more after it":     sgid42 + "--x",
	}
	keyless := richtext.NewSigner(nil)
	if _, ok := keyless.Verify(keyless.Sign(42)); ok {
		t.Error("verified without a key")
	}
	for name, sgid := range forgeries {
		if id, ok := signer.Verify(sgid); ok {
			t.Errorf("%s: verified as user %d", name, id)
		}
	}
}

func TestReadsWhoIsMentionedWithoutTheSecret(t *testing.T) {
	encode := base64.StdEncoding.EncodeToString
	tests := []struct {
		name, sgid string
		mentions   bool
	}{
		{"current form", sgid42, true},
		{"without MAC", strings.Split(sgid42, "--")[0], true},
		{"older form", oldSGID42 + "--0", true},
		{"standard base64", encode([]byte(`{"_rails":{"data":"gid://campfire/User/42"}}`)), true},
		{"other model", encode([]byte(`{"_rails":{"data":"gid://campfire/Room/42"}}`)), false},
		{"other app", encode([]byte(`{"_rails":{"data":"gid://x/gid://campfire/User/42"}}`)), false},
		{"longer id", encode([]byte(`{"_rails":{"data":"gid://campfire/User/42x"}}`)), false},
		{"id beyond 64 bits", encode([]byte(`{"_rails":{"data":"gid://campfire/User/99999999999999999999"}}`)), false},
		{"data is a number", encode([]byte(`{"_rails":{"data":42}}`)), false},
		{"no JSON", encode([]byte(`gid://campfire/User/42`)), false},
		{"no base64", "?", false},
		{"too long", strings.Repeat("e", 5000), false},
	}
	for _, tt := range tests {
		stored := `<action-text-attachment sgid="` + tt.sgid + `"></action-text-attachment>`
		ids := richtext.Render(stored, users).MentionedUserIDs
		if got := len(ids) == 1 && ids[0] == 42; got != tt.mentions {
			t.Errorf("%s: mentions %v", tt.name, ids)
		}
	}
}

package cable

import (
	"cmp"
	"errors"
	"unicode/utf8"

	"github.com/gobwas/ws"
)

// An ending is the cause of a connection's end that the client is told:
// a disconnect message when reason is set, then a close frame.
type ending struct {
	code      ws.StatusCode
	text      string // the close frame's reason, at most 123 bytes
	reason    string // of the disconnect message; none when empty
	reconnect bool
}

func (e *ending) Error() string {
	return cmp.Or(e.text, e.reason, "closed by client")
}

// frames are the last ones the client gets.
func (e *ending) frames() []byte {
	var b []byte
	if e.reason != "" {
		b = disconnectFrame(e.reason, e.reconnect)
	}
	if e.code == ws.StatusNoStatusRcvd { // answers a close frame without a code
		return append(b, frame(ws.OpClose, nil)...)
	}
	return append(b, frame(ws.OpClose, ws.NewCloseFrameBody(e.code, e.text))...)
}

// The endings a client brings about by itself; the package comment lists them.
var (
	errTooBig       = &ending{code: ws.StatusMessageTooBig, text: "message over 64 KB"}
	errBinary       = &ending{code: ws.StatusUnsupportedData, text: "only text is spoken here"}
	errNotUTF8      = &ending{code: ws.StatusInvalidFramePayloadData, text: "text is not UTF-8"}
	errSubprotocol  = &ending{code: ws.StatusProtocolError, text: "no subprotocol in common"}
	errUnauthorized = &ending{code: ws.StatusNormalClosure, text: "unauthorized", reason: "unauthorized"}
	errBadCommand   = &ending{code: ws.StatusPolicyViolation, text: "not an Action Cable command", reason: "invalid_request"}
	errFlood        = &ending{code: ws.StatusPolicyViolation, text: "too many frames", reason: "rate_limited", reconnect: true}
	errRestart      = &ending{code: ws.StatusGoingAway, text: "server restart", reason: "server_restart", reconnect: true}
	errPanic        = &ending{code: ws.StatusInternalServerError, text: "internal error"}
)

// The causes of a cut: the client is past being told.
var (
	errSlow   = errors.New("client reads too slowly")
	errSilent = errors.New("client answers no ping")
	errForced = errors.New("shutdown ran out of time")
)

func protocolError(err error) *ending {
	return &ending{code: ws.StatusProtocolError, text: err.Error()}
}

// answerClose is the ending for a client's close frame: its own code comes
// back (RFC 6455, section 5.5.1).
func answerClose(payload []byte) *ending {
	if len(payload) == 0 {
		return &ending{code: ws.StatusNoStatusRcvd}
	}
	code, reason := ws.ParseCloseFrameData(payload)
	if code.Empty() {
		return &ending{code: ws.StatusProtocolError, text: "close code of one byte"}
	}
	if !utf8.ValidString(reason) {
		return errNotUTF8
	}
	// IANA has registered 1012 to 1014 since the RFC; the check knows only the RFC's.
	if code < 1012 || code > 1014 {
		if err := ws.CheckCloseFrameData(code, reason); err != nil {
			return protocolError(err)
		}
	}
	return &ending{code: code}
}

package push

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Sizes of a message with one record, RFC 8291 section 4 and RFC 8188 section 2.1.
const (
	recordSize = 4096 // as much as every push service takes
	saltSize   = 16
	keySize    = 65 // of a public key, uncompressed
	headerSize = saltSize + 4 + 1 + keySize
	tagSize    = 16

	// maxPlaintext is what fits into 4,096 bytes with the header, the tag and the
	// delimiter.
	maxPlaintext = recordSize - headerSize - tagSize - 1
)

// receiver is a browser's half of the encryption.
type receiver struct {
	public *ecdh.PublicKey
	auth   []byte
}

// newReceiver reads the keys that a browser gave with its subscription, base64url.
func newReceiver(p256dh, auth string) (receiver, error) {
	point, err := decode(p256dh)
	if err != nil {
		return receiver{}, fmt.Errorf("p256dh key: %w", err)
	}
	public, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		return receiver{}, fmt.Errorf("p256dh key: %w", err)
	}
	secret, err := decode(auth)
	if err != nil {
		return receiver{}, fmt.Errorf("auth key: %w", err)
	}
	return receiver{public: public, auth: secret}, nil
}

func decode(s string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "="))
}

// encrypt makes the body of a push, aes128gcm after RFC 8291, under a key and a
// salt of its own.
func (r receiver) encrypt(plaintext []byte) ([]byte, error) {
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	salt := make([]byte, saltSize)
	rand.Read(salt) // never returns an error
	return r.seal(plaintext, private, salt)
}

// seal encrypts with a sender's key and a salt, which must not be used again.
func (r receiver) seal(plaintext []byte, private *ecdh.PrivateKey, salt []byte) ([]byte, error) {
	if len(plaintext) > maxPlaintext {
		return nil, fmt.Errorf("%d bytes do not fit into a push, which takes %d", len(plaintext), maxPlaintext)
	}
	key, nonce, err := r.keys(private, salt)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	const lastRecord = 0x02 // delimits the last, and only, record
	body := make([]byte, 0, headerSize+len(plaintext)+1+tagSize)
	body = append(body, salt...)
	body = binary.BigEndian.AppendUint32(body, recordSize)
	body = append(body, keySize)
	body = append(body, private.PublicKey().Bytes()...)
	return gcm.Seal(body, nonce, append(slices.Clip(plaintext), lastRecord), nil), nil
}

// keys are those that seal a message to r.
func (r receiver) keys(private *ecdh.PrivateKey, salt []byte) (key, nonce []byte, err error) {
	shared, err := private.ECDH(r.public)
	if err != nil {
		return nil, nil, err
	}
	return derive(shared, r.auth, r.public.Bytes(), private.PublicKey().Bytes(), salt)
}

// derive makes the content encryption key and the nonce of a shared secret and the
// public keys of both sides, RFC 8291 section 3.4.
func derive(shared, auth, receiver, sender, salt []byte) (key, nonce []byte, err error) {
	info := "WebPush: info\x00" + string(receiver) + string(sender)
	material, err := hkdf.Key(sha256.New, shared, auth, info, sha256.Size)
	if err != nil {
		return nil, nil, err
	}
	if key, err = hkdf.Key(sha256.New, material, salt, "Content-Encoding: aes128gcm\x00", 16); err != nil {
		return nil, nil, err
	}
	nonce, err = hkdf.Key(sha256.New, material, salt, "Content-Encoding: nonce\x00", 12)
	return key, nonce, err
}

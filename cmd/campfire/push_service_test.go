package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// pushService stands for the push services of browsers, and for the browsers, which
// tell pushes apart by the message_id in them. Devices are numbers, and have one key.
type pushService struct {
	*httptest.Server
	t       *testing.T
	key     *ecdh.PrivateKey
	auth    []byte
	arrived chan int64 // message ids, as they come

	mu   sync.Mutex
	seen map[int]map[int64]int // guarded by mu; how often each device heard of each message
	hold chan struct{}         // guarded by mu; pushes wait until it is closed; nil: they do not
	then func()                // guarded by mu; done once, before the answer; nil: nothing
}

func newPushService(t *testing.T) *pushService {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s := &pushService{t: t, key: key, auth: make([]byte, 16), arrived: make(chan int64, 100), seen: make(map[int]map[int64]int)}
	rand.Read(s.auth)
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *pushService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // killed while it was sent: it has not come
	}
	device, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
	if err != nil {
		s.t.Error(err)
	}
	id := s.messageIn(body)
	s.mu.Lock()
	if s.seen[device] == nil {
		s.seen[device] = make(map[int64]int)
	}
	s.seen[device][id]++
	hold, then := s.hold, s.then
	s.then = nil
	s.mu.Unlock()
	s.arrived <- id
	if hold != nil {
		<-hold
	}
	if then != nil {
		then()
	}
	w.WriteHeader(http.StatusCreated)
}

// messageIn decrypts a push as its browser does, RFC 8291 section 3.4, and returns which
// message it is about.
func (s *pushService) messageIn(body []byte) int64 {
	salt, sender, sealed := body[:16], body[21:86], body[86:]
	public, err := ecdh.P256().NewPublicKey(sender)
	if err != nil {
		s.t.Error(err)
		return 0
	}
	shared, err := s.key.ECDH(public)
	if err != nil {
		s.t.Error(err)
		return 0
	}
	material, _ := hkdf.Key(sha256.New, shared, s.auth, "WebPush: info\x00"+string(s.key.PublicKey().Bytes())+string(sender), 32)
	key, _ := hkdf.Key(sha256.New, material, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce, _ := hkdf.Key(sha256.New, material, salt, "Content-Encoding: nonce\x00", 12)
	block, _ := aes.NewCipher(key)
	gcm, _ := cipher.NewGCM(block) // sizes that are right make no error
	plain, err := gcm.Open(nil, nonce, sealed, nil)
	if err != nil {
		s.t.Error(err)
		return 0
	}
	var told struct {
		Options struct {
			Data struct {
				MessageID int64 `json:"message_id"`
			}
		}
	}
	if err := json.Unmarshal([]byte(strings.TrimSuffix(string(plain), "\x02")), &told); err != nil {
		s.t.Error(err)
	}
	return told.Options.Data.MessageID
}

// addDevice gives somebody a device with a number.
func (s *pushService) addDevice(t *testing.T, server *serverProcess, cookie string, number int) {
	t.Helper()
	encode := base64.RawURLEncoding.EncodeToString
	var device struct{ ID int64 }
	server.make(t, "/api/push_subscriptions", cookie, fmt.Sprintf(`{"endpoint":"%s/%d","p256dh_key":%q,"auth_key":%q}`,
		s.URL, number, encode(s.key.PublicKey().Bytes()), encode(s.auth)), &device)
}

// next waits for a push and returns its message.
func (s *pushService) next(t *testing.T) int64 {
	t.Helper()
	select {
	case id := <-s.arrived:
		return id
	case <-time.After(time.Minute):
		t.Fatal("nothing is pushed")
		return 0
	}
}

// release lets pushes through, those that wait and those to come.
func (s *pushService) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.hold)
	s.hold = nil
}

// heard is how often each device heard of each message.
func (s *pushService) heard() map[int]map[int64]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	heard := make(map[int]map[int64]int)
	for device, messages := range s.seen {
		heard[device] = maps.Clone(messages)
	}
	return heard
}

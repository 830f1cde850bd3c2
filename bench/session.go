package main

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"net/http/httptest"
	"time"

	"campfire/internal/chat"
	"campfire/internal/config"
	"campfire/internal/httpapi"
	"campfire/internal/store"
)

// signIn starts a session for each of the first people, whose ids count from 1,
// and returns their cookies.
func signIn(ctx context.Context, path string, people int) (map[int64]string, error) {
	key, err := config.Secrets{SecretKeyBase: secretKeyBase}.DeriveKey(httpapi.CookieSalt)
	if err != nil {
		return nil, err
	}
	server := httpapi.New(httpapi.Options{CookieKey: key, Cable: http.NotFoundHandler()})
	db, err := store.Open(ctx, store.Options{Path: path})
	if err != nil {
		return nil, err
	}
	cookies, now := make(map[int64]string, people), time.Now()
	err = db.InTx(ctx, func(tx chat.Tx) error {
		for id := range int64(people) {
			session := chat.Session{UserID: id + 1, Token: rand.Text()[:24], LastActiveAt: now, CreatedAt: now}
			if _, err := tx.CreateSession(session); err != nil {
				return err
			}
			w := httptest.NewRecorder()
			server.SetSession(w, httptest.NewRequest(http.MethodGet, "/", nil), session.Token)
			cookie := w.Result().Cookies()[0]
			cookies[session.UserID] = cookie.Name + "=" + cookie.Value
		}
		return nil
	})
	return cookies, errors.Join(err, db.Close())
}

package chat

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/crypto/bcrypt"
)

const (
	originalBcryptCost = 12
	minPasswordLength  = 8
	// bcrypt reads no further; the original ignores the rest, so we do.
	maxPasswordBytes = 72
)

// passwords hashes and checks passwords, as many at once as there are cores,
// so that a storm of sign-ins leaves the server answering.
type passwords struct {
	cost    int
	dummy   []byte // compared when there is no user, to take as long
	running chan struct{}
}

func newPasswords(cost int) *passwords {
	if cost == 0 {
		cost = originalBcryptCost
	}
	// Any digest of that cost will do: a mismatch costs what a match does.
	dummy := fmt.Appendf(nil, "$2a$%02d$", cost)
	for len(dummy) < 60 {
		dummy = append(dummy, '.')
	}
	return &passwords{cost: cost, dummy: dummy, running: make(chan struct{}, runtime.NumCPU())}
}

// digest returns the bcrypt of a password, cut at 72 bytes.
func (p *passwords) digest(ctx context.Context, password string) (string, error) {
	if err := p.enter(ctx); err != nil {
		return "", err
	}
	defer p.leave()
	digest, err := bcrypt.GenerateFromPassword(cut(password), p.cost)
	if err != nil {
		return "", fmt.Errorf("digest password: %w", err)
	}
	return string(digest), nil
}

// match reports whether password belongs to digest. An empty digest matches
// nothing and takes as long.
func (p *passwords) match(ctx context.Context, digest, password string) (bool, error) {
	if err := p.enter(ctx); err != nil {
		return false, err
	}
	defer p.leave()
	if digest == "" {
		_ = bcrypt.CompareHashAndPassword(p.dummy, cut(password)) // for its time alone
		return false, nil
	}
	return bcrypt.CompareHashAndPassword([]byte(digest), cut(password)) == nil, nil
}

func (p *passwords) enter(ctx context.Context) error {
	select {
	case p.running <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *passwords) leave() { <-p.running }

func cut(password string) []byte {
	return []byte(password[:min(len(password), maxPasswordBytes)])
}

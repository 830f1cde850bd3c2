package chat

import (
	"context"
	"errors"
	"sync"
	"time"
)

// How long Run waits at most before it looks again, and after a failure.
const (
	upkeepEvery = time.Hour
	upkeepRetry = time.Minute
)

// Run does what outlives a request, also what a restart interrupted, until ctx
// ends: it ends bans when their time is up, and removes the messages of banned
// people and what was in deleted rooms. It finds new clips in the
// folder. It returns nil.
func (s *Service) Run(ctx context.Context) error {
	var sounds sync.WaitGroup
	defer sounds.Wait()
	sounds.Go(func() { s.followSounds(ctx) })
	for ctx.Err() == nil {
		wait := s.upkeep(ctx)
		select {
		case <-ctx.Done():
		case <-s.due:
		case <-time.After(wait):
		}
	}
	return nil
}

// upkeep does what there is to do and returns how long to wait for the next.
func (s *Service) upkeep(ctx context.Context) time.Duration {
	err := errors.Join(s.LiftBans(ctx), s.RemoveMessages(ctx), s.PurgeRooms(ctx))
	next, endErr := s.store.NextBanEnd(ctx)
	err = errors.Join(err, endErr)
	switch {
	case err != nil && ctx.Err() == nil:
		s.log.Warn("not all of the upkeep could be done; that is tried again in a minute", "error", err)
		return upkeepRetry
	case next.IsZero():
		return upkeepEvery
	default:
		return min(max(next.Sub(s.now()), 0), upkeepEvery)
	}
}

// wake has Run look now.
func (s *Service) wake() {
	select {
	case s.due <- struct{}{}:
	default: // it is about to
	}
}

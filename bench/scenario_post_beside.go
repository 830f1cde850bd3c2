package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// postingBeside is how long a post takes while something else goes on: a
// checkpoint, or a thousand sockets that are to be told.
func (b *bench) postingBeside(ctx context.Context) error {
	s, err := b.startPosting(ctx)
	if err != nil {
		return err
	}
	rounds, err := b.interleave(ctx,
		s.alone("alone", besideCheckpoint),
		s.besideCheckpoints(),
		s.alone("alone", besideSockets),
		s.besideSockets(b.sizes.sockets))
	if err := errors.Join(err, s.end(ctx)); err != nil {
		return err
	}
	b.table.add(row{
		what: fmt.Sprintf("post while a checkpoint runs, %d a second", besideCheckpoint),
		unit: "ms p99", rounds: rounds[1], against: rounds[0], baseline: "without",
		goals: []goal{atMost(ofRatio, 1.5)},
	})
	b.table.add(row{
		what: fmt.Sprintf("post while %s sockets listen, %d a second", thousands(int64(b.sizes.sockets)), besideSockets),
		unit: "ms p99", rounds: rounds[3], against: rounds[2], baseline: "without",
	})
	return nil
}

// alone is posting to the first room, the one all are in, at a rate.
func (s *postingServer) alone(name string, rate float64) variant {
	return variant{name, func(ctx context.Context, d time.Duration) (result sample, err error) {
		err = s.posts.withAuthors(ctx, len(s.crew), s.team.rooms[:1], func(all crew) (err error) {
			result.cpu, err = s.cpuPer(func() (int, error) {
				result.latencies, err = all.steadily(ctx, rate, d)
				return len(result.latencies), err
			})
			return err
		})
		result.value = result.quantile(0.99)
		return result, err
	}}
}

// besideCheckpoints has checkpoints run all the time, on a connection of their
// own. The server's run four times a second.
func (s *postingServer) besideCheckpoints() variant {
	post := s.alone("", besideCheckpoint)
	return variant{"checkpoint", func(ctx context.Context, d time.Duration) (sample, error) {
		checkpointing, stop := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() { ended <- checkpoints(checkpointing, s.team.database()) }()
		result, err := post.measure(ctx, d)
		stop()
		return result, errors.Join(err, <-ended)
	}}
}

// checkpointPause keeps checkpoints that find nothing to do from taking a core.
const checkpointPause = 5 * time.Millisecond

// checkpoints runs one after another until ctx ends.
func checkpoints(ctx context.Context, path string) error {
	dsn := url.URL{Scheme: "file", Path: path, RawQuery: "mode=rw&_pragma=busy_timeout(5000)&_pragma=synchronous(full)"}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return err
	}
	defer db.Close()
	for ctx.Err() == nil {
		if _, err := db.Exec(`PRAGMA wal_checkpoint(PASSIVE)`); err != nil {
			return err
		}
		time.Sleep(checkpointPause)
	}
	return nil
}

// besideSockets has sockets listen to the room that is posted to.
func (s *postingServer) besideSockets(sockets int) variant {
	post := s.alone("", besideSockets)
	return variant{"listening", func(ctx context.Context, d time.Duration) (result sample, err error) {
		audience, err := listen(ctx, s.child, s.team, s.team.rooms[0], sockets)
		if err != nil {
			return sample{}, err
		}
		result, err = post.measure(ctx, d)
		return result, errors.Join(err, audience.end(ctx))
	}}
}

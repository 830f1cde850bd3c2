package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// posting is how many posts a second many authors at once get onto the disk,
// and how long they wait when half as many come; beside the same server with a
// commit for each.
func (b *bench) posting(ctx context.Context) error {
	grouped, err := b.startPosting(ctx)
	if err != nil {
		return err
	}
	single, err := b.startPosting(ctx, "GROUP_COMMIT=false")
	if err != nil {
		return errors.Join(err, grouped.end(ctx))
	}
	rounds, err := b.interleave(ctx,
		variant{"grouped", grouped.measure},
		variant{"one commit each", single.measure})
	if err := errors.Join(err, grouped.end(ctx), single.end(ctx)); err != nil {
		return err
	}
	b.table.add(row{
		what: fmt.Sprintf("post over HTTP, %d authors, durable (latency: open loop at half of that)", b.sizes.authors),
		unit: "posts/s", rounds: rounds[0], against: rounds[1], baseline: "grouping off",
		goals: []goal{atLeast(ofRatio, 4), atMost(ofP99, 25)},
	})
	return nil
}

// postingServer is a server that is posted to.
type postingServer struct {
	*child
	team  team
	posts *posts
	crew  crew
}

func (b *bench) startPosting(ctx context.Context, settings ...string) (*postingServer, error) {
	t, err := b.newTeam(ctx, b.sizes.teamPlan(), b.sizes.people)
	if err != nil {
		return nil, err
	}
	s := &postingServer{team: t}
	if s.child, err = b.serve(ctx, t.data, settings...); err != nil {
		return nil, err
	}
	if s.posts, err = newPosts(s.child, t); err == nil {
		s.crew, err = s.posts.authors(ctx, b.sizes.authors, t.rooms...)
	}
	if err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

func (s *postingServer) measure(ctx context.Context, d time.Duration) (result sample, err error) {
	result.cpu, err = s.cpuPer(func() (int, error) {
		n, took, err := closedLoop(ctx, len(s.crew), d, s.crew.post)
		result.value = float64(n) / took.Seconds()
		return n, err
	})
	if err != nil {
		return result, err
	}
	if result.latencies, err = s.crew.steadily(ctx, result.value/2, d); err != nil {
		return result, err
	}
	result.memory, err = s.residentMB()
	return result, err
}

// end verifies what was posted and stops the server.
func (s *postingServer) end(ctx context.Context) error {
	s.crew.close()
	return errors.Join(s.posts.verify(ctx), s.stop(), s.team.remove())
}

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

package main

import (
	"context"
	"errors"
	"fmt"
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

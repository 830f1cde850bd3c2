package store

import (
	"context"
	"sync/atomic"

	"campfire/internal/chat"
)

// request is a transaction on its way through the writer.
type request struct {
	fn     func(chat.Tx) error
	taken  atomic.Bool // by the writer, or by a caller who gave up
	answer chan error
}

// do hands fn to the writer and waits for what became of it.
func (w *writer) do(ctx context.Context, fn func(chat.Tx) error) error {
	r := &request{fn: fn, answer: make(chan error, 1)}
	if err := w.enqueue(ctx, r); err != nil {
		return err
	}
	select {
	case err := <-r.answer:
		return err
	case <-ctx.Done():
		if r.taken.CompareAndSwap(false, true) {
			return context.Cause(ctx)
		}
	case <-w.stopped:
	}
	select {
	case err := <-r.answer:
		return err
	case <-w.stopped:
		return r.last()
	}
}

// last returns the answer of a writer that has stopped.
func (r *request) last() error {
	select {
	case err := <-r.answer:
		return err
	default:
		return errClosed // it came after the writer's last look
	}
}

func (w *writer) enqueue(ctx context.Context, r *request) error {
	select {
	case <-w.closing:
		return errClosed
	default:
	}
	select {
	case w.queue <- r:
		return nil
	case <-w.closing:
		return errClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

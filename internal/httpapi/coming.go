package httpapi

import (
	"context"
	"mime"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"campfire/internal/chat"
)

// What is to come has its controls in the app and its addresses here already, and says so.
var (
	filesComing    = coming("Files are turned off on this Campfire. They are available in v2.0; post text until then.")
	avatarsComing  = coming("Pictures of people and of the team are turned off on this Campfire. They are available in v2.0.")
	previewsComing = coming("Previews of links are turned off on this Campfire. They are available in v2.0.")
)

func coming(message string) error {
	return &chat.Error{Kind: chat.Forbidden, Code: "feature_disabled", Message: message}
}

func refused(err error) func(context.Context, *struct{}) (*struct{}, error) {
	return func(context.Context, *struct{}) (*struct{}, error) { return nil, err }
}

// withoutFiles refuses a form with parts, which has a file in it.
func (s *Server) withoutFiles(op *huma.Operation) {
	op.Middlewares = append(op.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		media, _, _ := mime.ParseMediaType(ctx.Header("Content-Type"))
		if media != "multipart/form-data" {
			next(ctx)
			return
		}
		_, w := humago.Unwrap(ctx)
		s.writeProblem(w, s.problem(ctx.Context(), filesComing))
	})
}

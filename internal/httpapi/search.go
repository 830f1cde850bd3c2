package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

type hit struct {
	Message     wire.EncodedMessage `json:"message"`
	Room        hitRoom             `json:"room"`
	ExcerptHTML string              `json:"excerpt_html" doc:"Safe to show as it is; what was found is in mark elements"`
}

type hitRoom struct {
	ID   int64  `json:"id"`
	Name string `json:"name" doc:"Of a direct room: who else is in it"`
}

type hitsBody struct {
	Hits       []hit             `json:"hits" nullable:"false" doc:"Newest first"`
	HasMore    bool              `json:"has_more"`
	NextBefore int64             `json:"next_before" doc:"What to give as before for older hits; 0 when there are none. There may be more after a page without hits: many messages were looked at, but not all"`
	Unknown    []unknownOperator `json:"unknown" nullable:"false" doc:"Operators of the query whose value means nothing, such as before:soon, or names nobody and no room here"`
}

type hitsOutput struct {
	ContentType string `header:"Content-Type"`
	Body        []byte // a hitsBody
}

type unknownOperator struct {
	Operator string `json:"operator" enum:"from,in,mentions,has,before,after,on"`
	Value    string `json:"value" doc:"As it was typed, without what marks a name"`
}

// listHits searches the rooms the viewer is in.
func (s *Server) listHits(ctx context.Context, in *struct {
	Query     string `query:"q" doc:"Words, \"phrases\", from:name in:room mentions:me has:link has:code has:sound before:2026-05-12 after:2026-05 on:today"`
	Before    int64  `query:"before" minimum:"1" doc:"Message id: older ones alone"`
	Remember  bool   `query:"remember" default:"true" doc:"Whether to keep it among the recent searches"`
	UTCOffset int    `query:"utc_offset" minimum:"-1080" maximum:"1080" doc:"Minutes east of UTC where the asker's days begin"`
},
) (*hitsOutput, error) {
	if err := s.mustSearch(); err != nil {
		return nil, err
	}
	zone := time.FixedZone("", in.UTCOffset*60)
	found, err := s.Chat.Search(ctx, viewer(ctx), chat.SearchRequest{Text: in.Query, Before: in.Before, Zone: zone, Passing: !in.Remember})
	if err != nil {
		return nil, err
	}
	return &hitsOutput{ContentType: "application/json", Body: joinHits(found)}, nil
}

const hitsSize = 24 << 10 // bytes of most pages of hits

// joinHits is a hitsBody of messages that are encoded already.
func joinHits(found chat.Hits) []byte {
	var b bytes.Buffer
	b.Grow(hitsSize)
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteString(`{"hits":[`)
	for i, h := range found.Hits {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"message":`)
		b.Write(h.JSON)
		b.WriteString(`,"room":`)
		_ = e.Encode(hitRoom{ID: h.Room.ID, Name: h.RoomName}) // numbers and strings can be told in JSON
		b.WriteString(`,"excerpt_html":`)
		_ = e.Encode(h.ExcerptHTML)
		b.WriteByte('}')
	}
	fmt.Fprintf(&b, `],"has_more":%t,"next_before":%d,"unknown":`, found.Before > 0, found.Before)
	unknown := make([]unknownOperator, len(found.Unknown))
	for i, o := range found.Unknown {
		unknown[i] = unknownOperator{Operator: o.Name, Value: o.Value}
	}
	_ = e.Encode(unknown)
	b.WriteByte('}')
	return b.Bytes()
}

type searchesOutput struct {
	Body struct {
		Searches []recentSearch `json:"searches" nullable:"false" doc:"The latest first"`
	}
}

type recentSearch struct {
	Query string `json:"query"`
}

// listSearches says what the viewer looked for.
func (s *Server) listSearches(ctx context.Context, _ *struct{}) (*searchesOutput, error) {
	if err := s.mustSearch(); err != nil {
		return nil, err
	}
	queries, err := s.Chat.Searches(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	out := &searchesOutput{}
	out.Body.Searches = make([]recentSearch, len(queries))
	for i, query := range queries {
		out.Body.Searches[i].Query = query
	}
	return out, nil
}

func (s *Server) deleteSearches(ctx context.Context, _ *struct{}) (*struct{}, error) {
	if err := s.mustSearch(); err != nil {
		return nil, err
	}
	return nil, s.Chat.ClearSearches(ctx, viewer(ctx))
}

func (s *Server) mustSearch() error {
	if s.Flags.SearchEnabled {
		return nil
	}
	return &chat.Error{Kind: chat.Forbidden, Code: "feature_disabled", Message: "Search is turned off on this Campfire. Whoever runs the server can turn it on with SEARCH_ENABLED."}
}

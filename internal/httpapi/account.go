package httpapi

import (
	"context"
	"net/url"

	"campfire/internal/chat"
)

// maxAccountBody holds 64 KB of styles in JSON.
const maxAccountBody = 256 << 10

// AccountBody is the team as everyone in it sees it.
type AccountBody struct {
	Name      string          `json:"name"`
	JoinCode  string          `json:"join_code" doc:"For those who may invite"`
	JoinURL   string          `json:"join_url" doc:"For those who may invite"`
	Settings  accountSettings `json:"settings"`
	StylesURL string          `json:"styles_url" doc:"The team's own styles; empty when it has none"`

	CanCreateRooms     bool `json:"can_create_rooms" doc:"I may make open and closed rooms"`
	CanMentionEveryone bool `json:"can_mention_everyone" doc:"I may write @everyone and @here"`
}

type accountSettings struct {
	RestrictRoomCreation bool `json:"restrict_room_creation_to_administrators"`
	RestrictMassMentions bool `json:"restrict_mass_mentions_to_administrators" doc:"Only administrators write @everyone and @here"`
	ShowPresence         bool `json:"show_presence" doc:"People see who is here"`
}

// accountSettingsChange leaves out what stays.
type accountSettingsChange struct {
	RestrictRoomCreation *bool `json:"restrict_room_creation_to_administrators,omitempty"`
	RestrictMassMentions *bool `json:"restrict_mass_mentions_to_administrators,omitempty"`
	ShowPresence         *bool `json:"show_presence,omitempty"`
}

func newAccount(a chat.Account, me chat.Viewer, from requestInfo) AccountBody {
	return AccountBody{
		Name:      a.Name,
		JoinCode:  a.JoinCode,
		JoinURL:   Origin(from.request) + "/join/" + url.PathEscape(a.JoinCode),
		StylesURL: stylesURL(a),
		Settings: accountSettings{
			RestrictRoomCreation: a.Settings.RestrictRoomCreationToAdministrators,
			RestrictMassMentions: a.Settings.RestrictMassMentionsToAdministrators,
			ShowPresence:         !a.Settings.HidePresence,
		},
		CanCreateRooms:     a.MayCreateRooms(me),
		CanMentionEveryone: a.MayMentionEveryone(me),
	}
}

// accountPage is the account as its own page shows it.
type accountPage struct {
	AccountBody
	SignInHelp   string `json:"sign_in_help" doc:"Plain text, shown to those who are not signed in"`
	CustomStyles string `json:"custom_styles" doc:"CSS, loaded last"`
}

type accountOutput struct{ Body accountPage }

func newAccountOutput(ctx context.Context, a chat.Account, from requestInfo) *accountOutput {
	return &accountOutput{Body: accountPage{AccountBody: newAccount(a, viewer(ctx), from), SignInHelp: a.SignInHelp, CustomStyles: a.CustomStyles}}
}

func (s *Server) getAccount(ctx context.Context, in *struct{ requestInfo }) (*accountOutput, error) {
	account, err := s.Chat.Account(ctx)
	if err != nil {
		return nil, err
	}
	return newAccountOutput(ctx, account, in.requestInfo), nil
}

func (s *Server) updateAccount(ctx context.Context, in *struct {
	requestInfo
	Body struct {
		Name         *string               `json:"name,omitempty"`
		SignInHelp   *string               `json:"sign_in_help,omitempty" doc:"At most 500 characters"`
		CustomStyles *string               `json:"custom_styles,omitempty" doc:"At most 64 KB"`
		Settings     accountSettingsChange `json:"settings,omitempty"`
	}
},
) (*accountOutput, error) {
	account, err := s.Chat.UpdateAccount(ctx, viewer(ctx), chat.AccountChange{
		Name: in.Body.Name, SignInHelp: in.Body.SignInHelp, CustomStyles: in.Body.CustomStyles,
		RestrictRoomCreationToAdministrators: in.Body.Settings.RestrictRoomCreation,
		RestrictMassMentionsToAdministrators: in.Body.Settings.RestrictMassMentions,
		HidePresence:                         opposite(in.Body.Settings.ShowPresence),
	})
	if err != nil {
		return nil, err
	}
	return newAccountOutput(ctx, account, in.requestInfo), nil
}

func (s *Server) createJoinCode(ctx context.Context, in *struct{ requestInfo }) (*accountOutput, error) {
	account, err := s.Chat.RenewJoinCode(ctx, viewer(ctx))
	if err != nil {
		return nil, err
	}
	return newAccountOutput(ctx, account, in.requestInfo), nil
}

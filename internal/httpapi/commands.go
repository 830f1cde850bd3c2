package httpapi

import (
	"context"
	"net/http"

	"campfire/internal/chat"
	"campfire/internal/wire"
)

// CommandBody is a command without its bot.
type CommandBody struct {
	Name        string `json:"name" doc:"Without the slash"`
	Description string `json:"description" doc:"What it does"`
	Hint        string `json:"hint" doc:"What is written after it, such as [environment]; may be empty"`
}

func newCommand(c chat.Command) CommandBody {
	return CommandBody{Name: c.Name, Description: c.Description, Hint: c.Hint}
}

func newCommands(commands []chat.Command) []CommandBody {
	shown := make([]CommandBody, len(commands))
	for i, c := range commands {
		shown[i] = newCommand(c)
	}
	return shown
}

// RoomCommand is a command with the bot that answers it.
type RoomCommand struct {
	CommandBody
	Bot wire.User `json:"bot"`
}

type commandsOutput struct {
	Body struct {
		Commands []RoomCommand `json:"commands" nullable:"false" doc:"By name"`
	}
}

func (s *Server) listCommands(ctx context.Context, in *RoomInput) (*commandsOutput, error) {
	found, err := s.Chat.CommandsIn(ctx, viewer(ctx), in.Room)
	if err != nil {
		return nil, err
	}
	out := &commandsOutput{}
	out.Body.Commands = make([]RoomCommand, len(found))
	for i, c := range found {
		out.Body.Commands[i] = RoomCommand{newCommand(c), wire.NewUser(c.Bot)}
	}
	return out, nil
}

// CommandInput names a bot's command in the path.
type CommandInput struct {
	BotInput
	Name string `path:"name" maxLength:"100"`
}

type commandOutput struct {
	Status int
	Body   CommandBody
}

func (s *Server) saveCommand(ctx context.Context, in *struct {
	CommandInput
	Body struct {
		Description string `json:"description"`
		Hint        string `json:"hint,omitempty"`
	}
},
) (*commandOutput, error) {
	if err := s.mustHaveBots(); err != nil {
		return nil, err
	}
	wanted := chat.Command{Name: in.Name, Description: in.Body.Description, Hint: in.Body.Hint}
	c, created, err := s.Chat.SaveCommand(ctx, viewer(ctx), in.Bot, wanted)
	if err != nil {
		return nil, err
	}
	out := &commandOutput{Status: http.StatusOK, Body: newCommand(c)}
	if created {
		out.Status = http.StatusCreated
	}
	return out, nil
}

func (s *Server) deleteCommand(ctx context.Context, in *CommandInput) (*struct{}, error) {
	if err := s.mustHaveBots(); err != nil {
		return nil, err
	}
	return nil, s.Chat.DeleteCommand(ctx, viewer(ctx), in.Bot, in.Name)
}

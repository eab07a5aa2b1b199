package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// named finds the groups that a flag names, each once.
func named(ctx context.Context, on site.Site, flag string, names []string) ([]site.Group, input.Faults, error) {
	if len(names) == 0 {
		return nil, nil, nil
	}
	all, err := roster.ReadGroups(ctx, on)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the groups: %w", err)
	}
	cells := make([]input.Cell, 0, len(names))
	for _, name := range names {
		cells = append(cells, input.Cell{Text: name, File: flag})
	}
	groups, faults := all.FindAll(cells)
	return groups, faults, nil
}

// groupSet finds groups that flags name, by their folded ids.
func groupSet(ctx context.Context, on site.Site, flag string, names []string) (map[string]site.Group, input.Faults, error) {
	groups, faults, err := named(ctx, on, flag, names)
	set := map[string]site.Group{}
	for _, group := range groups {
		set[roster.Fold(group.ID)] = group
	}
	return set, faults, err
}

// once returns the keys or ids of a flag, each once. Confluence does not tell upper from
// lower case in keys of spaces.
func once(texts []string) (some []string) {
	seen := map[string]bool{}
	for _, text := range texts {
		if text = strings.TrimSpace(text); !seen[roster.Fold(text)] {
			some = append(some, text)
		}
		seen[roster.Fold(text)] = true
	}
	return slices.Clip(some)
}

package cloud

import (
	"slices"
	"strconv"
	"strings"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// ScopesFor returns the granular OAuth 2.0 scopes that an app needs for the
// operations it uses, and no other, sorted. An operation goes by its
// operationId, such as "getCurrentUser"; the comment of the method that wraps it
// ends with it. An operation that is unknown is [confluence.ErrInvalid].
//
// Atlassian advises an app to have scopes of one kind: granular ones, which are
// narrow and which every operation has, or those of [ClassicScopesFor].
func ScopesFor(operationIDs ...string) ([]string, error) {
	return scopesFor("granular", operationIDs, func(s gen.OperationScopes) []string { return s.Granular })
}

// ClassicScopesFor returns the classic scopes, which are wide, as [ScopesFor]
// does the granular ones. An operation that has none is [confluence.ErrInvalid].
func ClassicScopesFor(operationIDs ...string) ([]string, error) {
	return scopesFor("classic", operationIDs, func(s gen.OperationScopes) []string { return s.Classic })
}

func scopesFor(kind string, operationIDs []string, of func(gen.OperationScopes) []string) ([]string, error) {
	table := gen.Scopes()
	var all, unknown, without []string
	for _, id := range operationIDs {
		at := slices.IndexFunc(table, func(s gen.OperationScopes) bool { return s.ID == id })
		if at < 0 {
			unknown = append(unknown, strconv.Quote(id))
			continue
		}
		scopes := of(table[at])
		if len(scopes) == 0 {
			without = append(without, id)
		}
		all = append(all, scopes...)
	}
	switch {
	case len(unknown) > 0:
		return nil, argument.Invalid("operations", "name what is none: "+strings.Join(unknown, ", "))
	case len(without) > 0:
		return nil, argument.Invalid("operations", "have no "+kind+" scope: "+strings.Join(without, ", "))
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// withScopes adds to the operations what scopes they need.
func withScopes(ops []operation.Operation) []operation.Operation {
	byID := map[string]gen.OperationScopes{}
	for _, s := range gen.Scopes() {
		byID[s.ID] = s
	}
	for i, op := range ops {
		ops[i].ClassicScopes, ops[i].GranularScopes = byID[op.ID].Classic, byID[op.ID].Granular
	}
	return ops
}

package site_test

import (
	"context"
	"encoding/json"
	"iter"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestCloudOperations: the scopes that “login” asks for are enough for all that a
// Cloud site can be asked, and there are no operations among them that nobody needs.
func TestCloudOperations(t *testing.T) {
	t.Parallel()
	server := cloudtest.Start(t)
	around := cloudtest.StartSignIn(t, server)
	scopes, err := cloud.ScopesFor(site.CloudOperations()...)
	require.NoError(t, err)
	token := around.AddScopedToken(server.AdminID(), scopes...)
	client, err := cloud.New(around.MemoryURL()+"/ex/confluence/"+around.CloudID(), confluence.BearerToken(token),
		confluence.WithHTTPClient(around.HTTPClient()))
	require.NoError(t, err)
	on := site.Cloud{Client: client}
	ada := server.AddUser(cloudtest.User{Name: "Ada"})
	group := server.AddGroup("writers", ada)
	server.AddSpace("DOCS", "Documentation")
	server.WatchSpace(ada, "DOCS")
	page := server.AddPage("DOCS", "A page", server.AdminID(), "news")

	// What is asked, by method.
	asked := map[string]func(ctx context.Context) error{
		"Self":     func(ctx context.Context) error { return second(on.Self(ctx)) },
		"Lookup":   func(ctx context.Context) error { return second(on.Lookup(ctx, []string{ada})) },
		"Estimate": func(ctx context.Context) error { return second(on.Estimate(ctx, []site.Group{{ID: group}})) },
		"Memberships": func(ctx context.Context) error {
			return walk(on.Memberships(ctx, []site.Group{{ID: group}}, site.MembershipOptions{}))
		},
		"Everybody":     func(ctx context.Context) error { return walk(on.Everybody(ctx)) },
		"Groups":        func(ctx context.Context) error { return walk(on.Groups(ctx)) },
		"Members":       func(ctx context.Context) error { return walk(on.Members(ctx, group)) },
		"Subgroups":     func(ctx context.Context) error { return walk(on.Subgroups(ctx, group)) },
		"Properties":    func(ctx context.Context) error { return walk(on.Properties(ctx, ada)) },
		"GiveAccess":    func(ctx context.Context) error { return walk(on.GiveAccess(ctx)) },
		"SpaceWatchers": func(ctx context.Context) error { return walk(on.SpaceWatchers(ctx, "DOCS")) },
		"GroupsOf":      func(ctx context.Context) error { return walk(on.GroupsOf(ctx, ada)) },
		"Product":       func(context.Context) error { _ = on.Product(); return nil },
		"URL":           func(context.Context) error { _ = on.URL(); return nil },
		"Do":            func(context.Context) error { return nil }, // below
		"Done":          func(context.Context) error { return nil },
	}
	for method := range reflect.TypeFor[site.Site]().Methods() {
		require.Contains(t, asked, method.Name)
	}
	steps := []plan.Step{
		{Do: plan.Add, Group: group},
		{Do: plan.Remove, Group: group},
		{Do: plan.WatchSpace, What: "DOCS"},
		{Do: plan.UnwatchSpace, What: "DOCS"},
		{Do: plan.WatchContent, What: page},
		{Do: plan.UnwatchContent, What: page},
		{Do: plan.WatchLabel, What: "news"},
		{Do: plan.UnwatchLabel, What: "news"},
		{Do: plan.SetProperty, What: "key", Value: json.RawMessage(`{"a":1}`)},
		{Do: plan.SetProperty, What: "key", Value: json.RawMessage(`{"a":2}`)},
	}
	for _, step := range steps {
		step.Who = ada
		require.NoError(t, on.Do(t.Context(), step, nil), "%s", step)
		_, err := on.Done(t.Context(), step)
		require.NoError(t, err, "%s", step)
	}
	for name, ask := range asked {
		require.NoError(t, ask(t.Context()), name)
	}
	require.NoError(t, on.Do(t.Context(), plan.Step{Do: plan.DeleteProperty, Who: ada, What: "key"}, nil))

	var used []string
	for _, exchange := range server.Exchanges() {
		used = append(used, exchange.Operation)
	}
	slices.Sort(used)
	require.Equal(t, slices.Sorted(slices.Values(site.CloudOperations())), slices.Compact(used))
}

func second[T any](_ T, err error) error { return err }

func walk[T any](rows iter.Seq2[T, error]) error {
	for _, err := range rows {
		if err != nil {
			return err
		}
	}
	return nil
}

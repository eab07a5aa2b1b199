package state_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// plain is what the store must be like: lists that are walked.
type plain struct {
	members map[string][]string // by name of the group, in the order of joining
	watches []state.Watch
}

func (p *plain) watchers(kind state.Kind, target string) []string {
	ids := []string{}
	for _, w := range p.watches {
		if w.Kind == kind && w.Target == target && !slices.Contains(ids, w.User) {
			ids = append(ids, w.User)
		}
	}
	return ids
}

func ids(list *state.Ordered[state.Person]) []string {
	found := []string{}
	for p := range list.All() {
		found = append(found, p.ID)
	}
	return found
}

func TestStoreIsWhatListsWouldBe(t *testing.T) {
	t.Parallel()
	users := []string{"ada", "bob", "cleo", "dan"}
	user := rapid.SampledFrom(users)
	name := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	rapid.Check(t, func(t *rapid.T) {
		store := state.NewStore()
		model := plain{members: map[string][]string{}}
		watch := func(t *rapid.T) state.Watch {
			return state.Watch{
				Kind: state.Kind(rapid.IntRange(0, 2).Draw(t, "kind")), Target: name.Draw(t, "target"),
				User: user.Draw(t, "user"), Only: rapid.SampledFrom([]string{"", "page", "blogpost"}).Draw(t, "only"),
			}
		}
		steps := map[string]func(*rapid.T){
			"join": func(t *rapid.T) {
				g, u := name.Draw(t, "group"), user.Draw(t, "user")
				joined := !slices.Contains(model.members[g], u)
				require.Equal(t, joined, store.Join(store.NeedGroup(g), u))
				if joined {
					model.members[g] = append(model.members[g], u)
				}
			},
			"leave": func(t *rapid.T) {
				g, u := name.Draw(t, "group"), user.Draw(t, "user")
				require.Equal(t, slices.Contains(model.members[g], u), store.Leave(store.NeedGroup(g), u))
				model.members[g] = slices.DeleteFunc(model.members[g], func(m string) bool { return m == u })
			},
			"leave all": func(t *rapid.T) {
				u := user.Draw(t, "user")
				store.LeaveAll(u)
				for g := range model.members {
					model.members[g] = slices.DeleteFunc(model.members[g], func(m string) bool { return m == u })
				}
			},
			"remove a group": func(t *rapid.T) {
				g := name.Draw(t, "group")
				store.RemoveGroup(store.NeedGroup(g))
				delete(model.members, g)
			},
			"watch": func(t *rapid.T) {
				w := watch(t)
				store.Watch(w)
				if !slices.Contains(model.watches, w) {
					model.watches = append(model.watches, w)
				}
			},
			"unwatch": func(t *rapid.T) {
				w := watch(t)
				store.Unwatch(w)
				model.watches = slices.DeleteFunc(model.watches, func(m state.Watch) bool { return m == w })
			},
			"unwatch some": func(t *rapid.T) {
				some := watch(t)
				is := func(w state.Watch) bool { return w.Kind == some.Kind || w.Only == some.Only }
				store.UnwatchWhere(some.User, is)
				model.watches = slices.DeleteFunc(model.watches, func(m state.Watch) bool { return m.User == some.User && is(m) })
			},
		}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			steps[rapid.SampledFrom(slices.Sorted(maps.Keys(steps))).Draw(t, "step")](t)
			of := map[string][]string{}
			for _, g := range slices.Sorted(maps.Keys(model.members)) {
				group := store.GroupByName(g)
				if group == nil { // only ever looked for
					require.Empty(t, model.members[g])
					continue
				}
				require.Equal(t, append([]string{}, model.members[g]...), ids(group.Members()))
				for _, u := range model.members[g] {
					of[u] = append(of[u], g)
				}
			}
			for _, u := range users {
				var names []string
				for _, m := range store.Memberships(u) {
					names = append(names, m.Group.Name)
				}
				require.Equal(t, of[u], names)
			}
			for kind := state.OnContent; kind <= state.OnLabel; kind++ {
				for _, target := range []string{"a", "b", "c", "d"} {
					require.Equal(t, model.watchers(kind, target), ids(store.Watchers(kind, target)))
				}
			}
		}
	})
}

func TestNestedGroups(t *testing.T) {
	t.Parallel()
	store := state.NewStore()
	names := func(list *state.Ordered[*state.Group]) []string {
		found := []string{}
		for g := range list.All() {
			found = append(found, g.Name)
		}
		return found
	}
	a, b, c := store.NeedGroup("a"), store.NeedGroup("b"), store.NeedGroup("c")
	store.Nest(c, b)
	store.Nest(b, a)
	store.Nest(a, c) // in a circle
	store.Nest(c, b) // again
	store.Nest(b, b)
	require.Equal(t, []string{"b", "c"}, names(a.Ancestors()))
	require.Equal(t, []string{"a", "b"}, names(b.Children()))
	require.Equal(t, []string{"b", "c"}, names(b.Parents()))
	store.RemoveGroup(b)
	require.Empty(t, names(a.Ancestors()))
	require.Empty(t, names(c.Children()))
	require.Equal(t, []string{"a", "c"}, store.GroupNames())
}

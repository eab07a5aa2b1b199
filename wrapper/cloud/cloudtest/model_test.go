package cloudtest_test

import (
	"context"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// model is what a site must be like: a few maps and lists.
type model struct {
	members    map[string][]string // by name of the group, in the order of joining
	ids        map[string]string   // of the groups
	watchers   map[string][]string // by what is watched, in the order of beginning
	properties map[string]map[string]string
	keys       map[string][]string // of properties, in the order of adding
	invited    []string
}

// modelled is a site, a client of it and the model.
type modelled struct {
	model

	t        *rapid.T
	ctx      context.Context //nolint:containedctx // that of the check
	site     *cloudtest.Server
	client   *cloud.Client
	accounts []string
	page     string
}

func names() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"design", "R&D / Ops", "Ärzte"})
}

func (m *modelled) account() string { return rapid.SampledFrom(m.accounts).Draw(m.t, "account") }

func without(list []string, one string) []string {
	return slices.DeleteFunc(list, func(other string) bool { return other == one })
}

func with(list []string, one string) []string {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}

// idOf returns the id of a group, or one that no group has.
func (m *modelled) idOf(name string) string {
	if id := m.ids[name]; id != "" {
		return id
	}
	return "9a5a3f3e-1c1c-4c4c-8c8c-000000000000"
}

// same requires that a call goes well if, and only if, the model says so.
func (m *modelled) same(well bool, err error) {
	if well {
		require.NoError(m.t, err)
	} else {
		require.Error(m.t, err)
	}
}

func (m *modelled) createGroup(t *rapid.T) {
	name := names().Draw(t, "group")
	_, exists := m.members[name]
	made, err := m.client.Groups.Create(m.ctx, name)
	if m.same(!exists, err); err == nil {
		m.members[name], m.ids[name] = nil, made.ID
	}
}

func (m *modelled) deleteGroup(t *rapid.T) {
	name := names().Draw(t, "group")
	_, exists := m.members[name]
	m.same(exists, m.client.Groups.Delete(m.ctx, m.idOf(name)))
	delete(m.members, name)
	delete(m.ids, name)
}

func (m *modelled) addMember(t *rapid.T) {
	name, id := names().Draw(t, "group"), m.account()
	_, exists := m.members[name]
	m.same(exists, m.client.Groups.AddMember(m.ctx, m.idOf(name), id))
	if exists {
		m.members[name] = with(m.members[name], id)
	}
}

func (m *modelled) removeMember(t *rapid.T) {
	name, id := names().Draw(t, "group"), m.account()
	_, exists := m.members[name]
	m.same(exists, m.client.Groups.RemoveMember(m.ctx, m.idOf(name), id))
	if exists {
		m.members[name] = without(m.members[name], id)
	}
}

// watch begins or ends a watch on one of three things.
func (m *modelled) watch(t *rapid.T) {
	type act = func(ctx context.Context, target, accountID string) error
	w := m.client.Watches
	thing := rapid.SampledFrom([]string{"page", "space", "label"}).Draw(t, "thing")
	target := map[string]string{"page": m.page, "space": "DOCS", "label": "howto"}[thing]
	begin := map[string]act{"page": w.WatchContent, "space": w.WatchSpace, "label": w.WatchLabel}[thing]
	end := map[string]act{"page": w.UnwatchContent, "space": w.UnwatchSpace, "label": w.UnwatchLabel}[thing]
	id := m.account()
	if rapid.Bool().Draw(t, "begins") {
		require.NoError(t, begin(m.ctx, target, id))
		m.watchers[thing] = with(m.watchers[thing], id)
	} else {
		require.NoError(t, end(m.ctx, target, id))
		m.watchers[thing] = without(m.watchers[thing], id)
	}
}

func (m *modelled) changeProperty(t *rapid.T) {
	id, key := m.account(), rapid.SampledFrom([]string{"theme", "tour", "k-1"}).Draw(t, "key")
	value := rapid.SampledFrom([]string{`{}`, `{"a":1.50}`, `{"a":[null,"\u0000é"]}`}).Draw(t, "value")
	_, exists := m.properties[id][key]
	p := m.client.Properties
	switch rapid.SampledFrom([]string{"create", "update", "set", "delete"}).Draw(t, "how") {
	case "create":
		if m.same(!exists, p.Create(m.ctx, id, key, json.RawMessage(value))); exists {
			return
		}
	case "update":
		if m.same(exists, p.Update(m.ctx, id, key, json.RawMessage(value))); !exists {
			return
		}
	case "set":
		require.NoError(t, p.Set(m.ctx, id, key, json.RawMessage(value)))
	case "delete":
		m.same(exists, p.Delete(m.ctx, id, key))
		delete(m.properties[id], key)
		m.keys[id] = without(m.keys[id], key)
		return
	}
	m.properties[id][key] = value
	m.keys[id] = with(m.keys[id], key)
}

func (m *modelled) invite(t *rapid.T) {
	email := rapid.SampledFrom([]string{"new@example.com", "New@Example.com", "ADA@example.com", "other@example.com"}).Draw(t, "email")
	require.NoError(t, m.client.Users.Invite(m.ctx, []string{email}))
	if email != "ADA@example.com" {
		m.invited = with(m.invited, email)
	}
}

// collect reads a list to its end.
func collect[T any](t *rapid.T, rows iter.Seq2[T, error], of func(T) string) []string {
	found := []string{}
	for row, err := range rows {
		require.NoError(t, err)
		found = append(found, of(row))
	}
	return found
}

// isModel requires that everything that can be read is as in the model.
func (m *modelled) isModel(t *rapid.T) {
	list := func(rows []string) []string { return append([]string{}, rows...) }
	nameOf := func(g cloud.Group) string { return g.Name }
	idOf := func(u cloud.User) string { return u.AccountID }
	groups := slices.Sorted(maps.Keys(m.members))
	require.Equal(t, list(groups), collect(t, m.client.Groups.All(m.ctx, nil), nameOf))
	for _, name := range groups {
		require.Equal(t, list(m.members[name]), collect(t, m.client.Groups.AllMembers(m.ctx, m.ids[name], nil), idOf))
	}
	for _, id := range m.accounts {
		in := slices.DeleteFunc(slices.Clone(groups), func(name string) bool { return !slices.Contains(m.members[name], id) })
		require.Equal(t, list(in), collect(t, m.client.Users.AllGroups(m.ctx, id, nil), nameOf))
		watching, err := m.client.Watches.IsWatchingLabel(m.ctx, "howto", id)
		require.NoError(t, err)
		require.Equal(t, slices.Contains(m.watchers["label"], id), watching)
		require.Equal(t, list(m.keys[id]), collect(t, m.client.Properties.All(m.ctx, id, nil), func(key string) string { return key }))
		for key, value := range m.properties[id] {
			var raw json.RawMessage
			require.NoError(t, m.client.Properties.GetInto(m.ctx, id, key, &raw))
			require.JSONEq(t, value, string(raw))
		}
	}
	require.Equal(t, list(m.watchers["page"]), collect(t, m.client.Watches.AllContentWatchers(m.ctx, m.page, nil),
		func(w cloud.Watch) string { return w.Watcher.AccountID }))
	require.Equal(t, list(m.watchers["space"]), collect(t, m.client.Watches.AllSpaceWatchers(m.ctx, "DOCS", nil),
		func(w cloud.SpaceWatch) string { return w.Watcher.AccountID }))
	require.Equal(t, list(m.invited), list(m.site.Invited()))
	require.Empty(t, m.site.Violations())
}

// TestTheSiteIsItsModel does the same to a site, through the SDK, and to a model
// of a few maps, and compares everything after every step.
func TestTheSiteIsItsModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		site := cloudtest.New()
		defer site.Close()
		m := &modelled{
			t: t, ctx: t.Context(), site: site, client: site.Client(), page: site.AddPage("DOCS", "Welcome", "", "howto"),
			model: model{
				members: map[string][]string{}, ids: map[string]string{}, watchers: map[string][]string{},
				properties: map[string]map[string]string{}, keys: map[string][]string{},
			},
		}
		for _, name := range []string{"ada", "grace", "joan"} {
			id := site.AddUser(cloudtest.User{Name: name, Email: name + "@example.com"})
			m.accounts, m.properties[id] = append(m.accounts, id), map[string]string{}
		}
		site.CapPages(rapid.SampledFrom([]int{0, 2}).Draw(t, "cap"))
		steps := map[string]func(*rapid.T){
			"create a group": m.createGroup, "delete a group": m.deleteGroup, "add a member": m.addMember,
			"remove a member": m.removeMember, "watch": m.watch, "property": m.changeProperty, "invite": m.invite,
		}
		// Fewer steps than those of Repeat: after each of them everything is read.
		for range rapid.IntRange(1, 16).Draw(t, "steps") {
			steps[rapid.SampledFrom(slices.Sorted(maps.Keys(steps))).Draw(t, "step")](t)
			m.isModel(t)
		}
	})
}

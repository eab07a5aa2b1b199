package datacentertest_test

import (
	"context"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

const adminGroup = "confluence-administrators"

// person is a user of the model.
type person struct {
	fullName, password string
	disabled           bool
}

// modelled is an instance, a client of it and a model of a few maps and lists.
type modelled struct {
	t        *rapid.T
	ctx      context.Context //nolint:containedctx // that of the check
	instance *datacentertest.Server
	client   *datacenter.Client
	page     string

	users    map[string]*person
	order    []string            // of the users, by creation
	members  map[string][]string // by group, in the order of joining
	watchers map[string][]string // by what is watched, in the order of beginning
}

func (m *modelled) name() string {
	return rapid.SampledFrom([]string{"ada", "grace@example.com", "jöan", "d.e-f_g"}).Draw(m.t, "user")
}

func (m *modelled) group() string {
	return rapid.SampledFrom([]string{"design", "R&D Ops", "Ärzte", adminGroup}).Draw(m.t, "group")
}

func without(list []string, one string) []string {
	return slices.DeleteFunc(list, func(other string) bool { return other == one })
}

func with(list []string, one string) []string {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}

// same requires that a call goes well if, and only if, the model says so.
func (m *modelled) same(well bool, err error) {
	if well {
		require.NoError(m.t, err)
	} else {
		require.Error(m.t, err)
	}
}

func (m *modelled) createUser(*rapid.T) {
	name := m.name()
	u := datacenter.NewUser{Username: name, FullName: "The " + name, Email: "someone@example.com", Password: datacenter.NewPassword("first")}
	made, err := m.client.Admin.CreateUser(m.ctx, u)
	if m.same(m.users[name] == nil, err); err == nil {
		m.users[name] = &person{fullName: u.FullName, password: "first"}
		m.order = append(m.order, name)
		require.NotEmpty(m.t, made.UserKey)
	}
}

func (m *modelled) changeUser(t *rapid.T) {
	name := m.name()
	u := m.users[name]
	admin := m.client.Admin
	switch rapid.SampledFrom([]string{"rename", "password", "disable", "enable", "delete"}).Draw(t, "how") {
	case "rename":
		full := rapid.SampledFrom([]string{"A B", "Ünï", "x"}).Draw(t, "name")
		if m.same(u != nil, admin.UpdateUser(m.ctx, name, datacenter.UserUpdate{FullName: full})); u != nil {
			u.fullName = full
		}
	case "password":
		if m.same(u != nil, admin.ChangePassword(m.ctx, name, datacenter.NewPassword("second"))); u != nil {
			u.password = "second"
		}
	case "disable":
		if m.same(u != nil, admin.DisableUser(m.ctx, name)); u != nil {
			u.disabled = true
		}
	case "enable":
		if m.same(u != nil, admin.EnableUser(m.ctx, name)); u != nil {
			u.disabled = false
		}
	case "delete":
		_, err := admin.DeleteUserAndWait(m.ctx, name, nil)
		m.same(u != nil, err)
		delete(m.users, name)
		m.order = without(m.order, name)
		for _, lists := range []map[string][]string{m.members, m.watchers} {
			for key := range lists {
				lists[key] = without(lists[key], name)
			}
		}
	}
}

func (m *modelled) createGroup(*rapid.T) {
	name := m.group()
	_, exists := m.members[name]
	_, err := m.client.Groups.Create(m.ctx, name)
	if m.same(!exists, err); !exists {
		m.members[name] = nil
	}
}

func (m *modelled) deleteGroup(*rapid.T) {
	name := m.group()
	_, exists := m.members[name]
	deletable := exists && name != adminGroup
	if m.same(deletable, m.client.Groups.Delete(m.ctx, name)); deletable {
		delete(m.members, name)
	}
}

func (m *modelled) changeMember(t *rapid.T) {
	group, name := m.group(), m.name()
	_, exists := m.members[group]
	well := exists && m.users[name] != nil
	change, list := m.client.Groups.AddMember, with
	if rapid.Bool().Draw(t, "leaves") {
		change, list = m.client.Groups.RemoveMember, without
	}
	if m.same(well, change(m.ctx, group, name)); well {
		m.members[group] = list(m.members[group], name)
	}
}

func (m *modelled) watch(t *rapid.T) {
	name := m.name()
	who, w := datacenter.Username(name), m.client.Watches
	begins := rapid.Bool().Draw(t, "begins")
	thing := rapid.SampledFrom([]string{"page", "space"}).Draw(t, "thing")
	var err error
	switch {
	case thing == "page" && begins:
		err = w.WatchContent(m.ctx, m.page, who)
	case thing == "page":
		err = w.UnwatchContent(m.ctx, m.page, who)
	case begins:
		err = w.WatchSpace(m.ctx, "DOCS", who, nil)
	default:
		err = w.UnwatchSpace(m.ctx, "DOCS", who, nil)
	}
	m.same(m.users[name] != nil, err)
	switch {
	case err != nil:
	case begins:
		m.watchers[thing] = with(m.watchers[thing], name)
	default:
		m.watchers[thing] = without(m.watchers[thing], name)
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
	nameOf := func(u datacenter.User) string { return u.Username }
	groupOf := func(g datacenter.Group) string { return g.Name }
	require.Equal(t, append([]string{"admin"}, m.order...), collect(t, m.client.Users.All(m.ctx, nil), nameOf))
	active := slices.DeleteFunc(slices.Clone(m.order), func(name string) bool { return m.users[name].disabled })
	require.Equal(t, append([]string{"admin"}, active...), collect(t, m.client.Users.AllActive(m.ctx, nil), nameOf))
	groups := slices.Sorted(maps.Keys(m.members))
	require.Equal(t, list(groups), collect(t, m.client.Groups.All(m.ctx, nil), groupOf))
	for _, name := range groups {
		require.Equal(t, list(m.members[name]), collect(t, m.client.Groups.AllMembers(m.ctx, name, nil), nameOf))
	}
	for name, u := range m.users {
		in := slices.DeleteFunc(slices.Clone(groups), func(group string) bool { return !slices.Contains(m.members[group], name) })
		require.Equal(t, list(in), collect(t, m.client.Users.AllGroups(m.ctx, datacenter.Username(name), nil), groupOf))
		read, err := m.client.Users.Get(m.ctx, datacenter.Username(name), nil)
		require.NoError(t, err)
		require.Equal(t, u.fullName, read.DisplayName)
		require.True(t, m.instance.CheckPassword(name, u.password))
	}
	require.Equal(t, list(m.watchers["page"]), collect(t, m.client.Watches.AllContentWatchers(m.ctx, m.page, nil), nameOf))
	require.Equal(t, list(m.watchers["space"]), collect(t, m.client.Watches.AllSpaceWatchers(m.ctx, "DOCS", nil), nameOf))
	require.Empty(t, m.instance.Violations())
}

// TestTheInstanceIsItsModel does the same to an instance, through the SDK, and to
// a model of a few maps, and compares everything after every step.
func TestTheInstanceIsItsModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := datacentertest.New()
		defer d.Close()
		d.SetDeletionTime(0)
		m := &modelled{
			t: t, ctx: t.Context(), instance: d, client: d.Client(), page: d.AddPage("DOCS", "Welcome", ""),
			users: map[string]*person{}, members: map[string][]string{adminGroup: {"admin"}}, watchers: map[string][]string{},
		}
		d.CapPages(rapid.SampledFrom([]int{0, 2}).Draw(t, "cap"))
		steps := map[string]func(*rapid.T){
			"create a user": m.createUser, "change a user": m.changeUser, "create a group": m.createGroup,
			"delete a group": m.deleteGroup, "member": m.changeMember, "watch": m.watch,
		}
		// Fewer steps than those of Repeat: after each of them everything is read.
		for range rapid.IntRange(1, 16).Draw(t, "steps") {
			steps[rapid.SampledFrom(slices.Sorted(maps.Keys(steps))).Draw(t, "step")](t)
			m.isModel(t)
		}
	})
}

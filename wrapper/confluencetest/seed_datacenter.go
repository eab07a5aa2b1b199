package confluencetest

import (
	"cmp"
	"slices"
)

// DatacenterUser is a user to add to an instance.
type DatacenterUser struct {
	// Username is the name to log in with; when empty, one is made up.
	Username string
	// FullName is shown; when empty, it is the Username.
	FullName string
	// Email is the address; when empty, it is made from the Username.
	Email string
	// Password is for logging in by name; when empty, no password is right. A
	// personal access token is there in any case.
	Password string
	// Admin makes the user a Confluence administrator.
	Admin bool
	// SystemAdmin makes the user a system administrator, who may do what Admin
	// does and set the passwords of others.
	SystemAdmin bool
	// Disabled keeps the user from logging in, with password or token.
	Disabled bool
}

// AddUser adds a user, or replaces the one with the same name in place, and
// returns the user key, which is the same in every run.
func (d *Datacenter) AddUser(u DatacenterUser) (userKey string) {
	defer d.locked()()
	if u.Username == "" {
		u.Username = "user" + d.store.numberText()
	}
	added := d.store.userByName(u.Username)
	if added == nil {
		added = d.store.newUser(u.Username)
	}
	added.name = cmp.Or(u.FullName, u.Username)
	added.email = cmp.Or(u.Email, madeEmail(u.Username))
	added.password, added.failures = u.Password, 0
	added.admin, added.siteAdmin, added.disabled = u.Admin, u.SystemAdmin, u.Disabled
	return added.id
}

// AddGroup adds a group. One that has the name already gets the members. Members
// that are no users are left out.
func (d *Datacenter) AddGroup(name string, usernames ...string) {
	defer d.locked()()
	g := d.store.needGroup(name)
	for _, username := range usernames {
		if u := d.store.userByName(username); u != nil {
			g.add(u.id)
		}
	}
}

// NestGroup makes a group a member of another; unknown groups are added. Groups
// may hold each other in a circle, as they can on the product.
func (d *Datacenter) NestGroup(parent, child string) {
	defer d.locked()()
	outer, inner := d.store.needGroup(parent), d.store.needGroup(child)
	if !slices.Contains(outer.subgroups, inner.id) {
		outer.subgroups = append(outer.subgroups, inner.id)
	}
}

// AddSpace adds a space, or renames the one that has the key.
func (d *Datacenter) AddSpace(key, name string) {
	defer d.locked()()
	d.store.needSpace(key).name = name
}

// AddPage adds a page and returns its id, digits in text form. Its creator
// watches it from then on, as on the product; a name that is no user's is
// nobody. An unknown space is added.
func (d *Datacenter) AddPage(spaceKey, title, creator string) (contentID string) {
	defer d.locked()()
	page := d.store.addContent("page", spaceKey, title)
	if u := d.store.userByName(creator); u != nil {
		d.store.watch(contentWatchOf(u, page))
	}
	return page.id
}

// AddAttachment adds a file to a space and returns its id. It is content that
// nobody can watch, and whose watchers it is an error to ask for.
func (d *Datacenter) AddAttachment(spaceKey, fileName string) (contentID string) {
	defer d.locked()()
	return d.store.addContent("attachment", spaceKey, fileName).id
}

func (s *store) addContent(kind, spaceKey, title string) *content {
	c := &content{id: s.numberText(), space: s.needSpace(spaceKey).key, title: title, kind: kind}
	s.content = append(s.content, c)
	return c
}

// AddTask begins a task and returns its id. Its Fail is the last message, there
// being no other place for it here.
func (d *Datacenter) AddTask(t Task) (taskID string) {
	defer d.locked()()
	return d.store.addTask(task{Task: t}).id
}

// WatchPage makes a user watch a page. Unknown users watch nothing.
func (d *Datacenter) WatchPage(username, contentID string) {
	d.addWatch(username, watch{kind: watchContent, target: contentID})
}

// WatchSpace makes a user watch a space. Unknown users watch nothing.
func (d *Datacenter) WatchSpace(username, spaceKey string) {
	d.addWatch(username, watch{kind: watchSpace, target: spaceKey})
}

func (d *Datacenter) addWatch(username string, w watch) {
	defer d.locked()()
	if u := d.store.userByName(username); u != nil {
		w.user = u.id
		d.store.watch(w)
	}
}

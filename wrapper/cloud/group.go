package cloud

import gen "github.com/confluence-people/go-sdk/gen/cloud"

// Group is a group of accounts.
type Group struct {
	// ID stays the same for ever; keep it rather than the name.
	ID string `json:"id,omitempty"`
	// Name is the name. A site administrator can change it.
	Name string `json:"name,omitempty"`
	// Type is always "group".
	Type string `json:"type,omitempty"`
	// ManagedBy is who decides on the members.
	ManagedBy ManagedBy `json:"managedBy,omitempty"`
	// UsageType is what the group is for.
	UsageType UsageType `json:"usageType,omitempty"`
	// ResourceARI is the name of the group across Atlassian's products.
	ResourceARI string `json:"resourceAri,omitempty"`
}

// ManagedBy is who decides on the members of a group. It is open: expect others.
type ManagedBy string

// The known ways to manage a group.
const (
	// ManagedByAdmins is a group that administrators change.
	ManagedByAdmins ManagedBy = "ADMINS"
	// ManagedByExternal is a group of an identity provider, which cannot be
	// changed here.
	ManagedByExternal ManagedBy = "EXTERNAL"
	// ManagedByTeamMembers is a team whose members change it.
	ManagedByTeamMembers ManagedBy = "TEAM_MEMBERS"
	// ManagedByOpen is a team that anybody can join.
	ManagedByOpen ManagedBy = "OPEN"
)

// UsageType is what a group is for. It is open: expect others.
type UsageType string

// The known uses of a group.
const (
	// UsageUserBase is a group that gives access.
	UsageUserBase UsageType = "USERBASE_GROUP"
	// UsageTeam is a team that works together.
	UsageTeam UsageType = "TEAM_COLLABORATION"
)

// String shows the name and the id.
func (g Group) String() string { return "group " + g.Name + " (" + g.ID + ")" }

func newGroup(g *gen.Group) Group {
	return Group{
		ID: g.ID, Name: g.Name, Type: string(g.Type), ManagedBy: ManagedBy(g.ManagedBy), UsageType: UsageType(g.UsageType),
		ResourceARI: g.ResourceARI,
	}
}

// keyOfGroup tells the groups of a listing apart.
func keyOfGroup(g *Group) string { return g.ID }

// missingOfGroup names what a group lacks that nothing can be done with.
func missingOfGroup(g *gen.Group) string {
	if g.ID == "" {
		return "id"
	}
	return ""
}

// oneGroup makes the result of a call that returns a group.
func oneGroup(g *gen.Group, err error) (*Group, error) {
	if err != nil {
		return nil, err
	}
	group := newGroup(g)
	return &group, nil
}

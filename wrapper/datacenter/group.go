package datacenter

import gen "github.com/confluence-people/go-sdk/gen/datacenter"

// Group is a group of users. Data Center groups have no id: the name is the
// identity.
type Group struct {
	// Name is unique in the instance.
	Name string `json:"name,omitempty"`
	// Type is always "group".
	Type string `json:"type,omitempty"`
}

// String shows the name.
func (g Group) String() string { return "group " + g.Name }

func newGroup(g *gen.Group) Group { return Group{Name: g.Name, Type: string(g.Type)} }

// keyOfGroup tells the groups of a listing apart.
func keyOfGroup(g *Group) string { return g.Name }

// missingOfGroup names what a group lacks that nothing can be done with.
func missingOfGroup(g *gen.Group) string {
	if g.Name == "" {
		return "name"
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

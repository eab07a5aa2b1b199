package confluence

import "fmt"

// AuditCheckpoint is how far a walk through the members of groups has come. Another
// process goes on from there. It encodes to JSON and back, in 5 kB at most, whatever
// the size of the groups, and names no member: it has the last 200 groups, and the
// last 200 members of the group in hand, as salted hashes.
type AuditCheckpoint[G any] struct {
	// Version is the form of the checkpoint.
	Version int `json:"version"`
	// Groups is how many groups are done.
	Groups int `json:"groups"`
	// Memberships is how many rows have come.
	Memberships int `json:"memberships"`
	// Group is the group in hand; nil between two of them.
	Group *G `json:"group,omitempty"`
	// List tells the groups that were given from other ones; empty for all groups.
	List []byte `json:"list,omitempty"`
	// Salt is that of the hashes.
	Salt []byte `json:"salt,omitempty"`
	// Listing is where the walk is among all groups.
	Listing AuditPlace `json:"listing,omitzero"`
	// Members is where it is among the members of Group.
	Members AuditPlace `json:"members,omitzero"`
}

// String counts.
func (c AuditCheckpoint[G]) String() string {
	return fmt.Sprintf("%d groups done, %d memberships", c.Groups, c.Memberships)
}

// AuditPlace is where a walk is in a listing.
type AuditPlace struct {
	// Offset is that of the last row, and End that after it. They differ by more than
	// one where rows without an identity followed.
	Offset int `json:"offset"`
	End    int `json:"end"`
	// Page is how many rows the largest page had.
	Page int `json:"page"`
	// Rows is how many rows with an identity came.
	Rows int `json:"rows"`
	// Known has the hashes of the last of them, 8 bytes each.
	Known []byte `json:"known,omitempty"`
}

package confluencetest

import "net/http"

// The methods below let reply stand for the generated responses of 200, those
// whose names Data Center does not share with Cloud.

// VisitGetUsersResponse writes the reply.
func (a reply) VisitGetUsersResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetActiveUsersResponse writes the reply.
func (a reply) VisitGetActiveUsersResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetNestedGroupMembersResponse writes the reply.
func (a reply) VisitGetNestedGroupMembersResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetNestedGroupMembersByGroupNameResponse writes the reply.
func (a reply) VisitGetNestedGroupMembersByGroupNameResponse(w http.ResponseWriter) error {
	return a.write(w)
}

// VisitGetParentGroupsResponse writes the reply.
func (a reply) VisitGetParentGroupsResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetParentGroupsByGroupNameResponse writes the reply.
func (a reply) VisitGetParentGroupsByGroupNameResponse(w http.ResponseWriter) error {
	return a.write(w)
}

// VisitGetAncestorGroupsResponse writes the reply.
func (a reply) VisitGetAncestorGroupsResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetAncestorGroupsByGroupNameResponse writes the reply.
func (a reply) VisitGetAncestorGroupsByGroupNameResponse(w http.ResponseWriter) error {
	return a.write(w)
}

// VisitGetGroupMembersResponse writes the reply.
func (a reply) VisitGetGroupMembersResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetGroupMembersByGroupNameResponse writes the reply.
func (a reply) VisitGetGroupMembersByGroupNameResponse(w http.ResponseWriter) error {
	return a.write(w)
}

// VisitIsWatchingContentResponse writes the reply.
func (a reply) VisitIsWatchingContentResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitIsWatchingSpaceResponse writes the reply.
func (a reply) VisitIsWatchingSpaceResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitAddContentWatcherResponse writes the reply.
func (a reply) VisitAddContentWatcherResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitAddSpaceWatcherResponse writes the reply.
func (a reply) VisitAddSpaceWatcherResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetContentWatchersResponse writes the reply.
func (a reply) VisitGetContentWatchersResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetSpaceWatchersResponse writes the reply.
func (a reply) VisitGetSpaceWatchersResponse(w http.ResponseWriter) error { return a.write(w) }

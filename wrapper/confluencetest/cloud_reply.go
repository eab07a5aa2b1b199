package confluencetest

import "net/http"

// The methods below let reply stand for the generated responses of 200.

// VisitCheckAccessByEmailResponse writes the reply.
func (a reply) VisitCheckAccessByEmailResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitCreateBulkUserLookupResponse writes the reply.
func (a reply) VisitCreateBulkUserLookupResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetWatchesForPageResponse writes the reply.
func (a reply) VisitGetWatchesForPageResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetWatchesForSpaceResponse writes the reply.
func (a reply) VisitGetWatchesForSpaceResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetWatchersForSpaceResponse writes the reply.
func (a reply) VisitGetWatchersForSpaceResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetGroupsResponse writes the reply.
func (a reply) VisitGetGroupsResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitSearchGroupsResponse writes the reply.
func (a reply) VisitSearchGroupsResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetGroupMembershipsForUserResponse writes the reply.
func (a reply) VisitGetGroupMembershipsForUserResponse(w http.ResponseWriter) error {
	return a.write(w)
}

// VisitGetGroupMembersByGroupIDResponse writes the reply.
func (a reply) VisitGetGroupMembersByGroupIDResponse(w http.ResponseWriter) error {
	return a.write(w)
}

// VisitGetTasksResponse writes the reply.
func (a reply) VisitGetTasksResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetTaskResponse writes the reply.
func (a reply) VisitGetTaskResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitSearchUserResponse writes the reply.
func (a reply) VisitSearchUserResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetUserResponse writes the reply.
func (a reply) VisitGetUserResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetAnonymousUserResponse writes the reply.
func (a reply) VisitGetAnonymousUserResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetCurrentUserResponse writes the reply.
func (a reply) VisitGetCurrentUserResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetBulkUserLookupResponse writes the reply.
func (a reply) VisitGetBulkUserLookupResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetUserPropertiesResponse writes the reply.
func (a reply) VisitGetUserPropertiesResponse(w http.ResponseWriter) error { return a.write(w) }

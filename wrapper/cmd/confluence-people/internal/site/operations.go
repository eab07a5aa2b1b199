package site

// CloudOperations are the operations of Cloud that this program uses, by which it
// asks for the scopes it needs and no other.
func CloudOperations() []string {
	return []string{
		"getCurrentUser", "searchUser", "createBulkUserLookup",
		"getGroups", "getGroupMembersByGroupId", "getGroupMembershipsForUser",
		"addUserToGroupByGroupId", "removeMemberFromGroupByGroupId",
		"getUserProperties", "getUserProperty", "createUserProperty", "updateUserProperty", "deleteUserProperty",
		"getWatchersForSpace",
		"isWatchingSpace", "addSpaceWatcher", "removeSpaceWatch",
		"getContentWatchStatus", "addContentWatcher", "removeContentWatcher",
		"isWatchingLabel", "addLabelWatcher", "removeLabelWatcher",
	}
}

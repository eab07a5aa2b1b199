package main

// edit is a change of a contract that must not go unseen.
type edit struct {
	// what it is, and product whose contract it is of.
	what, product string
	// changes are made in the contract.
	changes []change
	// files are written beside, such as a handler.
	files map[string]string
	// checks must fail.
	checks []check
}

// check is a package that must not build, or whose test must fail, with a message
// that holds a word.
type check struct{ pkg, test, word string }

const (
	cloud, datacenter = "cloud", "datacenter"

	cloudPackage, cloudServer = "./wrapper/cloud", "./wrapper/cloud/cloudtest"
	dcPackage, dcServer       = "./wrapper/datacenter", "./wrapper/datacenter/datacentertest"
	contracts                 = "./api"
)

// edits are all of them, those of Cloud first.
func edits() []edit { return append(cloudEdits(), datacenterEdits()...) }

func cloudEdits() []edit {
	added := add("paths:\n", listing("/wiki/rest/api/drill/{drillId}", "GroupArrayWithLinks"))
	return []edit{
		{what: "operation added", product: cloud, changes: []change{added}, checks: []check{{cloudServer, "", "GetDrill"}}},
		{
			what: "the same, and served", product: cloud, changes: []change{added},
			files: map[string]string{"wrapper/cloud/cloudtest/drill.go": handler("cloud", "cloudtest")},
			checks: []check{
				{cloudPackage, "TestEveryOperationIsWrapped", "getDrill"},
				{cloudPackage, "TestWire", "getDrill"},
				{cloudPackage, "TestEveryListingIsWalked", "getDrill"},
				{cloudPackage, "TestEveryValueHasBadInput", "getDrill path drillId"},
				{cloudPackage, "TestFaults", "getDrill"},
				{"./wrapper/examples", "TestReadmeCounts", "40"},
			},
		},
		{
			what: "operation removed", product: cloud, changes: []change{without("  /wiki/rest/api/user/anonymous:")},
			checks: []check{{cloudPackage, "", "GetAnonymousUser"}},
		},
		{
			what: "operation deprecated", product: cloud, changes: []change{in("getUser", add("      operationId: getUser\n", "      deprecated: true\n"))},
			checks: []check{{contracts, "TestContracts", "/wiki/rest/api/user: is deprecated"}, {cloudPackage, "TestEveryOperationIsWrapped", "getUser"}},
		},
		{
			what: "response field added", product: cloud, changes: []change{in("User", add("      properties:\n", property("pronouns")))},
			checks: []check{{cloudPackage, "TestPublicTypesHoldTheContract", "pronouns"}, {cloudPackage, "TestEveryPropertyIsSent", "User.pronouns"}},
		},
		{
			what: "response field renamed", product: cloud, changes: []change{in("User", replace("        publicName:\n", "        knownAs:\n"))},
			checks: []check{{cloudPackage, "", "PublicName"}},
		},
		{
			what: "query parameter added", product: cloud, changes: []change{in("getGroups", add("      parameters:\n", parameter("sortBy", "")))},
			checks: []check{{cloudPackage, "TestWire", "getGroups query sortBy"}},
		},
		{
			what: "required one added", product: cloud, changes: []change{in("getGroups", add("      parameters:\n", parameter("directoryId", "          required: true\n")))},
			checks: []check{{cloudPackage, "TestWire", "directoryId"}, {cloudPackage, "TestEveryValueHasBadInput", "getGroups query directoryId"}},
		},
		{
			what: "query parameter made required", product: cloud,
			changes: []change{in("getGroups", add("        - name: accessType\n          in: query\n", "          required: true\n"))},
			checks:  []check{{cloudPackage, "", "AccessType"}},
		},
		{
			what: "enum value added", product: cloud, changes: []change{in("User", add("            - customer\n", "            - robot\n"))},
			checks: []check{{cloudPackage, "TestConstantsHoldTheContract", "robot"}},
		},
		{
			what: "property of a body added as required", product: cloud,
			changes: []change{in("GroupName", add("      required:\n", "        - purpose\n"), add("      properties:\n", property("purpose")))},
			checks:  []check{{cloudPackage, "TestWire", "body purpose"}, {cloudPackage, "TestEveryValueHasBadInput", "createGroup body purpose"}},
		},
		{
			what: "scope changed", product: cloud, changes: []change{in("getUser",
				replace("`read:confluence-user`", "`read:confluence-groups`"), replace("- read:confluence-user\n", "- read:confluence-groups\n"))},
			checks: []check{{cloudPackage, "TestCommentsNamePermissionAndScopes", "read:confluence-groups"}},
		},
		{
			what: "path renamed", product: cloud, changes: []change{replace("  /wiki/rest/api/user/current:\n", "  /wiki/rest/api/user/me:\n")},
			checks: []check{{cloudPackage, "TestEveryOperationIsWrapped", "/wiki/rest/api/user/me"}},
		},
		{
			what: "a page's envelope changed", product: cloud,
			changes: []change{in("GroupArrayWithLinks", replace("        - results\n", "        - values\n"), replace("        results:\n", "        values:\n"))},
			checks:  []check{{cloudPackage, "TestPublicTypesHoldTheContract", "values"}, {cloudPackage, "TestWire", "values"}},
		},
		{
			what: "example removed", product: cloud, changes: []change{in("getUserProperty", without("              example:"))},
			checks: []check{{contracts, "TestContracts", "property/{key}"}},
		},
	}
}

func datacenterEdits() []edit {
	added := add("paths:\n", listing("/rest/api/drill/{drillId}", "GroupPage"))
	return []edit{
		{what: "operation added", product: datacenter, changes: []change{added}, checks: []check{{dcServer, "", "GetDrill"}}},
		{
			what: "the same, and served", product: datacenter, changes: []change{added},
			files: map[string]string{"wrapper/datacenter/datacentertest/drill.go": handler("datacenter", "datacentertest")},
			checks: []check{
				{dcPackage, "TestEveryOperationIsWrapped", "getDrill"},
				{dcPackage, "TestWire", "getDrill"},
				{dcPackage, "TestEveryListingIsWalked", "getDrill"},
				{dcPackage, "TestEveryValueHasBadInput", "getDrill path drillId"},
			},
		},
		{
			what: "operation removed", product: datacenter, changes: []change{without("  /rest/api/user/anonymous:")},
			checks: []check{{dcPackage, "", "GetAnonymousUser"}},
		},
		{
			what: "operation deprecated", product: datacenter, changes: []change{in("getUser", add("      operationId: getUser\n", "      deprecated: true\n"))},
			checks: []check{{contracts, "TestContracts", "/rest/api/user: is deprecated"}, {dcPackage, "TestEveryOperationIsWrapped", "getUser"}},
		},
		{
			what: "response field added", product: datacenter, changes: []change{in("User", add("      properties:\n", property("pronouns")))},
			checks: []check{{dcPackage, "TestPublicTypesHoldTheContract", "pronouns"}, {dcPackage, "TestEveryPropertyIsSent", "User.pronouns"}},
		},
		{
			what: "query parameter added", product: datacenter, changes: []change{in("getGroups", add("      parameters:\n", parameter("sortBy", "")))},
			checks: []check{{dcPackage, "TestWire", "getGroups query sortBy"}},
		},
		{
			what: "property of a body added as required", product: datacenter,
			changes: []change{in("GroupCreate", add("      required:\n", "        - purpose\n"), add("      properties:\n", property("purpose")))},
			checks:  []check{{dcPackage, "TestWire", "body purpose"}},
		},
		{
			what: "path renamed", product: datacenter, changes: []change{replace("  /rest/api/user/current:\n", "  /rest/api/user/me:\n")},
			checks: []check{{dcPackage, "TestEveryOperationIsWrapped", "/rest/api/user/me"}},
		},
		{
			what: "a page's envelope changed", product: datacenter, changes: []change{in("GroupPage", replace("        results:\n", "        values:\n"))},
			checks: []check{{dcPackage, "TestPublicTypesHoldTheContract", "values"}, {dcPackage, "TestWire", "results"}},
		},
	}
}

package cloud_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/contracttest"
)

// Why properties of the contract are left out of the public types.
const (
	links    = "addresses of the service's own; ids lead further"
	hints    = "names what Expand could have asked for; it is documented"
	picture  = "an address to show in a browser"
	former   = "Cloud stopped filling it in 2019"
	sameAs   = "says what isGuest says"
	content  = "belongs to hits that are not people"
	shown    = "for web pages only"
	envelope = "of the page, not of a row"
)

// becomes says which public type a schema of a response becomes, and why some of
// its properties are left out.
var becomes = map[string]struct {
	public  any
	leftOut map[string]string
}{
	"User": {cloud.User{}, map[string]string{
		"_links": links, "_expandable": hints, "profilePicture": picture, "username": former, "userKey": former,
		"externalCollaborator": sameAs,
	}},
	"BulkUserLookup": {cloud.User{}, map[string]string{
		"_links": links, "_expandable": hints, "profilePicture": picture, "username": former, "userKey": former,
	}},
	"WatchUser": {cloud.User{}, map[string]string{
		"profilePicture": picture, "username": former, "userKey": former, "externalCollaborator": sameAs, "guest": sameAs,
	}},
	"UserAnonymous":        {cloud.User{}, map[string]string{"_links": links, "_expandable": hints, "profilePicture": picture}},
	"UserV2":               {cloud.User{}, map[string]string{"profilePicture": picture}},
	"UserDetails":          {cloud.Details{}, nil},
	"BusinessDetails":      {cloud.BusinessDetails{}, nil},
	"PersonalDetails":      {cloud.PersonalDetails{}, nil},
	"OperationCheckResult": {cloud.Operation{}, nil},
	"SpaceSummary":         {cloud.Space{}, map[string]string{"_links": links, "_expandable": hints}},
	"Group":                {cloud.Group{}, map[string]string{"_links": links}},
	"Watch":                {cloud.Watch{}, nil},
	"SpaceWatch":           {cloud.SpaceWatch{}, nil},
	"SearchResult": {cloud.UserHit{}, map[string]string{
		"content": content, "space": content, "breadcrumbs": shown, "resultGlobalContainer": content, "resultParentContainer": content,
		"iconCssClass": shown, "friendlyLastModified": shown,
	}},
	"UserProperty":         {cloud.Property{}, map[string]string{"_links": links}},
	"AccountIdEmailRecord": {cloud.Email{}, nil},
	"EmailAccess":          {cloud.AccessCheck{}, nil},
	"UsersBulkResponse":    {cloud.Found[cloud.User]{}, map[string]string{"_links": envelope}},
}

// notPublic lists the schemas of responses that become no public type of this
// package, with the reason and the properties that were looked at.
var notPublic = map[string]struct{ reason, properties string }{
	"UserArray":                      {"a page", "results start limit size totalSize _links"},
	"GroupArrayWithLinks":            {"a page", "results start limit size totalSize _links"},
	"WatchArray":                     {"a page", "results start limit size _links"},
	"SpaceWatchArray":                {"a page", "results start limit size _links"},
	"SearchPageResponseSearchResult": {"a page", "results start limit size totalSize cqlQuery searchDuration archivedResultCount _links"},
	"UserPropertyKeyArray":           {"a page", "results start limit size _links"},
	"LongTaskStatusArray":            {"a page", "results start limit size _links"},
	"BulkUserLookupArray":            {"Found", "results start limit size _links"},
	"AccountIdEmailRecordArray":      {"Found", ""},
	"UserPropertyKey":                {"its key alone, as text", "key"},
	"UserWatch":                      {"its answer alone, as bool", "watching"},
	"UserPropertyValue":              {"any JSON object", ""},
	"LongTask":                       {"confluence.Task", "ari id name elapsedTime percentageComplete successful finished messages status errors additionalDetails _links"},
	"LongTaskName":                   {"confluence.Task", "key args"},
	"LongTaskDetails":                {"confluence.Task", "destinationId destinationUrl totalPageNeedToCopy"},
	"Message":                        {"confluence.Task", "translation args"},
	"Links":                          {"left out everywhere", "base context self next prev download webui tinyui editui edituiv2 collection"},
	"Expandable":                     {"left out everywhere", "operations details personalSpace"},
	"SpaceExpandable":                {"left out everywhere", ""},
	"Icon":                           {"left out everywhere", "path width height isDefault"},
	"IconV2":                         {"left out everywhere", "path isDefault"},
	"Breadcrumb":                     {"left out everywhere", "label url separator"},
	"ContainerSummary":               {"left out everywhere", "title displayUrl"},
	"ContentSummary":                 {"left out everywhere", "id type status title _links"},
	"AccountStatus":                  {"an enum, below", ""},
	"AccountType":                    {"an enum, below", ""},
	"Error":                          {"confluence.Error", "statusCode data message reason"},
	"ErrorData":                      {"confluence.Error", "authorized valid allowedInReadOnlyMode successful errors"},
	"ErrorList":                      {"confluence.Error", "errors"},
	"ErrorItem":                      {"confluence.Error", "status code title detail"},
}

// notReceived lists the schemas that are sent alone: TestWire has their properties.
var notReceived = []string{
	"AccountId", "EmailsRequest", "GroupName", "UsersBulkRequest", "UserPropertyCreate", "UserPropertyUpdate",
}

// schema is what is read of a schema of the contract.
type schema struct {
	Properties map[string]schema `yaml:"properties"`
}

// contract is what is read of the contract.
type contract struct {
	Components struct {
		Schemas map[string]schema `yaml:"schemas"`
	} `yaml:"components"`
}

func readContract(t *testing.T) contract {
	t.Helper()
	var c contract
	require.NoError(t, yaml.Unmarshal([]byte(api.Cloud()), &c))
	require.NotEmpty(t, c.Components.Schemas)
	return c
}

// jsonFields returns the names that a type has in JSON.
func jsonFields(of any) map[string]bool {
	fields := map[string]bool{}
	for field := range reflect.TypeOf(of).Fields() {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
			fields[name] = true
		}
	}
	return fields
}

// TestPublicTypesHoldTheContract: what the service sends comes through, or is
// left out for a reason.
func TestPublicTypesHoldTheContract(t *testing.T) {
	t.Parallel()
	schemas := readContract(t).Components.Schemas
	for name, s := range schemas {
		public, known := becomes[name]
		if !known {
			if !slices.Contains(notReceived, name) {
				other, ok := notPublic[name]
				require.True(t, ok, "schema %s becomes no public type: name it in becomes or in notPublic", name)
				require.ElementsMatch(t, slices.Collect(maps.Keys(s.Properties)), strings.Fields(other.properties),
					"schema %s: read what is new, and name its properties in notPublic", name)
			}
			continue
		}
		fields := jsonFields(public.public)
		for property := range s.Properties {
			reason, out := public.leftOut[property]
			switch {
			case out:
				require.NotEmpty(t, reason, "schema %s, property %s", name, property)
				require.False(t, fields[property], "schema %s, property %s is left out and a field of %T", name, property, public.public)
			default:
				require.True(t, fields[property], "schema %s, property %s is no field of %T and not left out for a reason", name, property, public.public)
			}
		}
		for property := range public.leftOut {
			require.True(t, has(s.Properties, property), "schema %s no longer has property %s, which is left out", name, property)
		}
	}
	for _, listed := range [][]string{slices.Collect(maps.Keys(becomes)), slices.Collect(maps.Keys(notPublic)), notReceived} {
		for _, name := range listed {
			require.True(t, has(schemas, name), "the contract no longer has schema %s", name)
		}
	}
}

func has(schemas map[string]schema, name string) bool {
	_, ok := schemas[name]
	return ok
}

// TestConstantsHoldTheContract: every value that the contract lists has a
// constant, and every constant is listed somewhere.
func TestConstantsHoldTheContract(t *testing.T) {
	t.Parallel()
	contracttest.RequireConstants(t, api.Cloud(), map[string][]string{
		"UserType":       {"User.type", "BulkUserLookup.type"},
		"AccountType":    {"User.accountType", "AccountType"},
		"AccountStatus":  {"AccountStatus"},
		"ManagedBy":      {"Group.managedBy"},
		"UsageType":      {"Group.usageType"},
		"OperationName":  {"OperationCheckResult.operation"},
		"AccessType":     {"getGroups accessType"},
		"SitePermission": {"searchUser sitePermissionTypeFilter"},
		"Expand": {
			"getUser expand", "getCurrentUser expand", "getAnonymousUser expand", "getBulkUserLookup expand", "getGroupMembersByGroupId expand",
		},
	}, map[string]string{
		"Group.type": "says no more than that a group is a group",
	})
}

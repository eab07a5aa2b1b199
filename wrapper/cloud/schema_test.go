package cloud_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
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
// package, with the reason.
var notPublic = map[string]string{
	"UserArray": "a page", "GroupArrayWithLinks": "a page", "WatchArray": "a page", "SpaceWatchArray": "a page",
	"SearchPageResponseSearchResult": "a page", "UserPropertyKeyArray": "a page", "LongTaskStatusArray": "a page",
	"BulkUserLookupArray": "Found", "AccountIdEmailRecordArray": "Found",
	"UserPropertyKey": "its key alone, as text", "UserWatch": "its answer alone, as bool", "UserPropertyValue": "any JSON object",
	"LongTask": "confluence.Task", "LongTaskName": "confluence.Task", "LongTaskDetails": "confluence.Task", "Message": "confluence.Task",
	"Links": "left out everywhere", "Expandable": "left out everywhere", "SpaceExpandable": "left out everywhere", "Icon": "left out everywhere", "IconV2": "left out everywhere",
	"Breadcrumb": "left out everywhere", "ContainerSummary": "left out everywhere", "ContentSummary": "left out everywhere",
	"AccountStatus": "an enum, below", "AccountType": "an enum, below",
	"Error": "confluence.Error", "ErrorData": "confluence.Error", "ErrorList": "confluence.Error", "ErrorItem": "confluence.Error",
	"AccountId": "sent, not received", "EmailsRequest": "sent, not received", "GroupName": "sent, not received",
	"UsersBulkRequest": "sent, not received", "UserPropertyCreate": "sent, not received", "UserPropertyUpdate": "sent, not received",
}

// schema is what is read of a schema of the contract.
type schema struct {
	Properties map[string]schema `yaml:"properties"`
	Enum       []string          `yaml:"enum"`
	Items      *schema           `yaml:"items"`
}

// contract is what is read of the contract.
type contract struct {
	Paths map[string]map[string]struct {
		Parameters []struct {
			Name   string `yaml:"name"`
			Schema schema `yaml:"schema"`
		} `yaml:"parameters"`
	} `yaml:"paths"`
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
			require.Contains(t, notPublic, name, "schema %s becomes no public type: name it in becomes or in notPublic", name)
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
			require.Contains(t, s.Properties, property, "schema %s no longer has property %s, which is left out", name, property)
		}
	}
	for _, listed := range [][]string{slices.Collect(maps.Keys(becomes)), slices.Collect(maps.Keys(notPublic))} {
		for _, name := range listed {
			require.Contains(t, schemas, name, "the contract no longer has schema %s", name)
		}
	}
}

// constants returns the values of the constants of each type in this package.
func constants(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	found := map[string][]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		for node := range ast.Preorder(file) {
			spec, ok := node.(*ast.ValueSpec)
			if !ok || spec.Type == nil || len(spec.Values) != 1 {
				continue
			}
			typed, isName := spec.Type.(*ast.Ident)
			value, isText := spec.Values[0].(*ast.BasicLit)
			if isName && isText && value.Kind == token.STRING {
				text, err := strconv.Unquote(value.Value)
				require.NoError(t, err)
				found[typed.Name] = append(found[typed.Name], text)
			}
		}
	}
	return found
}

// TestConstantsHoldTheContract: every value that the contract lists has a
// constant, and every constant is listed somewhere.
func TestConstantsHoldTheContract(t *testing.T) {
	t.Parallel()
	c := readContract(t)
	s := c.Components.Schemas
	listed := map[string][]string{
		"UserType":      slices.Concat(s["User"].Properties["type"].Enum, s["BulkUserLookup"].Properties["type"].Enum),
		"AccountType":   slices.Concat(s["User"].Properties["accountType"].Enum, s["AccountType"].Enum),
		"AccountStatus": s["AccountStatus"].Enum,
		"ManagedBy":     s["Group"].Properties["managedBy"].Enum,
		"UsageType":     s["Group"].Properties["usageType"].Enum,
		"OperationName": s["OperationCheckResult"].Properties["operation"].Enum,
	}
	for _, methods := range c.Paths {
		for _, op := range methods {
			for _, p := range op.Parameters {
				switch p.Name {
				case "accessType":
					listed["AccessType"] = append(listed["AccessType"], p.Schema.Enum...)
				case "sitePermissionTypeFilter":
					listed["SitePermission"] = append(listed["SitePermission"], p.Schema.Enum...)
				}
			}
		}
	}
	have := constants(t)
	require.ElementsMatch(t, slices.Collect(maps.Keys(listed)), slices.Collect(maps.Keys(have)), "types with constants")
	for name, values := range listed {
		slices.Sort(values)
		values = slices.DeleteFunc(slices.Compact(values), func(v string) bool { return v == "" }) // the zero value says that
		require.NotEmpty(t, values, name)
		require.ElementsMatch(t, values, have[name], "the constants of %s against the contract", name)
	}
}

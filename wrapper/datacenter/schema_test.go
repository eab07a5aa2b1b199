package datacenter_test

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/contracttest"
)

// Why properties of the contract are left out of the public types.
const (
	links   = "addresses of the service's own; names and ids lead further"
	hints   = "names what Expand could have asked for; it is documented"
	picture = "an address to show in a browser"
)

// becomes says which public type a schema of a response becomes, and why some of
// its properties are left out.
var becomes = map[string]struct {
	public  any
	leftOut map[string]string
}{
	"User":       {datacenter.User{}, map[string]string{"_links": links, "_expandable": hints, "profilePicture": picture}},
	"ActiveUser": {datacenter.User{}, map[string]string{"_links": links, "_expandable": hints, "profilePicture": picture}},
	"UserKey":    {datacenter.CreatedUser{}, nil},
	"Group":      {datacenter.Group{}, map[string]string{"_links": links}},
}

// notPublic lists the schemas of responses that become no public type of this
// package, with the reason and the properties that were looked at.
var notPublic = map[string]struct{ reason, properties string }{
	"UserPage":           {"a page", "results start limit size totalCount _links"},
	"ActiveUserPage":     {"a page", "results start limit size totalCount _links"},
	"GroupPage":          {"a page", "results start limit size totalCount _links"},
	"LongTaskPage":       {"a page", "results start limit size totalCount _links"},
	"LongTask":           {"confluence.Task", "id name elapsedTime percentageComplete successful messages _links _expandable"},
	"LongTaskName":       {"confluence.Task", "translation key args"},
	"LongTaskSubmission": {"confluence.Task", "id links resultPath statusPath"},
	"Message":            {"confluence.Task", "translation key args"},
	"TaskLinks":          {"left out everywhere", "result status"},
	"Links":              {"left out everywhere", "base context self next prev"},
	"Expandable":         {"left out everywhere", "status"},
	"Icon":               {"left out everywhere", "path width height isDefault"},
	"WatchStatus":        {"its answer alone, as bool", ""},
	"ContentWatch":       {"what the service says of a new watch is not read", "watcher contentId content"},
	"SpaceWatch":         {"what the service says of a new watch is not read", "watcher space contentTypes"},
	"ContentSummary":     {"of a new watch", "id type status title space _links _expandable"},
	"SpaceSummary":       {"of a new watch", "id key name status type creationDate lastModificationDate"},
	"Error":              {"confluence.Error", "statusCode message reason data"},
	"ErrorData":          {"confluence.Error", "authorized valid allowedInReadOnlyMode successful errors"},
}

// notReceived lists the schemas that are sent alone: TestWire has their properties.
var notReceived = []string{
	"CreateUserRequest", "UpdateUserRequest", "ChangePasswordRequest", "ChangeOwnPasswordRequest", "UserSettings", "GroupCreate",
}

// schema is what is read of a schema of the contract.
type schema struct {
	Properties  map[string]schema `yaml:"properties"`
	Description string            `yaml:"description"`
}

// values are the words that a description names, such as `known`.
func (s schema) values() []string {
	var values []string
	for _, match := range regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(s.Description, -1) {
		values = append(values, match[1])
	}
	return values
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
	require.NoError(t, yaml.Unmarshal([]byte(api.Datacenter()), &c))
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

// TestConstantsHoldTheContract: every value that the contract names has a
// constant, and every constant is named somewhere. This contract has no enums:
// the values stand in descriptions.
func TestConstantsHoldTheContract(t *testing.T) {
	t.Parallel()
	s := readContract(t).Components.Schemas
	listed := map[string][]string{
		"UserType":    slices.Concat(s["User"].Properties["type"].values(), s["ActiveUser"].Properties["type"].values()),
		"UserStatus":  slices.Concat(s["User"].Properties["status"].values(), s["ActiveUser"].Properties["status"].values()),
		"ContentType": s["ContentSummary"].Properties["type"].values(),
	}
	require.Empty(t, contracttest.Enums(api.Datacenter()), "the contract has enums now: hold them against constants, as package cloud does")
	have := contracttest.Constants(t)
	require.ElementsMatch(t, slices.Collect(maps.Keys(listed)), slices.Collect(maps.Keys(have)), "types with constants")
	for name, values := range listed {
		slices.Sort(values)
		values = slices.Compact(values)
		require.NotEmpty(t, values, name)
		require.ElementsMatch(t, values, have[name], "the constants of %s against the contract", name)
	}
}

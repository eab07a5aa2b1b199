package cloud_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
)

// Personal data in every place that holds some.
const (
	secretName    = "Ada Lovelace"
	secretAddress = "ada@example.com"
	secretPhone   = "+44 20 7946 0000"
)

// people are values of every exported type that holds a user, a name or an
// address.
func people() []any {
	details := cloud.Details{
		Business: cloud.BusinessDetails{Position: secretName, Department: secretName, Location: secretName},
		Personal: cloud.PersonalDetails{Email: secretAddress, Phone: secretPhone, IM: secretAddress, Website: secretName},
	}
	space := cloud.Space{ID: "1", Key: "~ada", Name: secretName}
	user := cloud.User{
		AccountID: awkward, DisplayName: secretName, PublicName: secretName, Email: secretAddress, Type: cloud.UserKnown,
		PersonalSpace: &space, Details: &details,
	}
	email := cloud.Email{AccountID: awkward, Address: secretAddress}
	hit := cloud.UserHit{User: user, Title: secretName, Excerpt: secretName, URL: "/people/" + secretName}
	watch := cloud.Watch{Watcher: user, ContentID: "42"}
	spaceWatch := cloud.SpaceWatch{Watcher: user, SpaceKey: "DOCS"}
	membership := cloud.Membership{Group: cloud.Group{ID: "1", Name: "writers"}, Member: user}
	return []any{
		membership, &membership, user, &user, hit, &hit, watch, &watch, spaceWatch, &spaceWatch, space, &space, email, &email,
		details, &details, details.Business, &details.Business, details.Personal, &details.Personal,
		cloud.Found[cloud.User]{Items: []cloud.User{user}, Missing: []string{"b"}},
		&cloud.Found[cloud.User]{Items: []cloud.User{user}},
		&cloud.Found[cloud.Email]{Items: []cloud.Email{email}, NotAsked: []string{"b"}},
		cloud.AccessCheck{WithoutAccess: []string{secretAddress}, Invalid: []string{secretName}, NotAsked: []string{secretAddress}},
		&cloud.AccessCheck{WithoutAccess: []string{secretAddress}},
	}
}

func TestNamesAndAddressesAreNotPrinted(t *testing.T) {
	t.Parallel()
	for _, value := range people() {
		texts := map[string]string{}
		for _, verb := range []string{"%v", "%+v", "%s", "%q"} {
			texts[verb] = fmt.Sprintf(verb, value)
			texts["a list, "+verb] = fmt.Sprintf(verb, listOf(value))
			texts["an error, "+verb] = fmt.Errorf("with "+verb, value).Error()
		}
		for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
			"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
			"JSON": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
		} {
			var log bytes.Buffer
			slog.New(handler(&log)).Info("seen", "value", value, slog.Group("group", "value", value))
			texts["slog "+name] = log.String()
		}
		for how, text := range texts {
			for _, secret := range []string{"Lovelace", secretAddress, secretPhone} {
				require.NotContains(t, text, secret, "%T, %s", value, how)
			}
			require.NotEmpty(t, text)
		}
		require.Contains(t, fmt.Sprintf("%#v", value), "cloud.", "%%#v still shows everything")
	}
}

// listOf is a slice with one value, as programs print them.
func listOf(value any) any {
	list := reflect.MakeSlice(reflect.SliceOf(reflect.TypeOf(value)), 0, 1)
	if reflect.TypeOf(value).Kind() == reflect.Pointer { // fmt prints addresses
		return value
	}
	return reflect.Append(list, reflect.ValueOf(value)).Interface()
}

func TestPrintedPeopleCanBeTold(t *testing.T) {
	t.Parallel()
	user := cloud.User{AccountID: "557058:ada", DisplayName: secretName, Type: cloud.UserKnown}
	require.Equal(t, "user 557058:ada (known)", user.String())
	require.Equal(t, "user 557058:ada (known)", cloud.UserHit{User: user}.String())
	require.Equal(t, "user 557058:ada (known) watches content 42", cloud.Watch{Watcher: user, ContentID: "42"}.String())
	require.Equal(t, "user 557058:ada (known) watches space DOCS", cloud.SpaceWatch{Watcher: user, SpaceKey: "DOCS"}.String())
	require.Equal(t, "user 557058:ada (known) watches label howto",
		cloud.SpaceWatch{Watcher: user, SpaceKey: "DOCS", LabelName: "howto"}.String())
	require.Equal(t, "user (anonymous)", cloud.User{DisplayName: "Anonymous", Type: cloud.UserAnonymous}.String())
	require.Equal(t, "user 557058:ada", cloud.User{AccountID: "557058:ada"}.String())
	require.Equal(t, "user", cloud.User{}.String())
	require.Equal(t, "1 found, 2 missing, 1 not asked",
		cloud.Found[cloud.User]{Items: []cloud.User{user}, Missing: []string{"a", "b"}, NotAsked: []string{"c"}}.String())
	require.Equal(t, "1 without access, 0 invalid", cloud.AccessCheck{WithoutAccess: []string{secretAddress}}.String())
}

func TestNameToShow(t *testing.T) {
	t.Parallel()
	require.Equal(t, "Ada", cloud.User{AccountID: "1", DisplayName: "Ada", PublicName: "A."}.Name())
	require.Equal(t, "A.", cloud.User{AccountID: "1", PublicName: "A."}.Name())
	require.Equal(t, "1", cloud.User{AccountID: "1"}.Name())
	require.Empty(t, cloud.User{}.Name())
}

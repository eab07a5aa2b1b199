package datacenter_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// Personal data in every place that holds some.
const (
	secretName    = "Ada Lovelace"
	secretAddress = "ada@example.com"
)

// people are values of every exported type that holds a user, a name or an
// address.
func people() []any {
	user := datacenter.User{Username: "ada", UserKey: "8a7f", DisplayName: secretName, Email: secretAddress, Type: datacenter.UserKnown}
	created := datacenter.NewUser{Username: "ada", FullName: secretName, Email: secretAddress}
	update := datacenter.UserUpdate{FullName: secretName, Email: secretAddress}
	own := datacenter.CurrentUserUpdate{FullName: secretName, Email: secretAddress}
	membership := datacenter.Membership{Group: datacenter.Group{Name: "writers"}, Member: user}
	return []any{membership, &membership, user, &user, created, &created, update, &update, own, &own}
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
			for _, secret := range []string{"Lovelace", secretAddress} {
				require.NotContains(t, text, secret, "%T, %s", value, how)
			}
			require.NotEmpty(t, text)
		}
		require.Contains(t, fmt.Sprintf("%#v", value), "datacenter.", "%%#v still shows everything")
	}
}

// TestPagesOfPeopleAreNotPrinted: a page is of the connection's package and
// prints its rows as they print.
func TestPagesOfPeopleAreNotPrinted(t *testing.T) {
	t.Parallel()
	page := confluence.Page[datacenter.User]{Items: []datacenter.User{{Username: "ada", DisplayName: secretName, Email: secretAddress}}}
	for _, verb := range []string{"%v", "%+v"} {
		require.NotContains(t, fmt.Sprintf(verb, page), "Lovelace")
		require.NotContains(t, fmt.Sprintf(verb, page), secretAddress)
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
	user := datacenter.User{Username: "ada", UserKey: "8a7f", DisplayName: secretName, Type: datacenter.UserKnown}
	require.Equal(t, "user ada with key 8a7f (known)", user.String())
	require.Equal(t, "user (anonymous)", datacenter.User{DisplayName: "Anonymous", Type: datacenter.UserAnonymous}.String())
	require.Equal(t, "user ada", datacenter.User{Username: "ada"}.String())
	require.Equal(t, "user", datacenter.User{}.String())
	require.Equal(t, "group writers", datacenter.Group{Name: "writers", Type: "group"}.String())
	require.Equal(t, "new user ada", datacenter.NewUser{Username: "ada", FullName: secretName}.String())
	require.Equal(t, "update of full name and e-mail address", datacenter.UserUpdate{FullName: "x", Email: "y"}.String())
	require.Equal(t, "update of e-mail address", datacenter.CurrentUserUpdate{Email: "y"}.String())
	require.Equal(t, "update of nothing", datacenter.UserUpdate{}.String())
	require.Equal(t, "1 added, 2 removed", datacenter.MemberSyncResult{Added: []string{"a"}, Removed: []string{"b", "c"}}.String())
}

package cloud_test

import (
	"context"
	"iter"
	"net/http"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// takesAccount lists the methods that take account ids, by the position of the
// argument after the context.
var takesAccount = map[string]int{
	"Users.Get": 0, "Users.ListGroups": 0, "Users.AllGroups": 0, "Users.CountGroups": 0, "Users.Lookup": 0, "Users.LookupV1": 0, "Users.Email": 0, "Users.Emails": 0,
	"Groups.IsMember": 1, "Groups.AddMember": 1, "Groups.RemoveMember": 1, "Groups.RemoveMemberByName": 1,
	"Groups.RemoveMemberByNameDirect": 1, "Groups.SyncMembers": 1,
	"Watches.IsWatchingContent": 1, "Watches.WatchContent": 1, "Watches.UnwatchContent": 1,
	"Watches.IsWatchingSpace": 1, "Watches.WatchSpace": 1, "Watches.UnwatchSpace": 1,
	"Watches.IsWatchingLabel": 1, "Watches.WatchLabel": 1, "Watches.UnwatchLabel": 1,
	"Properties.List": 0, "Properties.All": 0, "Properties.Get": 0, "Properties.GetInto": 0,
	"Properties.Create": 0, "Properties.Update": 0, "Properties.Set": 0, "Properties.Delete": 0,
}

// takesNone lists the methods whose texts are no account ids.
var takesNone = map[string]string{
	"Users.Search": "CQL", "Users.AllSearch": "CQL", "Users.CheckAccess": "addresses", "Users.Invite": "addresses",
	"Groups.Get": "group id", "Groups.GetByName": "name", "Groups.Create": "name", "Groups.Delete": "group id",
	"Groups.Search": "name", "Groups.AllSearch": "name", "Groups.ListMembers": "group id", "Groups.AllMembers": "group id",
	"Groups.CountMembers":         "group id",
	"Watches.ListContentWatchers": "content id", "Watches.AllContentWatchers": "content id",
	"Watches.ListContentSpaceWatchers": "content id", "Watches.AllContentSpaceWatchers": "content id",
	"Watches.ListSpaceWatchers": "space key", "Watches.AllSpaceWatchers": "space key",
	"Tasks.Get": "task id", "Tasks.Wait": "task id", "Tasks.WaitAll": "task ids",
}

// methods returns all methods of a client's services by name.
func methods(client *cloud.Client) map[string]reflect.Value {
	found := map[string]reflect.Value{}
	of := reflect.ValueOf(client).Elem()
	for i := range of.NumField() {
		if field := of.Type().Field(i); field.IsExported() {
			for j := range of.Field(i).NumMethod() {
				found[field.Name+"."+of.Field(i).Type().Method(j).Name] = of.Field(i).Method(j)
			}
		}
	}
	return found
}

// callWith calls a method with an account id where it takes one, and good values
// elsewhere.
func callWith(ctx context.Context, method reflect.Value, position int, accountID string) error {
	in := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < method.Type().NumIn(); i++ {
		of := method.Type().In(i)
		switch {
		case i-1 == position && of.Kind() == reflect.Slice:
			in = append(in, reflect.ValueOf([]string{"557058:good", accountID}))
		case i-1 == position:
			in = append(in, reflect.ValueOf(accountID))
		case of.Kind() == reflect.String:
			in = append(in, reflect.ValueOf("good"))
		case of.Kind() == reflect.Interface:
			in = append(in, reflect.ValueOf(&map[string]string{}))
		default:
			in = append(in, reflect.Zero(of))
		}
	}
	out := method.Call(in)
	last := out[len(out)-1].Interface()
	if err, ok := last.(error); ok || last == nil {
		return err
	}
	switch rows := last.(type) {
	case iter.Seq2[cloud.Group, error]:
		_, err := confluence.Collect(rows)
		return err
	case iter.Seq2[string, error]:
		_, err := confluence.Collect(rows)
		return err
	}
	panic("a result of another type")
}

// TestEveryMethodIsKnownToTakeAnAccountOrNot: a new method with a text among its
// arguments is in one of the lists.
func TestEveryMethodIsKnownToTakeAnAccountOrNot(t *testing.T) {
	t.Parallel()
	text, texts := reflect.TypeFor[string](), reflect.TypeFor[[]string]()
	known := 0
	for name, method := range methods(newScene(t).client) {
		takes := false
		for in := range method.Type().Ins() {
			takes = takes || in == text || in == texts
		}
		if !takes {
			continue
		}
		known++
		_, account := takesAccount[name]
		_, none := takesNone[name]
		require.True(t, account != none, "%s takes a text: name it in takesAccount or in takesNone", name)
	}
	require.Equal(t, known, len(takesAccount)+len(takesNone))
}

// TestAccountsThatAreNone: an account id that is empty, or has white space around
// it, is refused before any I/O, in every method and every list.
func TestAccountsThatAreNone(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, position := range takesAccount {
		for _, accountID := range []string{"", " ", " " + awkward, awkward + "\t", "@default ", ".."} {
			err := callWith(t.Context(), methods(s.client)[name], position, accountID)
			require.ErrorIs(t, err, confluence.ErrInvalid, "%s with %q", name, accountID)
			require.ErrorContains(t, err, "account id", name)
		}
		for _, none := range []string{"", " ", "a\nb"} {
			method := methods(s.client.ForAccount(none))[name]
			require.ErrorIs(t, callWith(t.Context(), method, position, cloud.DefaultAccount), confluence.ErrInvalid, "%s for %q", name, none)
		}
	}
	require.Empty(t, s.server.Exchanges())

	ada := s.client.ForAccount("")
	user, err := ada.Users.Get(t.Context(), awkward, nil)
	require.NoError(t, err, "an account that is named wins")
	require.Equal(t, awkward, user.AccountID)
}

// sent keeps what reaches the wire.
type sent struct {
	next http.RoundTripper
	all  []string
}

func (s *sent) RoundTrip(r *http.Request) (*http.Response, error) {
	text := r.URL.String()
	if r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		var content [4096]byte
		n, _ := body.Read(content[:])
		text += string(content[:n])
	}
	s.all = append(s.all, text)
	return s.next.RoundTrip(r)
}

// TestDefaultAccountIsNeverSent calls every method for the default account, of
// the caller and of an account.
func TestDefaultAccountIsNeverSent(t *testing.T) {
	t.Parallel()
	for name, position := range takesAccount {
		s := newScene(t)
		wire := &sent{next: s.server.HTTPClient().Transport}
		client, err := s.server.NewClient(s.server.Auth(s.server.AdminID()),
			confluence.WithHTTPClient(&http.Client{Transport: wire}))
		require.NoError(t, err)
		err = callWith(t.Context(), methods(client)[name], position, cloud.DefaultAccount)
		require.NotErrorIs(t, err, confluence.ErrInvalid, name)
		require.NotEmpty(t, wire.all, name)
		err = callWith(t.Context(), methods(client.ForAccount(awkward))[name], position, cloud.DefaultAccount)
		require.NotErrorIs(t, err, confluence.ErrInvalid, name)
		for _, text := range wire.all {
			require.NotContains(t, text, "default", name)
		}
	}
}

func TestListsOfAccountsHoldTheDefaultAccount(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	found, err := s.client.Users.Lookup(t.Context(), []string{awkward, cloud.DefaultAccount, s.server.AdminID()}, nil)
	require.NoError(t, err)
	var ids []string
	for _, user := range found.Items {
		ids = append(ids, user.AccountID)
	}
	require.Equal(t, []string{awkward, s.server.AdminID()}, ids, "each once")
	require.Equal(t, []string{"getCurrentUser", "createBulkUserLookup"}, operations(s.server.Exchanges()))
}
